"""Somebody takes themselves off the list: their data goes at once, the map follows at its next batch (spec G10)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from circles.emails import tell_staff_left
from circles.enums import LIVING_CIRCLES, Deed
from circles.services.locking import lock_to_erase
from circles.services.tallying import tally
from trust.audit.services import record
from trust.privacy.enums import ErasureReason
from trust.privacy.services.erasure import erase_record


@transaction.atomic
def withdraw_sign_up(*, public_id: UUID) -> bool:
    """Erase the sign-up with its calls, its places in groups, mails and links, for good and after a restore too.

    Staff of a group that they leave are told that somebody left, not who. Returns whether it was there; a repeat is harmless.
    """
    mine, led = lock_to_erase(public_id)
    if mine is None:
        return False
    here = mine.memberships.filter(left_at=None, circle__state__in=LIVING_CIRCLES).select_related("circle").first()
    tally(deed=Deed.LEFT, sign_up=mine)
    record(verb="circles.left", by_person=True, details={"kind": mine.kind})
    for circle in (*led, *([here.circle] if here else [])):
        if circle.state in LIVING_CIRCLES:
            tell_staff_left(circle)
    erase_record(record=mine, reason=ErasureReason.WITHDRAWN)
    return True
