"""What must hold for every response."""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.headers import Headers

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

ADMIN_PATH = "/admin/"
ADMIN_STYLES = {
    # No inline script: what Wagtail starts with one, static/admin/start.js starts (docs/adr/0020). Styles must be allowed inline: its rich
    # text editor (Draft.js) writes style elements of its own, each with other words in it. Nothing can leave by them: pictures and fonts
    # come from here, or from our own store, alone.
    "style-src": [SELF, UNSAFE_INLINE],
}
# What is shown before it is uploaded.
ADMIN_PICTURES = {"img-src": ["blob:"]}
# Of an API, a feed or a calendar nothing runs or is framed.
NEVER_A_PAGE = (
    "application/json",
    "application/problem+json",
    "application/rss+xml",
    "application/xml",
    "text/calendar",
)
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class HeadersMiddleware:
    """The headers that Django and django-csp do not set by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind in NEVER_A_PAGE:
            response.headers.setdefault("Content-Security-Policy", NOTHING)
        elif request.path_info.startswith(ADMIN_PATH):
            response._csp_replace = ADMIN_STYLES  # type: ignore[attr-defined]
            response._csp_update = ADMIN_PICTURES  # type: ignore[attr-defined]
        response.headers.setdefault("Cross-Origin-Resource-Policy", _who_may_embed(request.path_info))
        if request.path_info.startswith(settings.QUIET_PATHS):
            _keep_quiet(response)
        elif "Cache-Control" not in response and settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)  # it may show what only this session may see
        return response


def _keep_quiet(response: HttpResponse) -> None:
    """No copy, no place in a search engine, not a word to another site: not even our name, nor by looking a link's host up before it is pressed.

    `same-origin` and not `no-referrer`: with that, browsers post forms with `Origin: null`, which the CSRF check rightly refuses.
    """
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    response["X-DNS-Prefetch-Control"] = "off"


def guard_static_file(headers: Headers, path: str, url: str) -> None:
    """WhiteNoise answers outside of every other middleware but Django's own: what it hands out runs and frames nothing by itself."""
    headers["Content-Security-Policy"] = NOTHING
    headers["Cross-Origin-Resource-Policy"] = _who_may_embed(url)


def _who_may_embed(path: str) -> str:
    """Pictures and what the API answers may stand in a front-end of ours elsewhere (CORS says which reads); pages only in our own."""
    return "cross-origin" if path.startswith(settings.EMBEDDABLE_PATHS) else "same-origin"
