"""Counting what happened, so that the numbers stay when the people are erased."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from circles.enums import Deed
from circles.models import CircleTally, SignUp
from cms.quarters import quarter_of


def tally(*, deed: Deed, sign_up: SignUp) -> None:
    """One more `deed` this quarter, for what `sign_up` asks and where they live. Call it in the transaction of the deed."""
    place = sign_up.municipality
    add_to_tally(deed=deed, kind=sign_up.kind, province=place.province if place else "")


def add_to_tally(*, deed: Deed, kind: str, province: str) -> None:
    """The same, without a person."""
    key = {"quarter": quarter_of(localdate()), "province": province, "kind": kind, "deed": deed}
    more = {"count": F("count") + 1}
    if CircleTally.objects.filter(**key).update(**more):
        return
    try:
        with transaction.atomic():
            CircleTally.objects.create(**key, count=1)
    except IntegrityError:  # somebody else began the same line
        CircleTally.objects.filter(**key).update(**more)
