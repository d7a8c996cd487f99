"""Form fields for people who live somewhere and have a telephone, Belgian or not."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trust.places.codes import POSTCODES, written_as_in
from trust.places.services import Place, normal_phone, place_of, shown_phone

# Joiners that scripts of Persia and India need inside a word.
JOINERS = "\u200c\u200d"
# Control, direction and private signs, and halves of signs.
CONFUSING = frozenset({"Cc", "Cf", "Cs", "Co"})
# The name that was given opens mails to an address that anybody could fill in: no advertising travels with it.
ADDRESS = re.compile(r"://|\bwww\.|@", re.IGNORECASE)


class PhoneField(forms.CharField):
    """A telephone number, read as Belgian unless it starts with `+` or `00`; `016 12 34 56` becomes `+3216123456` (E.164)."""

    default_error_messages = {
        "invalid": _(
            "This is no telephone number that we can call. Write it as 016 12 34 56 or 0470 12 34 56; from abroad with + and the country code."
        )
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(max_length=32, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = normal_phone(text)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        """What people typed stays as it is; a number of ours is shown as people read it."""
        return shown_phone(value) if isinstance(value, str) and value.startswith("+") and value[1:].isdigit() else value


class PostcodeField(forms.CharField):
    """A Belgian postcode, with or without `B-`; the cleaned value is a `trust.places.services.Place`, None when left empty. Foreign codes:
    `AddressCodeField`."""

    default_error_messages = {"invalid": _("A Belgian postcode has four digits, such as 3000.")}

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}))
        super().__init__(max_length=10, **kwargs)

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        place = place_of(postcode=text) if text else None
        if text and place is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return place


class AddressCodeField(forms.CharField):
    """A postcode of any country: letters, digits, spaces and hyphens, in capitals. With a `country` (ISO 3166, "NL") that we know, as that
    country writes it; a form that asks the country too sets `form.fields["postcode"].country` before it cleans."""

    default_error_messages = {
        "invalid": _("A postcode has letters, digits, spaces and hyphens only."),
        "country": _("This is no postcode of that country. One looks like %(example)s."),
    }

    def __init__(self, *, country: str = "", **kwargs: Any):
        self.country = country
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "postal-code"}))
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> str:
        text = " ".join(super().clean(value).upper().split())
        if text and (not text.isascii() or not text.replace(" ", "").replace("-", "").isalnum()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        code = written_as_in(country=self.country, postcode=text) if text else ""
        if code is None:
            example = POSTCODES[self.country].example
            raise ValidationError(self.error_messages["country"], code="country", params={"example": example})
        return code


class PersonNameField(forms.CharField):
    """A name in any script: trimmed, NFC, without control or direction characters; no pattern, no minimum but one letter, no address."""

    default_error_messages = {
        "invalid": _("Write at least one letter."),
        "address": _("Write only a name here, no web or e-mail address."),
    }

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=kwargs.pop("max_length", 120), **kwargs)

    def to_python(self, value: Any) -> str:
        return plain_name(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not any(sign.isalpha() for sign in value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if ADDRESS.search(value or ""):
            raise ValidationError(self.error_messages["address"], code="address")


class AddressLineField(forms.CharField):
    """One line of an address: trimmed, NFC, without line breaks, control or direction characters. It stands on labels and in mails."""

    def to_python(self, value: Any) -> str:
        return plain_name(super().to_python(value) or "")


def plain_name(text: str) -> str:
    """`text` composed (NFC), with single spaces, without control and direction characters."""
    signs = (" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", text))
    kept = "".join(sign for sign in signs if sign in JOINERS or unicodedata.category(sign) not in CONFUSING)
    return " ".join(kept.split())
