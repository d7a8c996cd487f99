"""The path of who helps: interested, informed, talked with, in the pool, active (spec G8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, now

from circles.enums import TRUSTED_STATES, VOLUNTEER_TRANSITIONS, SignUpState, VolunteerState
from circles.errors import LeadsGroup, MoveNotAllowed, RecordNotSeen
from circles.models import Circle, SignUp, Volunteer
from circles.services.locking import lock_volunteers
from circles.services.moving import move_sign_up
from circles.terms import KEEP
from trust.attendance import came_on
from trust.audit.services import record
from trust.keys import normal_email

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

BATCH = 200


@transaction.atomic
def move_volunteer(*, public_id: UUID, to: VolunteerState, by: AbstractBaseUser | None) -> Volunteer:
    """Move the volunteer whose sign-up is `public_id`. Who stops is kept a term more, and then erased.

    Raises `MoveNotAllowed`, and `RecordNotSeen` for the pool and for what follows it; audited; a repeat is harmless.
    """
    volunteer = _locked(public_id)
    if to == volunteer.state:
        return volunteer
    if to not in VOLUNTEER_TRANSITIONS[volunteer.state]:
        raise MoveNotAllowed(volunteer.state, to)
    if to in TRUSTED_STATES and volunteer.record_seen_on is None:
        raise RecordNotSeen
    record(
        verb="circles.volunteer-moved", about=volunteer.sign_up, by=by, details={"from": volunteer.state, "to": str(to)}
    )
    volunteer.state, volunteer.state_changed_at = to, now()
    volunteer.save(update_fields=["state", "state_changed_at"])
    if to == VolunteerState.ACTIVE and volunteer.sign_up.state != SignUpState.PLACED:
        move_sign_up(public_id=public_id, to=SignUpState.PLACED, by=by)
    if to == VolunteerState.STOPPED:
        volunteer.sign_up.delete_on = max(volunteer.sign_up.delete_on, localdate() + KEEP)
        volunteer.sign_up.save(update_fields=["delete_on"])
    return volunteer


@transaction.atomic
def close_sign_up(*, public_id: UUID, by: AbstractBaseUser) -> SignUp:
    """Close the question of somebody, who stops as a volunteer too. Raises `LeadsGroup`; a repeat is harmless."""
    volunteers = lock_volunteers(SignUp.objects.filter(public_id=public_id).values("pk"))
    if Circle.objects.living().filter(verbinder__public_id=public_id).exists():
        raise LeadsGroup
    if volunteers:
        move_volunteer(public_id=public_id, to=VolunteerState.STOPPED, by=by)
    return move_sign_up(public_id=public_id, to=SignUpState.CLOSED, by=by)


@transaction.atomic
def note_record_seen(*, public_id: UUID, on: date, by: AbstractBaseUser) -> Volunteer:
    """The extract from the criminal record was shown on that day and given back: that, when and by whom, never what it says."""
    volunteer = _locked(public_id)
    volunteer.record_seen_on, volunteer.record_seen_by = on, by  # type: ignore[assignment]
    volunteer.save(update_fields=["record_seen_on", "record_seen_by"])
    record(verb="circles.record-seen", about=volunteer.sign_up, by=by)
    return volunteer


@transaction.atomic
def set_groups_most(*, public_id: UUID, most: int, by: AbstractBaseUser) -> Volunteer:
    """How many groups (1 to 9) they want to look after at a time: what the solver goes by."""
    volunteer = _locked(public_id)
    volunteer.groups_most = most
    volunteer.save(update_fields=["groups_most"])
    record(verb="circles.changed", about=volunteer.sign_up, by=by, details={"fields": ["groups_most"]})
    return volunteer


def link_attendance() -> int:
    """Move whoever came to an infomoment for volunteers along, by their address. Returns how many; two at once move nobody twice."""
    waiting = Volunteer.objects.filter(state=VolunteerState.INTERESTED).exclude(sign_up__email="").order_by("pk")
    moved, last = 0, 0
    while rows := list(waiting.filter(pk__gt=last).values_list("pk", "sign_up__public_id", "sign_up__email")[:BATCH]):
        last = rows[-1][0]
        days = came_on({normal_email(email) for _pk, _public_id, email in rows})
        for _pk, public_id, email in rows:
            if day := days.get(normal_email(email)):
                moved += _informed(public_id, day)
    return moved


@transaction.atomic
def _informed(public_id: UUID, day: date) -> bool:
    """Whether this one was moved now: staff may have, since we looked."""
    volunteer = _locked(public_id)
    if volunteer.state != VolunteerState.INTERESTED:
        return False
    volunteer.informed_on = day
    volunteer.save(update_fields=["informed_on"])
    move_volunteer(public_id=public_id, to=VolunteerState.INFORMED, by=None)
    return True


def _locked(public_id: UUID) -> Volunteer:
    rows = Volunteer.objects.select_for_update(of=("self",)).select_related("sign_up")
    return rows.get(sign_up__public_id=public_id)
