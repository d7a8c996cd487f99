"""The form field of an organisation number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trust.organisations.numbers import normal_number, shown_number


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
