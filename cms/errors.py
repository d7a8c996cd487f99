"""What a visitor or an API client reads when something goes wrong.

Pages get the site's own look and words; addresses under `/api/` get a problem document (RFC 9457). What is shown for 400, 500 and 503 needs
neither database nor host name, because those may be what is broken.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

ADMIN_PREFIX = "/admin/"
API_PREFIX = "/api/"
PROBLEM_JSON = "application/problem+json"
RETRY_SECONDS = 60


class Gone(Exception):
    """What was here is gone for good and will not come back (410)."""


class TooManyRequests(Exception):
    """Too much in too short a time (429). `retry_after`: seconds until it makes sense to try again."""

    def __init__(self, retry_after: int = RETRY_SECONDS):
        super().__init__(retry_after)
        self.retry_after = retry_after


def problem(status: int, detail: str = "", **members) -> HttpResponse:
    """A problem document (RFC 9457) of `status`; `members` are added to it as they are."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **members,
    }
    return HttpResponse(json.dumps(document, ensure_ascii=False), status=status, content_type=PROBLEM_JSON)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def _page(request: HttpRequest, status: int, title: str, **context) -> HttpResponse:
    if _is_quiet(request):
        return _alone(request, status)
    return render(request, f"{status}.html", {"title": title, "noindex": True, **context}, status=status)


def _is_quiet(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.QUIET_PATHS)


def _alone(request: HttpRequest, status: int, template: str = "", **context) -> HttpResponse:
    """A page that asks nothing of the database; on a child's pages one that tells nothing, with the way out first."""
    if _is_quiet(request):
        template, context = "errors/quiet.html", {"leave_to": settings.LEAVE_TO}
    return HttpResponse(render_to_string(template or f"{status}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    if is_api(request):
        return problem(400, "The request could not be understood.")
    return _alone(request, 400)


def too_large(request: HttpRequest) -> HttpResponse:
    """A form with more in it than we read. Nothing of it was taken in; what somebody typed waits in their browser."""
    megabytes = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1024**2
    if is_api(request):
        return problem(413, f"The body is larger than {megabytes} MB, or has too many fields.")
    return _alone(request, 413, megabytes=megabytes)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return problem(403, "This is not yours to see or change.")
    return _page(request, 403, _("This page is not open to you"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its proof: an old tab, cookies that are off, or another site that posts here."""
    if is_api(request):
        return problem(403, "The request lacks a valid CSRF token.")
    return _page(request, 403, _("We could not accept the form"), csrf_failed=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return problem(404, "There is nothing at this address.")
    return _page(request, 404, _("We do not find this page"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. A database that is away or busy for too long is said apart: the same address may work in a minute."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    if is_api(request):
        return problem(500, "Something went wrong on our side.")
    return _alone(request, 500)


def too_late(request: HttpRequest) -> HttpResponse:
    """A form of the admin was right when it was read and no longer when it was written: somebody was just before."""
    return HttpResponse(render_to_string("409.html"), status=409)


def gone(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return problem(410, "What was here is gone for good.")
    return _page(request, 410, _("This page is gone"))


def too_many_requests(request: HttpRequest, retry_after: int) -> HttpResponse:
    if is_api(request):
        response = problem(429, "Too many requests; try again later.", retry_after=retry_after)
    else:
        response = _page(request, 429, _("One moment, please"), minutes=-(-retry_after // 60))
    response["Retry-After"] = str(retry_after)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        response = problem(503, "The service is not available now; try again in a minute.")
    else:
        response = _alone(request, 503, "500.html", unavailable=True)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


class ErrorPageMiddleware:
    """Gives the exceptions that Django has no page for their answer: `Gone`, `TooManyRequests`, and what two editors do at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case Gone():
                return gone(request)
            case TooManyRequests():
                return too_many_requests(request, exception.retry_after)
            case ValidationError() | IntegrityError() if request.path.startswith(ADMIN_PREFIX):
                # Its form had passed. Written down all the same, for it may be a fault of ours.
                logger.warning("refused while writing: %s", request.path, exc_info=exception)
                return too_late(request)
        return None
