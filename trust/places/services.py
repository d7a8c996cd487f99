"""Where a postcode lies, which municipalities there are, and how a telephone number is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

import phonenumbers
from django.conf import settings
from django.db import transaction

from trust.places.enums import Province
from trust.places.models import Municipality, Postcode
from trust.places.table import Row, rows

BELGIAN = re.compile(r"(?:B(?:E)?[\s-]*)?(?P<code>[1-9]\d{3})", re.I)
# From, to and including. What lies between is Walloon.
RANGES = [
    (1000, 1299, Province.BRUSSELS),
    (1500, 1999, Province.FLEMISH_BRABANT),
    (2000, 2999, Province.ANTWERP),
    (3000, 3499, Province.FLEMISH_BRABANT),
    (3500, 3999, Province.LIMBURG),
    (8000, 8999, Province.WEST_FLANDERS),
    (9000, 9999, Province.EAST_FLANDERS),
]
# How alike two names are when one is the other, mistyped.
NEARLY = 0.82
# Who lives in one of the nineteen writes either name.
BRUSSELS_NAMES = frozenset({"brussel", "bruxelles", "brussels"})


@dataclass(frozen=True)
class Place:
    """`exact`: the code itself is in the table; else the place is the nearest lower one in its hundred."""

    code: int
    municipality: str
    province: Province
    exact: bool


def place_of(*, postcode: str) -> Place | None:
    """The place of a Belgian postcode ("3000", "B-3000"); None for what is none. One query.

    A code in a hundred without any row lies somewhere in its province: its municipality is then "".
    """
    code = _code(postcode)
    if code is None:
        return None
    row = Postcode.objects.filter(code__gte=code // 100 * 100, code__lte=code).order_by("-code").first()
    if row is None:
        return Place(code, "", _province(code), exact=False)
    return Place(code, row.municipality, Province(row.province), exact=row.code == code)


def municipality_of(*, postcode: str) -> Municipality | None:
    """The municipality of a Belgian postcode; None for what is none, for one elsewhere, and for a name that no municipality has. Two queries."""
    place = place_of(postcode=postcode)
    return Municipality.objects.filter(name=place.municipality).first() if place and place.municipality else None


@dataclass(frozen=True)
class Loaded:
    """Names: `made` now; `different` from the table's row, and left so; the rest was there (`same`, a number)."""

    made: list[str]
    different: list[str]
    same: int


@transaction.atomic
def load_municipalities(*, model: type[Municipality] = Municipality) -> Loaded:
    """Make the municipalities of the table that are not there, with their neighbours; a repeat changes nothing.

    Known by its slug. What is there stays as editors have it: what differs is only said. The neighbours of the table are added to what is made
    now; between two that were there already none is. `model`: as a migration knows it.
    """
    known = {place.slug: place for place in model.objects.prefetch_related("neighbours")}
    new = {row.slug for row in rows()} - known.keys()
    model.objects.bulk_create(model(slug=row.slug, **row.values) for row in rows() if row.slug in new)
    keys = dict(model.objects.values_list("slug", "pk"))
    link = model.neighbours.through
    link.objects.bulk_create(
        link(from_municipality_id=keys[row.slug], to_municipality_id=keys[other])
        for row in rows()
        for other in row.neighbours
        if {row.slug, other} & new
    )
    there = [row for row in rows() if row.slug not in new]
    different = [row.name for row in there if not _as_in_table(known[row.slug], row)]
    return Loaded([row.name for row in rows() if row.slug in new], different, len(there) - len(different))


def _as_in_table(place: Municipality, row: Row) -> bool:
    same = all(getattr(place, field) == value for field, value in row.values.items())
    return same and {other.slug for other in place.neighbours.all()} == set(row.neighbours)


def town_at(*, place: Place, said: str) -> str | None:
    """What to write on a parcel for `place` when somebody wrote `said`; None when `said` is another municipality of the table. One query.

    The municipality itself, or nearly, is written as the table has it. What is no municipality is a part of one ("Heverlee"), or its name in
    another language: it stays, for the post knows it.
    """
    town = " ".join(said.split())
    meant, right = _plain_town(town), _plain_town(place.municipality)
    if not right:
        return town
    if not meant or meant == right:
        return place.municipality
    if right in meant or (place.province == Province.BRUSSELS and meant in BRUSSELS_NAMES):
        return town
    others = {
        _plain_town(name) for name in Postcode.objects.order_by().values_list("municipality", flat=True).distinct()
    }
    if meant in others:
        return None
    return place.municipality if SequenceMatcher(None, meant, right).ratio() >= NEARLY else town


def _plain_town(name: str) -> str:
    """A name in one spelling: without accents, capitals, hyphens and points; "St." is "sint"."""
    text = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z]", "", re.sub(r"\bst\b\.?", "sint", text))


def province_of(*, postcode: str) -> Province | None:
    """By its range alone, without the table."""
    code = _code(postcode)
    return None if code is None else _province(code)


def normal_phone(text: str) -> str | None:
    """`text` as E.164 ("+3216123456"); None for what is no telephone number. Belgian unless it starts with `+` or `00`."""
    digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text).strip()
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if re.search(r"[^\d\s+()./\-\u00a0\u2010-\u2015]", digits):
        return None
    try:
        number = phonenumbers.parse(digits, settings.PHONENUMBER_DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if _rings(number) else None


def shown_phone(number: str) -> str:
    """An E.164 number as people read it: Belgian ones as they are dialled here, others with their country's code."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = phonenumbers.region_code_for_number(parsed) == settings.PHONENUMBER_DEFAULT_REGION
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def _rings(number: phonenumbers.PhoneNumber) -> bool:
    """Somebody may pick up: a number in use, and none that costs the caller extra."""
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) not in (
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.PAGER,
        phonenumbers.PhoneNumberType.VOICEMAIL,
    )


def _code(postcode: str) -> int | None:
    found = BELGIAN.fullmatch(postcode.strip())
    return int(found["code"]) if found else None


def _province(code: int) -> Province:
    return next((province for first, last, province in RANGES if first <= code <= last), Province.ELSEWHERE)
