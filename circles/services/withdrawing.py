"""Somebody takes themselves off the list, or asks us to: their data goes at once, the map follows at its next batch (spec G10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from circles.emails import tell_staff_left
from circles.enums import LIVING_CIRCLES, Deed
from circles.models import Circle, SignUp
from circles.services.locking import lock_to_erase
from circles.services.tallying import tally
from trust.audit.services import record
from trust.privacy.enums import ErasureReason
from trust.privacy.services.erasure import erase_record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def withdraw_sign_up(*, public_id: UUID) -> bool:
    """Erase the sign-up with its calls, its places in groups, mails and links, for good and after a restore too.

    Staff of a group that they leave are told that somebody left, not who. Returns whether it was there; a repeat is harmless.
    """
    mine, led = lock_to_erase(public_id)
    if mine is None:
        return False
    record(verb="circles.left", by_person=True, details={"kind": mine.kind})
    _leave(mine, led, ErasureReason.WITHDRAWN, by=None)
    return True


@transaction.atomic
def erase_sign_up(*, public_id: UUID, by: AbstractBaseUser) -> bool:
    """The same by staff, before its day, because its person asked on the phone."""
    theirs, led = lock_to_erase(public_id)
    if theirs is None:
        return False
    record(verb="circles.erased", about=theirs, by=by)
    _leave(theirs, led, ErasureReason.STAFF, by=by)
    return True


def _leave(sign_up: SignUp, led: Sequence[Circle], reason: ErasureReason, *, by: AbstractBaseUser | None) -> None:
    here = sign_up.memberships.filter(left_at=None, circle__state__in=LIVING_CIRCLES).select_related("circle").first()
    tally(deed=Deed.LEFT, sign_up=sign_up)
    for circle in (*led, *([here.circle] if here else [])):
        if circle.state in LIVING_CIRCLES:
            record(verb="circles.left-circle", about=circle, by=by, by_person=by is None)
            tell_staff_left(circle)
    erase_record(record=sign_up, reason=reason)
