"""What an episode consists of, at addresses of its own: sound, transcript, chapters; and the artwork and QR code of a show."""

from __future__ import annotations

import io
import json
import logging
from datetime import date
from typing import Any
from uuid import UUID

import segno
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.permissions import page_permission_policy

from cms.freshness import fresh_for
from cms.media import with_ranges
from cms.seo import absolute
from podcast.cues import as_json, as_srt, as_vtt, called, cues_of
from podcast.listeners.addresses import SIGNS, artwork_path, audio_path
from podcast.listeners.agents import begins_to_listen
from podcast.listeners.chapters import chapters_document
from podcast.listeners.delivery import deliver, deliver_to_staff, open_to_apps
from podcast.listeners.services import count_play
from podcast.models import AudioFile, EpisodePage, PodcastPage
from podcast.people import people_of, speakers

logger = logging.getLogger(__name__)

WRITTEN = {
    "vtt": ("text/vtt; charset=utf-8", as_vtt),
    "srt": ("application/srt; charset=utf-8", as_srt),
    "json": ("application/json", lambda cues: json.dumps(as_json(cues), ensure_ascii=False)),
}
# Square, as large as apps take; one smaller is not enlarged.
ARTWORK = {"jpg": "fill-3000x3000|format-jpeg|jpegquality-85", "png": "fill-3000x3000|format-png"}
ARTWORK_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
DAY = 24 * 3600


@require_safe
def audio(request: HttpRequest, show: str, guid: UUID, sign: str, extension: str) -> HttpResponseBase:
    """The sound of an episode that anybody may hear now; of any other, for staff who may edit it and nobody else."""
    episode = (
        EpisodePage.objects.audible().select_related("audio").defer("body", "transcript").filter(guid=guid).first()
    )
    if episode is None:
        return deliver_to_staff(request, _sound_for_staff(request, guid, sign))
    if request.path != audio_path(episode):
        if sign != episode.audio.sha256[:SIGNS] and (draft := _draft_sound(request, episode, sign)):
            return deliver_to_staff(request, draft)
        response = HttpResponseRedirect(audio_path(episode))  # a new file, or another name of the show
        patch_cache_control(response, public=True, max_age=fresh_for([]))
        return response
    response = deliver(request, episode.audio)
    if response.status_code in (200, 206, 302) and begins_to_listen(request):
        _count_when_sent(response, episode.pk, localdate())
    return response


def _sound_for_staff(request: HttpRequest, guid: UUID, sign: str) -> AudioFile:
    episode = get_object_or_404(EpisodePage.objects.defer("body", "transcript"), guid=guid)
    found = _draft_sound(request, episode, sign)
    if found is None:
        raise Http404("Nothing to hear.")
    return found


def _draft_sound(request: HttpRequest, episode: EpisodePage, sign: str) -> AudioFile | None:
    """The file that a draft of `episode` names, for who may edit it."""
    if not page_permission_policy.user_has_permission_for_instance(request.user, "change", episode):
        return None
    return AudioFile.objects.filter(sha256__startswith=sign).first()


def _count_when_sent(response: HttpResponseBase, episode_id: int, day: date) -> None:
    """After the last byte: nobody waits for the count, and a count that fails spoils no sound."""

    def count() -> None:
        try:
            count_play(episode_id=episode_id, day=day)
        except DatabaseError:
            logger.warning("play not counted", exc_info=True)

    response._resource_closers.append(count)  # type: ignore[attr-defined]  # Django's own list of what follows an answer


@require_safe
def transcript(request: HttpRequest, show: str, guid: UUID, kind: str) -> HttpResponse:
    """Who says what and when, as WebVTT, SubRip or JSON."""
    episode = get_object_or_404(EpisodePage.objects.audible().exclude(transcript="").defer("body"), guid=guid)
    people = people_of([episode])[episode.pk]
    content_type, write = WRITTEN[kind]
    content = write(called(cues_of(episode.transcript), speakers(people)))
    return _for_apps(HttpResponse(content, content_type=content_type))


@require_safe
def chapters(request: HttpRequest, show: str, guid: UUID) -> HttpResponse:
    """JSON chapters 1.2 of the podcast namespace."""
    episode = get_object_or_404(EpisodePage.objects.audible().defer("body", "transcript"), guid=guid)
    document = chapters_document(episode)
    if not document["chapters"]:
        raise Http404("No chapters.")
    content = json.dumps(document, ensure_ascii=False)
    return _for_apps(HttpResponse(content, content_type="application/json+chapters"))


@require_safe
def artwork(request: HttpRequest, show: str, image_id: int, sign: str, extension: str) -> HttpResponseBase:
    """The artwork of an open show, or of an episode that anybody may hear, for everybody: apps fetch it themselves."""
    shown = (
        PodcastPage.objects.open().filter(artwork_id=image_id, slug=show).exists()
        or EpisodePage.objects.audible().filter(artwork_id=image_id).exists()
    )
    image = get_image_model().objects.filter(pk=image_id).first() if shown else None
    if image is None or request.path != artwork_path(show, image):
        raise Http404("No such artwork.")
    rendition = image.get_rendition(ARTWORK[extension])
    response = FileResponse(rendition.file.open("rb"), content_type=ARTWORK_TYPES[extension])
    response["Content-Length"] = str(rendition.file.size)
    response["ETag"] = f'"{sign}"'
    patch_cache_control(response, public=True, max_age=DAY, s_maxage=fresh_for([]))
    return open_to_apps(with_ranges(request, response))


@require_safe
def qr(request: HttpRequest, show: str) -> HttpResponse:
    """A QR code with the address of the show's page, drawn here."""
    page: Any = get_object_or_404(PodcastPage.objects.open(), slug=show)
    held = io.BytesIO()
    segno.make(absolute(page.url) + "#abonneer", error="m").save(
        held, kind="svg", border=2, scale=6, dark="#22283A", light="#FFFFFF", xmldecl=True, title=page.title
    )
    response = HttpResponse(held.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=fresh_for([]))
    return response


def _for_apps(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=fresh_for([]))
    return open_to_apps(response)
