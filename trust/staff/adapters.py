"""What allauth asks us: who may sign up (nobody), which address counts, how guessing is counted, how secrets are kept."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trust import limits
from trust.keys import keyed_bytes, keyed_hash, normal_email
from trust.staff.services import has_second_factor, note_guessing


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with an address or user name and a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not go together."),
        "username_password_mismatch": _("This name and this password do not go together."),
        "too_many_login_attempts": _(
            "Too many attempts from your connection. Wait a quarter of an hour, or sign in with a passkey."
        ),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
    }

    def get_login_redirect_url(self, request):
        return reverse("wagtailadmin_home")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return request.META.get("REMOTE_ADDR") or "unknown"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account as seen from one network (IPv6 by /64). Never the account alone: whoever guesses would lock its owner out."""
        login = credentials.get("email") or credentials.get("username") or ""
        # Hashed: the cache holds no address of anybody.
        return keyed_hash(use="staff.guess", value=f"{limits.address_of(request)} {normal_email(login)}")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_guessing(login=credentials.get("email") or credentials.get("username") or "")

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """The second factor first: a password alone does not open what the second factor guards."""
        methods = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        if not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
            factors.reverse()  # without an app the code would be a recovery code: the passkey first
        return factors or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not in the first quarter of an hour after signing in: whoever just did need not do it twice.

        Who has a device must have shown it: a session that knows only the password changes nothing of what guards the account.
        """
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        request = context.request
        records = get_authentication_records(request, request.user)
        if has_second_factor(user=request.user):
            records = [shown for shown in records if shown.get("method") == "mfa"]
        return not records or now().timestamp() - records[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what is said in so many words. Allauth's templates ("You have signed in as …") would wait for the next page of the admin."""
        if message := kwargs.get("message"):
            messages.add_message(request, level, message)


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP, passkeys, recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right, or no longer. Take the newest one."),
        "cannot_generate_recovery_codes": _("First set up an app or a passkey."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return settings.MFA_TOTP_ISSUER

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002 (allauth's name)
        return gettext("Passkey of {day}").format(day=now().strftime("%d/%m/%Y"))


def _cipher() -> MultiFernet:
    """Under `PRIVACY_KEY`, and the older ones: a dump of the database alone makes no codes."""
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(key)) for key in keyed_bytes(use="staff.second-factor", value="fernet")]
    )
