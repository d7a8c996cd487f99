"""Amounts as people read them: cents in, euros out (docs/adr/0006)."""

from __future__ import annotations


def euro(cents: int) -> str:
    """`€ 1.250,50`, with a space that does not break."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€\u00a0{whole:,},{rest:02}".replace(",", ".", f"{whole:,}".count(","))
