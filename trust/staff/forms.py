"""The forms of the door: allauth's, in our words, without placeholders that stand in for labels."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AllauthPasswordAgainForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from trust import limits
from trust.keys import keyed_hash
from trust.staff.enums import Scope


def _say(field: forms.Field, label: Any, help_text: Any = "", **attributes: str) -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(
            self.fields["login"],
            _("E-mail address"),
            autocomplete="username webauthn",
            autocapitalize="none",
            spellcheck="false",
        )
        _say(self.fields["password"], _("Password"))


class PasswordAgainForm(AllauthPasswordAgainForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Password"))


class ChangePasswordForm(AllauthChangePasswordForm):
    """The old one, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("The password that you have now"))
        _say(self.fields["password1"], _("New password"), LONG_ENOUGH)
        _say(self.fields["password2"], _("New password, once more"))


LONG_ENOUGH = _("At least 12 characters. A sentence of a few words is strong and easy to remember.")


class AskPasswordForm(forms.Form):
    """Whose password."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address with which you sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChoosePasswordForm(forms.Form):
    """A new password, once: it may be shown, so it need not be typed twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=LONG_ENOUGH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


# Codes tried for one account in an hour, from all networks together: with three valid at a time, one is right by luck in a year and a quarter.
CODES_AN_HOUR = 30
# And in a quarter of an hour from one network.
CODES_HERE = 8
# Longer than a code of an app is valid (three periods of 30 s): the same code opens nothing twice.
CODE_SECONDS = 180


class _SixDigits:
    """What an app shows, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(
            self.fields["code"],  # type: ignore[attr-defined]
            _("Code"),
            _("The 6 digits in your app, or one of your recovery codes."),
            inputmode="numeric",
            autocomplete="one-time-code",
            maxlength="12",
        )

    def clean_code(self) -> str:
        """Counted by account and network like passwords: who knows the password and guesses codes locks out nobody but themselves. Over
        all networks together an account takes `CODES_AN_HOUR`; passkeys are not counted. A right code works once.
        """
        # People type codes with a space in the middle, as their app shows them. Read as allauth reads it: each spelling is the same code.
        code = normalize_user_code(self.cleaned_data["code"])  # type: ignore[attr-defined]
        user, request = self.user, context.request  # type: ignore[attr-defined]
        here = limits.anonymous(use="staff.code", value=f"{limits.address_of(request)} {user.pk}")
        anywhere = limits.anonymous(use="staff.code", value=str(user.pk))
        if limits.count(name=f"E:code:{here}", most=CODES_HERE, seconds=900) or limits.count(
            name=f"E:code:{anywhere}", most=CODES_AN_HOUR, seconds=limits.HOUR
        ):
            raise get_adapter().validation_error("too_many_login_attempts")
        devices = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type")
        for device in devices:
            if device.wrap().validate_code(code):
                used = keyed_hash(use="staff.used-code", value=f"{user.pk} {code}")
                if not cache.add(f"E:staff.used-code:{used}", 1, timeout=CODE_SECONDS):
                    break
                device.user = user
                self.authenticator = device
                return code
        if devices:
            self._emit_authentication_failed(devices[0])  # type: ignore[attr-defined]
        raise get_second_factor_adapter().validation_error("incorrect_code")


class CodeForm(_SixDigits, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_SixDigits, ReauthenticateForm):
    """The device once more."""


class AppForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(
            self.fields["code"],
            _("Code"),
            _("The 6 digits that your app shows now."),
            inputmode="numeric",
            autocomplete="one-time-code",
            maxlength="9",
        )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")
        return super().clean_code()


class _NotCounted:
    """A passkey cannot be guessed: attempts with codes, of whomever knows the password, do not lock it out."""

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]  # type: ignore[attr-defined]
        webauthn.parse_authentication_response(credential)
        return webauthn.complete_authentication(self.user, credential)  # type: ignore[attr-defined]


class PasskeyForm(_NotCounted, AuthenticateWebAuthnForm):
    """The second step of signing in."""


class PasskeyAgainForm(_NotCounted, ReauthenticateWebAuthnForm):
    """The passkey once more."""


class AddPasskeyForm(AddWebAuthnForm):
    """A name for it, and whether it signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(
            self.fields["name"],
            _("Name"),
            _("So that you recognise it later: phone, laptop, key ring."),
            maxlength="100",
        )
        _say(
            self.fields["passwordless"],
            _("Sign in with it alone"),
            _("Without password. Your device then asks for your finger, your face or its PIN."),
        )
        self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        return super().clean_name()[:100]


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("Name"), maxlength="100")

    def clean_name(self) -> str:
        return self.cleaned_data["name"][:100]


class ScopesForm(forms.Form):
    """What a token may do, and until when."""

    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_(
            "Without a tick the token only reads what is published; of what is private, what its owner may see."
        ),
        choices=Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(
        label=_("Until and with"),
        help_text=_("After this day the token opens nothing. Empty: no last day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
