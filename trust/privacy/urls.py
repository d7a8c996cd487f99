"""`/mijn-gegevens/`: ask, confirm, read."""

from django.urls import path

from trust.privacy import views

urlpatterns = [
    path("mijn-gegevens/", views.request_page, name="privacy-requests"),
    path("mijn-gegevens/verzonden/", views.asked_page, name="privacy-asked"),
    path("mijn-gegevens/<token>/", views.personal_request, name="privacy-request"),
]
