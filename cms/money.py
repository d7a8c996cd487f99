"""Amounts as people read them: cents in, euros out (docs/adr/0006)."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# 1250 · 1.250 · 1250,50 · 1250.50
AMOUNT = re.compile(r"(\d{1,3}(?:[.\u00a0 ]\d{3})+|\d+)(?:[,.](\d{1,2}))?")
MOST_CENTS = 10**8


def euro(cents: int) -> str:
    """`€ 1.250,50`, with a space that does not break."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€\u00a0{whole:,},{rest:02}".replace(",", ".", f"{whole:,}".count(","))


class EuroField(forms.CharField):
    """An amount in euro as people type it; cleans to cents (at least `least_cents`), None when left empty. It shows cents as euro."""

    default_error_messages = {
        "invalid": _("Write an amount in euro, such as 350 or 350,50."),
        "least": _("Write at least %(least)s."),
    }

    def __init__(self, *, least_cents: int = 0, **kwargs: Any):
        self.least_cents = least_cents
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = re.sub(r"(?i)€|eur[o]?\b", "", super().clean(value)).strip()
        if not text:
            return None
        found = AMOUNT.fullmatch(text)
        cents = int(re.sub(r"\D", "", found[1])) * 100 + int((found[2] or "0").ljust(2, "0")) if found else MOST_CENTS
        if cents >= MOST_CENTS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if cents < self.least_cents:
            raise ValidationError(self.error_messages["least"] % {"least": euro(self.least_cents)}, code="least")
        return cents

    def prepare_value(self, value: Any) -> Any:
        """What people typed stays as it is; cents of ours are shown as euro."""
        return f"{value // 100},{value % 100:02}" if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
