"""Form fields of the podcast."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podcast.times import parse_time, written_time


class MomentField(forms.CharField):
    """A moment in a sound, typed as `12:05` or `1:02:05`; the cleaned value is in milliseconds, None when left empty."""

    default_error_messages = {
        "invalid": _("Write minutes and seconds, as in 12:05, or hours too, as in 1:02:05."),
        "required": _("Write when it begins, as in 12:05."),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"placeholder": "0:00", "autocomplete": "off", "data-moment": ""})
        )
        super().__init__(max_length=16, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_time(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return written_time(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
