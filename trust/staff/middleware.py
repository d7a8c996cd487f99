"""Who comes in: staff with what they must show, and tokens with what they may do.

A session that has only shown a password, where more is asked, is nobody: not in the admin, not for a private document, a preview or the
user bar. Only the pages of the door itself (/aanmelden/) know who it is. So nothing that asks for a user can forget to ask for the device.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.timezone import now
from wagtail.admin.auth import permission_denied
from wagtail.models import APIToken

from cms.errors import is_api, problem
from trust.staff.enums import Scope
from trust.staff.narrowing import may_open
from trust.staff.services import has_second_factor, is_expired, needs_second_factor, token_allows

GetResponse = Callable[[HttpRequest], HttpResponse]

# Wagtail's own doors, by name so that no spelling of the address passes by, and where they lead.
OTHER_DOORS = {
    "wagtailadmin_login": "account_login",
    "wagtailcore_login": "account_login",
    "wagtailadmin_password_reset": "account_reset_password",
    "wagtailadmin_password_reset_done": "account_reset_password",
    "wagtailadmin_password_reset_confirm": "account_reset_password",
    "wagtailadmin_password_reset_complete": "account_reset_password",
}


class DoorMiddleware:
    """Stands after authentication; replaces `request.user` by nobody until the session has shown what it must."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.whole_user = request.user  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(lambda: _admitted(request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None:
            return None
        if match.view_name in OTHER_DOORS:
            return HttpResponseRedirect(_with_next(OTHER_DOORS[match.view_name], request.GET.get("next", "")))
        if is_door(request):
            request.user = request.whole_user  # type: ignore[attr-defined]
            return None
        if match.route.startswith("admin/"):
            return self._guard_admin(request)
        return None

    def _guard_admin(self, request: HttpRequest) -> HttpResponse | None:
        """Lead somebody who is half inside to what is missing."""
        user = request.whole_user  # type: ignore[attr-defined]
        if user.is_anonymous:
            return None
        if request.user.is_authenticated:
            name = request.resolver_match.view_name  # type: ignore[union-attr]
            return None if may_open(user=request.user, name=name) else permission_denied(request)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        if session_is_over(request):
            logout(request)
            return HttpResponseRedirect(_with_next("account_login", request.get_full_path()))
        missing = "mfa_reauthenticate" if has_second_factor(user=user) else "mfa_index"
        return HttpResponseRedirect(_with_next(missing, request.get_full_path()))


def is_door(request: HttpRequest) -> bool:
    """Whether this is a page of signing in."""
    return request.path_info.startswith(settings.LOGIN_URL)


def _admitted(request: HttpRequest) -> Any:
    user = request.whole_user  # type: ignore[attr-defined]
    if user.is_anonymous:
        return user
    if session_is_over(request) or (needs_second_factor(user=user) and not has_shown_factor(request)):
        return AnonymousUser()
    return user


def has_shown_factor(request: HttpRequest) -> bool:
    """Whether this session has shown a device or a recovery code."""
    records = get_authentication_records(request, request.whole_user)  # type: ignore[attr-defined]
    return any(record.get("method") == "mfa" for record in records)


def session_is_over(request: HttpRequest) -> bool:
    """Whether it is longer than `STAFF_SESSION_SECONDS` ago that this session began, whatever happened since."""
    records = get_authentication_records(request, request.whole_user)  # type: ignore[attr-defined]
    return bool(records) and now().timestamp() - records[0]["at"] > settings.STAFF_SESSION_SECONDS


def _with_next(name: str, address: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': address})}" if address else reverse(name)


# What an operation asks of a token, by address below /api/v3/ and whether it changes something; the first that fits.
WRITING = [
    (re.compile(r"pages/"), Scope.WRITE_PAGES),
    (re.compile(r"(images|documents)/"), Scope.WRITE_MEDIA),
    (re.compile(r"redirects/"), Scope.WRITE_SITE),
]
# What anybody may post, with or without a token.
PUBLIC = re.compile(r"(bookings|catalogue|circles|contact|forms|privacy|stay-informed)/")
# By any spelling of a number: the API reads `+3` and `3.0` as 3.
DRAFTS = re.compile(r"(pages/[^/]+|snippets/[^/]+/[^/]+)/revisions/")
API_ROOT = "/api/v3/"
SAFE = ("GET", "HEAD", "OPTIONS")


class TokenScopeMiddleware:
    """Before the API asks whose a token is: refuses what its scopes do not name (docs/adr/0017). Unknown tokens are the API's to refuse."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if not is_api(request) or kind.lower() != "bearer" or not secret:
            return None
        hashes = APIToken.candidate_key_hashes(secret.strip())
        token = APIToken.objects.select_related("user").filter(key_hash__in=hashes, revoked_at=None).first()
        if token is None:
            return None
        if is_expired(token=token):
            return problem(401, "This token is past its last day.")
        scope = needed_scope(request)
        if scope is None or (scope != "" and token_allows(token=token, scope=Scope(scope))):
            return None
        if scope == "":
            return problem(403, "No token may do this.")
        return problem(403, f"This token may not do that: it lacks the scope {scope}.", scope=str(scope))


def needed_scope(request: HttpRequest) -> str | None:
    """The scope that this request asks of its token; None when it needs none, "" when no scope allows it.

    A new operation that writes is closed to tokens until it is named here.
    """
    path = request.path_info.removeprefix(API_ROOT)
    if PUBLIC.match(path):
        return None
    if request.method in SAFE:
        drafts = request.GET.get("version", "") not in ("", "live") or DRAFTS.match(path)
        return Scope.READ_DRAFTS if drafts else None
    return next((scope for pattern, scope in WRITING if pattern.match(path)), "")
