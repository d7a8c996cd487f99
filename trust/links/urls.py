"""Addresses of personal links themselves; each purpose has its own pages in its own app."""

from django.urls import URLPattern, URLResolver, path

from trust.links import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("nieuwe-link/", views.new_link, name="new-link"),
    path("nieuwe-link/verzonden/", views.new_link_sent, name="new-link-sent"),
]
