"""The form fields of an organisation number and of where electronic invoices go."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trust.organisations.numbers import normal_number, shown_number

# A scheme of ISO 6523 and a number in it; the scheme of Belgian organisation numbers.
PEPPOL_ID, BELGIAN = re.compile(r"([0-9]{4}):([!-~]+)"), "0208"


class OrganisationNumberField(forms.CharField):
    """A Belgian enterprise or VAT number, with or without `BE` and dots; cleans to ten digits."""

    default_error_messages = {
        "invalid": _(
            "This organisation number is not right: the last two digits check the others. It looks like 0123.456.749."
        )
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(max_length=32, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = normal_number(text)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        return shown_number(value) if isinstance(value, str) and value.isdigit() else value


class PeppolIdField(forms.CharField):
    """Where electronic invoices of an organisation go: a scheme and a number (`0208:0123456749`); empty where there is none."""

    default_error_messages = {
        "invalid": _("A Peppol id is a scheme of four digits, a colon, and a number: 0208:0123456749."),
        "number": _(
            "This organisation number is not right: the last two digits check the others. It looks like 0123.456.749."
        ),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        kwargs.setdefault("label", _("Peppol id"))
        super().__init__(**{"max_length": 60} | kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        if (said := PEPPOL_ID.fullmatch(value)) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        scheme, number = said.groups()
        if scheme == BELGIAN and normal_number(number) != number:
            raise ValidationError(self.error_messages["number"], code="number")
