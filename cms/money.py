"""Amounts as people read them: cents in, euros out (docs/adr/0006)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms


def euro(cents: int) -> str:
    """`€ 1.250,50`, with a space that does not break."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€\u00a0{whole:,},{rest:02}".replace(",", ".", f"{whole:,}".count(","))


class EuroField(forms.DecimalField):
    """An amount that people type in euro (`12,50`); it cleans to cents, and shows cents as euro."""

    def __init__(self, **kwargs: Any):
        super().__init__(**({"min_value": 0, "max_value": 100_000, "decimal_places": 2, "localize": True} | kwargs))

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else round(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 100 if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
