"""Belgian enterprise numbers (KBO/BCE), which are VAT numbers without `BE`. Pure: no database."""

from __future__ import annotations

from stdnum.be import vat
from stdnum.exceptions import ValidationError


def normal_number(text: str) -> str | None:
    """Ten digits of "BE 0123.456.749", "123456749" and the like; None when the check digits are wrong."""
    try:
        return vat.validate(text)
    except ValidationError:
        return None


def shown_number(number: str) -> str:
    """`0123.456.749`."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 else number
