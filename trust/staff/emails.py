"""What staff are mailed about their own account. Never a secret but the placeholder of a personal link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate, now

from trust.outbox.models import OutboundEmail
from trust.outbox.services import queue_email

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from trust.staff.enums import FactorChange

KEPT = timedelta(days=30)


def _tell(user: User, what: str, *, once_key: str | None = None, **context: Any) -> OutboundEmail | None:
    """Queue `templates/account/emails/<what>.html`; nothing for an account without an address."""
    if not user.email:
        return None
    return queue_email(
        purpose=f"staff.{what.replace('_', '-')}",
        to=user.email,
        template=f"account/emails/{what}",
        context={"first_name": user.first_name, **context},
        about=user,
        keep_until=now() + KEPT,
        once_key=once_key,
    )


def _door() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("account_login")


def mail_password_link(*, user: User, address: str) -> None:
    """`address`: the placeholder of a link that opens once, within two hours."""
    _tell(user, "password_link", address=address)


def mail_password_changed(*, user: User) -> None:
    _tell(user, "password_changed", door=_door())


def mail_factor_changed(*, user: User, kind: str, change: FactorChange) -> None:
    _tell(user, "factor_changed", kind=kind, change=str(change), door=_door())


def mail_factor_reset(*, user: User) -> None:
    _tell(user, "factor_reset", door=_door())


def mail_guessing(*, user: User) -> bool:
    """Whether it was new: once a day."""
    if not user.email:
        return False
    key = f"staff.guessing:{user.pk}:{localdate():%Y-%m-%d}"
    if OutboundEmail.objects.filter(once_key=key).exists():
        return False
    _tell(user, "guessing", once_key=key, door=_door())
    return True
