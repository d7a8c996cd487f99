"""Locks, always in this order: volunteers, groups, sign-ups, places in groups. Who takes another order may wait for somebody who waits for them.

Nobody is given a group to lead without the lock on their path as a volunteer: so who goes knows all groups that they lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from circles.models import Circle, SignUp, Volunteer


def lock_to_erase(public_id: UUID) -> tuple[SignUp | None, list[Circle]]:
    """Somebody who goes, with the groups they lead: what their going writes, locked in that order."""
    lock_volunteers(SignUp.objects.filter(public_id=public_id).values("pk"))
    led = Circle.objects.filter(verbinder__public_id=public_id).order_by("pk").select_for_update(of=("self",))
    leads = list(led)
    return SignUp.objects.select_for_update(of=("self",)).filter(public_id=public_id).first(), leads


def lock_volunteers(sign_ups: QuerySet | Iterable[int]) -> list[Volunteer]:
    """The paths of these people (keys of sign-ups)."""
    rows = Volunteer.objects.filter(sign_up__in=sign_ups).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def lock_ways(ways: Iterable[str]) -> None:
    """These telephone numbers and addresses, until the end of the transaction: of two who ask at once with the same one, the second finds what
    the first wrote. There may be no row yet to lock; SQLite lets one writer in at a time.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for way in sorted(filter(None, ways)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"circles:{way}"])
