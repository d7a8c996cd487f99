"""Second factors, passwords and tokens of staff (docs/adr/0017)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now
from wagtail.models import APIToken

from trust import limits
from trust.audit.services import record
from trust.keys import normal_email
from trust.links.services import issue_link, link_placeholder, revoke_links
from trust.staff.emails import (
    mail_factor_changed,
    mail_factor_reset,
    mail_guessing,
    mail_password_changed,
    mail_password_link,
)
from trust.staff.enums import FactorChange, Scope
from trust.staff.errors import NotYours, SecondFactorMissing, UnknownScope
from trust.staff.models import TokenScope

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PASSWORD_LINK = "staff.password"  # noqa: S105 (the name of a purpose)
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# From how many wrong passwords an hour, wherever they come from, its owner is told; at most once a day.
GUESSES_AN_HOUR = 20
LINKS_AN_HOUR = 3


def with_second_factor() -> QuerySet:
    """The keys of accounts that have an app or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(type__in=FACTORS).values("user_id")


def has_second_factor(*, user: User) -> bool:
    """Whether this account is one of those."""
    return with_second_factor().filter(user_id=user.pk).exists()


def needs_second_factor(*, user: User) -> bool:
    """Whether this account must show TOTP, a passkey or a recovery code before it sees the admin (`SECOND_FACTOR=required`, always in production)."""
    return settings.SECOND_FACTOR == "required" and user.is_authenticated


@transaction.atomic
def factor_changed(*, user: User, kind: str, change: FactorChange) -> None:
    """Write down, and mail the owner, that a factor of `kind` came, went or was made anew: somebody else may have done it."""
    record(verb=f"staff.factor-{change}", about=user, by=user, details={"kind": kind})
    mail_factor_changed(user=user, kind=kind, change=change)


@transaction.atomic
def send_password_link(*, email: str) -> None:
    """Mail the active account of `email` a link to choose a password. Silent when there is none: nobody learns here who works with us."""
    users = list(get_user_model().objects.filter(email__iexact=normal_email(email), is_active=True)[:2])
    if len(users) != 1 or not normal_email(email):
        return
    user = users[0]
    name = limits.anonymous(use="staff.password", value=str(user.pk))
    if limits.count(name=f"E:staff.password:{name}", most=LINKS_AN_HOUR, seconds=limits.HOUR):
        return
    link = issue_link(purpose=PASSWORD_LINK, about=user)
    record(verb="staff.password-asked", about=user)
    mail_password_link(user=user, address=link_placeholder(link=link))


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    """Set the password (validated by the form), end every session of the account, take back other links, tell the owner."""
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    revoke_links(about=user, purpose=PASSWORD_LINK)
    end_sessions(user=user)
    record(verb="staff.password-set", about=user, by=user)
    mail_password_changed(user=user)


def end_sessions(*, user: User) -> int:
    """Sign `user` out everywhere. Returns how many sessions there were."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def note_guessing(*, login: str) -> None:
    """Count a wrong password for an account, from wherever. Nobody is locked out by it; over the limit the owner is told, once a day."""
    user = get_user_model().objects.filter(email__iexact=normal_email(login), is_active=True).first()
    if user is None:
        return
    name = limits.anonymous(use="staff.guess", value=str(user.pk))
    if not limits.count(name=f"E:staff.guess:{name}", most=GUESSES_AN_HOUR - 1, seconds=limits.HOUR):
        return
    with transaction.atomic():
        if mail_guessing(user=user):
            record(verb="staff.guessing", about=user, details={"wrong_an_hour": GUESSES_AN_HOUR})


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> None:
    """Take away somebody's lost devices, end their sessions and tokens, mail them; audited. Raises `NotYours` for oneself or a non-administrator."""
    if not (by.is_superuser and by.is_active) or by.pk == user.pk:
        raise NotYours
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    factors, _rows = Authenticator.objects.filter(user_id=user.pk).delete()
    tokens = APIToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now())
    sessions = end_sessions(user=user)
    record(
        verb="staff.factor-reset",
        about=user,
        by=by,
        details={"factors": factors, "tokens": tokens, "sessions": sessions},
    )
    mail_factor_reset(user=user)


@transaction.atomic
def grant_scopes(
    *, token: APIToken, scopes: Iterable[Scope], by: User, expires_at: datetime | None = None
) -> TokenScope:
    """Let `token` do these until `expires_at` (aware), audited; an empty list lets it only read.

    Raises `SecondFactorMissing` when its owner has none and needs one, `NotYours` when `by` is neither its owner nor an administrator,
    `UnknownScope`.
    """
    if by.pk != token.user_id and not by.is_superuser:
        raise NotYours
    try:
        wanted = sorted({Scope(scope).value for scope in scopes})
    except ValueError as unknown:
        raise UnknownScope from unknown
    owner = token.user
    if wanted and needs_second_factor(user=owner) and not has_second_factor(user=owner):
        raise SecondFactorMissing
    token = APIToken.objects.select_for_update().get(pk=token.pk)
    row, _made = TokenScope.objects.update_or_create(
        token=token,
        defaults={
            "scopes": wanted,
            "expires_at": expires_at,
            "granted_at": now(),
            "second_factor_at": now() if has_second_factor(user=owner) else None,
        },
    )
    record(verb="staff.token-scopes", about=token, by=by, details={"scopes": wanted, "expires": bool(expires_at)})
    return row


def token_allows(*, token: APIToken, scope: Scope) -> bool:
    """Whether the token has the scope, is not expired, and its owner still has a second factor, where one is needed."""
    row = TokenScope.objects.filter(token=token).first()
    if row is None or scope not in row.scopes or is_expired(token=token):
        return False
    return not needs_second_factor(user=token.user) or has_second_factor(user=token.user)


def is_expired(*, token: APIToken) -> bool:
    """Whether its last day is past; such a token does not even read."""
    return TokenScope.objects.filter(token=token, expires_at__lte=now()).exists()
