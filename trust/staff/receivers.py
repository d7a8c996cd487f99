"""What allauth tells: who came in, who was refused, which device came or went. Nothing here decides anything."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver

from trust.audit.services import record
from trust.staff.emails import mail_password_changed
from trust.staff.enums import FactorChange
from trust.staff.services import FACTORS, factor_changed


@receiver(authenticator_added)
def device_came(request: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """A device that has just proved itself counts as shown in this session."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    factor_changed(user=user, kind=authenticator.type, change=FactorChange.ADDED)


@receiver(authenticator_removed)
def device_went(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    factor_changed(user=user, kind=authenticator.type, change=FactorChange.REMOVED)


@receiver(authenticator_reset)
def codes_made_anew(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    factor_changed(user=user, kind=authenticator.type, change=FactorChange.RENEWED)


@receiver(authenticator_used)
def recovery_code_used(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """A code is used when a device is lost: rare enough to be told."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record(verb="staff.recovery-code-used", about=user, by=user)


@receiver(authentication_failed)
def code_refused(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Somebody who knows the password has no device."""
    record(verb="staff.code-refused", about=user, details={"kind": authenticator.type})


@receiver(user_logged_in)
def signed_in(user: Any, **kwargs: Any) -> None:
    record(verb="staff.signed-in", about=user, by=user)


@receiver(password_changed)
def password_was_changed(user: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        record(verb="staff.password-set", about=user, by=user)
        mail_password_changed(user=user)
