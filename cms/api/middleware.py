"""What holds for every answer below `/api/`: problems are problem documents, copies are kept as long as they are true."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from wagtail.api.v3.auth import BearerTokenAuth

from cms.api.queries import refuse_query
from cms.errors import PROBLEM_JSON, is_api, problem
from cms.freshness import fresh_for

DETAILS = {
    405: "This address does not take that method.",
    413: "The body is larger than {size} MB.",
}
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ApiMiddleware:
    """Stands inside `ConditionalGetMiddleware`, so that what it says is part of what has an ETag."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # Ninja knows no HEAD; the server leaves the body out
        response = refuse_size(request) or self.get_response(request)
        request.method = asked
        if response.status_code >= 400:
            response = as_problem(response)
        _set_cache_headers(request, response)
        return _compared(request, response) if asked == "HEAD" and response.status_code == 200 else response

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        if not is_api(request):
            return None
        return refuse_token(request) or refuse_query(request) or refuse_body(request)


def refuse_size(request: HttpRequest) -> HttpResponse | None:
    """413 before a byte more than is allowed is read; files have their own limits."""
    if request.content_type == "multipart/form-data":
        return None
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        length = _read_chunks(request, most)
    else:
        said = request.META.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isdigit() else 0
    return problem(413, DETAILS[413].format(size=most // 1024**2)) if length > most else None


def _read_chunks(request: HttpRequest, most: int) -> int:
    """How long a body is that came without its length, as far as `most` and one; Django takes such a body for an empty one."""
    body = request.environ["wsgi.input"].read(most + 1)
    request.META["CONTENT_LENGTH"] = str(len(body))
    request._stream = BytesIO(body)
    return len(body)


def refuse_token(request: HttpRequest) -> HttpResponse | None:
    """401 for a token that is none (any more): its owner should know, also where everybody may read (RFC 6750 §3.1)."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or BearerTokenAuth().authenticate(request, token.strip()):
        return None
    response = problem(401, "This token is not known, or was revoked.")
    response["WWW-Authenticate"] = 'Bearer realm="api", error="invalid_token"'
    return response


def refuse_body(request: HttpRequest) -> HttpResponse | None:
    """422 for JSON that is no object. Without a token nothing is read: the address itself says 401."""
    if request.method not in WRITES or "Authorization" not in request.headers or not _is_json(request):
        return None
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return None  # Said by the address itself, as 400.
    if isinstance(body, dict):
        return None
    expected = "An object is expected."
    return problem(422, expected, errors=[{"type": "dict_type", "loc": ["body"], "msg": expected}])


def _is_json(request: HttpRequest) -> bool:
    """Whether there is a body that Ninja reads as JSON, whatever the client calls it."""
    forms = ("multipart/form-data", "application/x-www-form-urlencoded")
    return request.content_type not in forms and bool(request.body)


def as_problem(response: HttpResponse) -> HttpResponse:
    """`response` as a problem document, unless it is one."""
    if not response.get("Content-Type", "").startswith(PROBLEM_JSON):
        response.content = problem(response.status_code, DETAILS.get(response.status_code, "")).content
        response["Content-Type"] = PROBLEM_JSON
        response.headers.pop("Content-Length", None)
    if response.status_code == 401:
        response.setdefault("WWW-Authenticate", 'Bearer realm="api"')
    return response


def _compared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What `ConditionalGetMiddleware` does for a GET alone: here the body of a HEAD is known too."""
    set_response_etag(response)
    return get_conditional_response(request, etag=response.get("ETag"), response=response)


def _set_cache_headers(request: HttpRequest, response: HttpResponse) -> None:
    patch_vary_headers(response, ["Authorization"])
    if "no-store" in response.get("Cache-Control", ""):
        return  # what only one person may read (a personal link) says so itself
    if request.method not in ("GET", "HEAD") or response.status_code >= 400:
        patch_cache_control(response, no_store=True)
    elif "Authorization" in request.headers:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        change = getattr(request, "next_change", None)
        patch_cache_control(response, public=True, max_age=fresh_for([change] if change else []))
