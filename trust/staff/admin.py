"""Screens about accounts: what tokens may do, and taking lost devices off."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from wagtail.models import APIToken
from wagtail.users.utils import get_manageable_token_owners

from trust.audit.services import record_access
from trust.staff.enums import Scope
from trust.staff.errors import NotYours, SecondFactorMissing
from trust.staff.forms import ScopesForm
from trust.staff.services import grant_scopes, has_second_factor, reset_second_factor

CHANGE_TOKENS = "wagtailcore.change_apitoken"


def _tokens(request: HttpRequest):
    """The living tokens that this account may steer."""
    if not request.user.has_perm(CHANGE_TOKENS):
        raise PermissionDenied
    owners = get_manageable_token_owners(request.user)
    return (
        APIToken.objects.filter(user__in=owners, revoked_at=None).select_related("user", "scope").order_by("name", "pk")
    )


def tokens(request: HttpRequest) -> HttpResponse:
    """`/admin/api-tokens/may/`: each living token and what it may do."""
    rows = list(_tokens(request))
    for token in rows:
        row = getattr(token, "scope", None)
        token.may = [Scope(scope).label for scope in row.scopes] if row else []
        token.until = row.expires_at if row else None
    title = _("What API tokens may do")
    context = {"tokens": rows, "page_title": title, "breadcrumbs_items": [{"url": "", "label": title}]}
    return render(request, "trust/staff/admin/tokens.html", context)


def token_scopes(request: HttpRequest, pk: int) -> HttpResponse:
    """`/admin/api-tokens/may/<pk>/`: ticks and a last day."""
    token = get_object_or_404(_tokens(request), pk=pk)
    row = getattr(token, "scope", None)
    known = {
        "scopes": row.scopes if row else [],
        "expires_on": localtime(row.expires_at - timedelta(seconds=1)).date() if row and row.expires_at else None,
    }
    form = ScopesForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            grant_scopes(
                token=token,
                scopes=form.cleaned_data["scopes"],
                by=request.user,  # type: ignore[arg-type]
                expires_at=_after(form.cleaned_data["expires_on"]),
            )
        except SecondFactorMissing:
            form.add_error(None, _("The owner of this token has no second factor. A token that writes needs one."))
        except NotYours as refusal:
            raise PermissionDenied from refusal
        else:
            messages.success(request, _("From now on the token may do that, and nothing else."))
            return redirect("staff-tokens")
    context = {
        "form": form,
        "token": token,
        "page_title": str(token),
        "breadcrumbs_items": [
            {"url": reverse("staff-tokens"), "label": _("What API tokens may do")},
            {"url": "", "label": str(token)},
        ],
    }
    return render(request, "trust/staff/admin/token_scopes.html", context, status=422 if form.errors else 200)


def _after(day) -> datetime | None:
    """The moment after the last second of `day`."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=get_current_timezone())


def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """`/admin/users/second-step/<pk>/`: asks, then takes a lost device off. For administrators, and never for oneself."""
    if not request.user.is_superuser:
        raise PermissionDenied
    user = get_object_or_404(get_user_model(), pk=pk)
    if request.method == "POST":
        try:
            reset_second_factor(user=user, by=request.user)
        except NotYours as refusal:
            raise PermissionDenied from refusal
        messages.success(request, _("The devices were taken off, and a mail was sent."))
        return redirect("wagtailusers_users:index")
    record_access(what="staff.second-factor", by=request.user, about=user)
    context = {
        "account": user,
        "has_factor": has_second_factor(user=user),
        "own": user.pk == request.user.pk,
        "page_title": _("Take devices off"),
        "breadcrumbs_items": [
            {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
            {"url": "", "label": _("Take devices off")},
        ],
    }
    return render(request, "trust/staff/admin/factor_reset.html", context)
