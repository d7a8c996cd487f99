"""The bytes of a sound file, once somebody may have them.

By the application itself (`make run`), by nginx after our check (`AUDIO_ACCEL`, X-Accel-Redirect), or from an object store under an
address signed for a minute. How long a copy may be kept is said in docs/adr/0025.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from cms.freshness import fresh_for
from cms.media import with_ranges
from podcast.models import AudioFile

YEAR = 365 * 24 * 3600
SIGNED_SECONDS = 60


def deliver(request: HttpRequest, audio: AudioFile) -> HttpResponseBase:
    """`audio` for everybody: whole, or the range that was asked (206), or 304, 412, 416."""
    storage = audio.file.storage
    if not isinstance(storage, FileSystemStorage):
        # An address is signed for GET alone: what HEAD asks, we know ourselves.
        response: HttpResponseBase = _told(audio) if request.method == "HEAD" else _signed(audio)
        patch_cache_control(response, private=True, no_store=True)
        return response
    response = _by_proxy(audio) if settings.AUDIO_ACCEL else _by_ourselves(request, audio)
    # Who has it may keep it: under this address it never changes. A cache between us and others asks again within the minute,
    # and not a second past the moment at which a consent ends (§5.2.2.10 of RFC 9111 forbids it to show what is older).
    if response.status_code >= 400:
        patch_cache_control(response, no_store=True)
        return response
    shared = fresh_for([])
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True, s_maxage=shared)
    return response


def deliver_to_staff(request: HttpRequest, audio: AudioFile) -> HttpResponseBase:
    """`audio` for somebody who may edit it; no copy is kept."""
    response = deliver(request, audio)
    del response["Cache-Control"]
    patch_cache_control(response, private=True, no_store=True)
    return response


def open_to_apps(response: Any) -> Any:
    """Players in a browser, wherever their page comes from, may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _described(response: HttpResponseBase, audio: AudioFile) -> HttpResponseBase:
    response["Content-Type"] = audio.media_type
    response["Content-Disposition"] = "inline"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{audio.sha256}"'
    response["Last-Modified"] = http_date(int(audio.created_at.timestamp()))
    response["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Length, Content-Range, ETag"
    return open_to_apps(response)


def _by_ourselves(request: HttpRequest, audio: AudioFile) -> HttpResponseBase:
    moment = int(audio.created_at.timestamp())
    unsent = _described(HttpResponse(), audio)
    compared = get_conditional_response(request, etag=unsent["ETag"], last_modified=moment, response=unsent)
    if compared is not None and compared is not unsent:  # 304 or 412: no file is opened
        return compared
    response = _described(FileResponse(audio.file.open("rb"), content_type=audio.media_type), audio)
    response["Content-Length"] = str(audio.size)
    return with_ranges(request, response)


def _by_proxy(audio: AudioFile) -> HttpResponse:
    """Without a body: nginx looks the file up below its internal location and answers the ranges itself."""
    response = _described(HttpResponse(), audio)
    del response["Accept-Ranges"]  # nginx says so itself
    response["X-Accel-Redirect"] = settings.AUDIO_ACCEL.rstrip("/") + "/" + audio.file.name
    return response  # type: ignore[return-value]  # described in place


def _told(audio: AudioFile) -> HttpResponseBase:
    response = _described(HttpResponse(), audio)
    response["Content-Length"] = str(audio.size)
    return response


def _signed(audio: AudioFile) -> HttpResponse:
    address = audio.file.storage.url(
        audio.file.name,
        parameters={"ResponseContentType": audio.media_type, "ResponseContentDisposition": "inline"},
        expire=SIGNED_SECONDS,
    )
    return HttpResponseRedirect(address)
