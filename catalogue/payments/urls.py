"""Addresses of money."""

from django.urls import URLPattern, URLResolver, path

from catalogue.payments import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("stripe/webhook/", views.webhook, name="stripe-webhook"),
    path("betaling/<slug:kind>/<uuid:public_id>/", views.back, name="payment-return"),
]
