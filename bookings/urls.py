"""Public addresses of the calendar; the list itself is a page (`bookings.pages`)."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from bookings import certificate_views, date_views, views
from bookings.feeds import AudienceFeed, DatesFeed, SeriesFeed, own_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("bookings.desk.urls")),
    path("kalender/agenda.ics", require_safe(DatesFeed()), name="calendar-feed"),
    path("kalender/agenda/<slug:audience>.ics", require_safe(AudienceFeed()), name="calendar-feed-audience"),
    path("kalender/agenda/reeks/<slug:slug>.ics", require_safe(SeriesFeed()), name="calendar-feed-series"),
    path("kalender/agenda/mijn/<str:token>.ics", own_feed, name="calendar-feed-own"),
    path("kalender/abonneren/", date_views.subscribe, name="calendar-subscribe"),
    path("kalender/mijn/<str:token>/", views.personal, name="registration-mine"),
    path("kalender/mijn/<str:token>/agenda.ics", views.personal_calendar, name="registration-calendar"),
    path(
        "kalender/mijn/<str:token>/attest.pdf", certificate_views.personal_certificate, name="registration-certificate"
    ),
    path("kalender/mijn/<str:token>/eigen-agenda/", date_views.own_dates, name="registration-own-feed"),
    path("kalender/<slug:slug>/inschrijven/", views.registration, name="registration-form"),
    path("kalender/<slug:slug>/inschrijven/bijna/", views.registration_sent, name="registration-sent"),
    path("kalender/<slug:slug>/agenda.ics", date_views.event_file, name="event-file"),
    path("kalender/<slug:slug>/", date_views.event_page, name="event"),
]
