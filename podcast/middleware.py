"""What the studio must know before, and after, a screen of the admin."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

from cms.errors import is_api
from podcast.errors import NotReady
from podcast.sound_limits import largest

# Of a form around the file: its boundaries and its other fields.
AROUND = 64 * 1024


class SoundLimitMiddleware:
    """Answers 413 to an upload that says it is larger than a sound may be, before a byte of it is read: stands before who reads forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and _said(request) > largest() + AROUND and request.path_info in _uploads():
            context = {"megabytes": largest() // 1024**2}
            response = HttpResponse(render_to_string("413.html", context), status=413)
            response["Connection"] = "close"
            return response
        return self.get_response(request)


class NotReadyMiddleware:
    """An episode that may not be published yet: the editor is back in it, the draft is saved, and what is missing is said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotReady) or is_api(request):
            return None
        for sentence in exception.missing:
            messages.error(request, sentence)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[exception.episode_id]))


def _said(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isdigit() else 0


def _uploads() -> tuple[str, ...]:
    return reverse("sounds:add"), reverse("sound_chooser:create")
