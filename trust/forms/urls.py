"""Addresses of what forms need: the challenge."""

from django.urls import URLPattern, URLResolver, path

from trust.forms import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("formulier/opgave/", views.challenge, name="form-challenge"),
]
