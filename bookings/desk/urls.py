"""Public addresses of the desk; the request form stands below its activity's page (`bookings.desk.pages`)."""

from django.urls import URLPattern, URLResolver, path

from bookings.desk import views
from bookings.desk.feeds import trainer_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanvraag/<str:token>/", views.status, name="request-status"),
    path("aanvraag/<str:token>/voorstel-<int:version>.pdf", views.proposal_file, name="request-proposal"),
    path("aanvraag/<str:token>/bijlage/<uuid:public_id>/", views.attachment, name="request-file"),
    path("aanvraag/<str:token>/afspraak.ics", views.calendar_file, name="request-calendar"),
    path("kalender/agenda/begeleider/<str:token>.ics", trainer_feed, name="trainer-feed"),
]
