"""Addresses of the listening side, below those of the shows' pages. They never change once landed."""

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from podcast.listeners import views
from podcast.listeners.feeds import PodcastFeed

UUID = "(?P<guid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
SHOW = "^podcast/(?P<show>[-a-zA-Z0-9_]+)"

urlpatterns = [
    path("podcast/<slug:show>/feed.xml", require_safe(PodcastFeed()), name="podcast-feed"),
    re_path(
        rf"{SHOW}/audio/{UUID}/(?P<sign>[0-9a-f]{{16}})\.(?P<extension>mp3|m4a)$", views.audio, name="podcast-audio"
    ),
    re_path(rf"{SHOW}/transcript/{UUID}\.(?P<kind>vtt|srt|json)$", views.transcript, name="podcast-transcript"),
    re_path(rf"{SHOW}/chapters/{UUID}\.json$", views.chapters, name="podcast-chapters"),
    re_path(
        rf"{SHOW}/artwork/(?P<image_id>[0-9]{{1,9}})-(?P<sign>[0-9a-f]{{1,16}})\.(?P<extension>jpg|png)$",
        views.artwork,
        name="podcast-artwork",
    ),
    path("podcast/<slug:show>/qr.svg", views.qr, name="podcast-qr"),
]
