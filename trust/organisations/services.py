"""Knowing organisations by their number."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from trust.organisations.models import Organisation
from trust.organisations.numbers import normal_number


@dataclass(frozen=True)
class Legal:
    """An organisation as somebody wrote it; `number` normal or empty."""

    name: str
    number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""


def organisation_with(*, number: str) -> Organisation | None:
    """The one with that number, however it is written; one query."""
    normal = normal_number(number) if number else None
    return Organisation.objects.filter(number=normal).first() if normal else None


@transaction.atomic
def remember_organisation(*, said: Legal) -> Organisation | None:
    """The organisation of that number, made when it is new; what is known already stays as staff keep it. None without a number."""
    if not said.number:
        return None
    known, _created = Organisation.objects.get_or_create(
        number=said.number,
        defaults={"name": said.name, "street": said.street, "postcode": said.postcode, "city": said.city},
    )
    return known
