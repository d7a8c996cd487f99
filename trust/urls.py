"""Addresses of the rooms, below the site's root."""

from django.urls import include, path

urlpatterns = [
    path("", include("trust.outbox.urls")),
    path("", include("trust.links.urls")),
    path("", include("trust.forms.urls")),
    path("", include("trust.privacy.urls")),
    path("", include("trust.staff.urls")),
]
