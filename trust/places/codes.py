"""How our neighbours, and others whose people write to us, write a postcode. A country that is not here has no rule."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """`pattern`: a code without spaces, hyphens and the letters (`prefix`, a pattern) that the country puts before it; its groups are joined by
    `between`."""

    pattern: re.Pattern[str]
    example: str
    prefix: str = ""
    between: str = ""


def _shape(pattern: str, example: str, *, prefix: str = "", between: str = "") -> Shape:
    return Shape(re.compile(pattern, re.ASCII), example, prefix, between)


POSTCODES = {
    "AT": _shape(r"([1-9]\d{3})", "1010", prefix="A"),
    "BE": _shape(r"([1-9]\d{3})", "3000", prefix="BE?"),
    "CH": _shape(r"([1-9]\d{3})", "3011", prefix="CH"),
    "DE": _shape(r"(\d{5})", "10115", prefix="DE?"),
    "DK": _shape(r"(\d{4})", "1050", prefix="DK"),
    "ES": _shape(r"(\d{5})", "28013", prefix="E"),
    "FR": _shape(r"(\d{5})", "75001", prefix="FR?"),
    "GB": _shape(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", "SW1A 1AA", between=" "),
    "IE": _shape(r"([A-Z]\d[\dW])([A-Z\d]{4})", "D02 AF30", between=" "),
    "IT": _shape(r"(\d{5})", "00184", prefix="IT?"),
    "LU": _shape(r"([1-9]\d{3})", "1009", prefix="LU?"),
    "NL": _shape(r"([1-9]\d{3})([A-Z]{2})", "1012 AB", prefix="NL", between=" "),
    "PL": _shape(r"(\d{2})(\d{3})", "00-001", prefix="PL", between="-"),
    "PT": _shape(r"(\d{4})(\d{3})", "1000-001", between="-"),
}


def written_as_in(*, country: str, postcode: str) -> str | None:
    """`postcode` (in capitals) as people of `country` (ISO 3166) write it; None for what is none there. As it is for a country without a rule."""
    shape = POSTCODES.get(country)
    if shape is None:
        return postcode
    bare = re.sub(r"[\s-]", "", postcode)
    if shape.prefix:
        bare = re.sub(rf"^(?:{shape.prefix})(?=\d)", "", bare)
    found = shape.pattern.fullmatch(bare)
    return shape.between.join(found.groups()) if found else None
