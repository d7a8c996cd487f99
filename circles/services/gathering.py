"""The life of a group: accepted or dropped by staff, met, paused, ended; what it looks for and who leads it (spec G6).

Locks: see `circles.services.locking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from circles.enums import (
    CIRCLE_TRANSITIONS,
    LIVING_CIRCLES,
    CircleState,
    Deed,
    SignUpState,
    VolunteerRole,
    VolunteerState,
)
from circles.errors import KeptApart, MoveNotAllowed, NotLooking, NoVerbinder, VerbinderTaken, WrongSize
from circles.grouping import READY_STATES
from circles.models import Apart, Circle, CircleMember, ProposalRun, Region, SignUp, Volunteer
from circles.services.lasting import keep_longer
from circles.services.locking import lock_volunteers
from circles.services.moving import move_sign_up
from circles.services.tallying import tally
from circles.services.volunteering import move_volunteer
from circles.tasks import propose_in
from circles.terms import SEARCH_AT_MOST
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

LEAST, MOST = 5, 8  # members, the verbinder among them
POOL = (VolunteerState.READY, VolunteerState.ACTIVE)


@transaction.atomic
def ask_for_groups(*, region: Region | None, by: AbstractBaseUser) -> ProposalRun:
    """Have the solver look for groups in `region`, or everywhere, outside of the request. Asked again while it works: the same search."""
    busy = ProposalRun.objects.filter(region=region, done_at=None, asked_at__gte=now() - SEARCH_AT_MOST).first()
    if busy is not None:
        return busy
    run = ProposalRun.objects.create(region=region, asked_by=by)  # type: ignore[misc]
    transaction.on_commit(lambda: propose_in.enqueue(run.pk), robust=True)
    return run


@transaction.atomic
def accept_circle(*, public_id: UUID, by: AbstractBaseUser, name: str = "") -> Circle:
    """The group starts: its people have found a place, its verbinder is active.

    Raises `MoveNotAllowed`, `NoVerbinder`, `VerbinderTaken`, `WrongSize`, `KeptApart`, and `NotLooking` for who was closed or placed meanwhile.
    A repeat is harmless.
    """
    leads = Circle.objects.filter(public_id=public_id).values_list("verbinder", flat=True).get()
    helpers = lock_volunteers([leads] if leads else [])
    circle = locked(public_id)
    if circle.state == CircleState.STARTING:
        return circle
    may_become(circle, CircleState.STARTING)
    if circle.verbinder is None:
        raise NoVerbinder
    if circle.verbinder_id != leads:  # given another one this moment
        raise MoveNotAllowed(circle.state, CircleState.STARTING)
    helper = _free(circle.verbinder, helpers)
    people = lock_people(circle)
    if not LEAST <= len(people) + 1 <= MOST:
        raise WrongSize(len(people) + 1)
    for one in people:
        if one.state not in READY_STATES:
            raise NotLooking(str(one.public_id))
    refuse_apart([circle.verbinder, *people])
    circle.name = name or circle.name
    circle.save(update_fields=["name"])
    _move(circle, CircleState.STARTING, by)
    for one in people:
        move_sign_up(public_id=one.public_id, to=SignUpState.PLACED, by=by)
    if helper.state == VolunteerState.READY:
        move_volunteer(public_id=circle.verbinder.public_id, to=VolunteerState.ACTIVE, by=by)
    keep_longer([circle.verbinder, *people])
    tally(deed=Deed.CIRCLE_STARTED, sign_up=circle.verbinder)
    return circle


@transaction.atomic
def move_circle(*, public_id: UUID, to: CircleState, by: AbstractBaseUser) -> Circle:
    """Met, paused, ended or dropped. Raises `MoveNotAllowed`; a repeat is harmless. `accept_circle` starts one."""
    circle = locked(public_id)
    if to == circle.state:
        return circle
    if to == CircleState.STARTING:
        raise MoveNotAllowed(circle.state, to)
    _move(circle, to, by)
    if to in (CircleState.ENDED, CircleState.DROPPED):
        people = lock_people(circle)
        if to == CircleState.ENDED:
            keep_longer([*people, *([circle.verbinder] if circle.verbinder else [])])
        CircleMember.objects.filter(circle=circle, left_at=None).update(left_at=now())
    return circle


@transaction.atomic
def change_circle(*, public_id: UUID, name: str, wanted: int, verbinder_wanted: bool, by: AbstractBaseUser) -> Circle:
    """Its name, and what the site says it looks for: so many people (0 to 7), a verbinder. Raises `MoveNotAllowed` for one that is over."""
    circle = locked(public_id)
    if circle.state not in LIVING_CIRCLES:
        raise MoveNotAllowed(circle.state, circle.state)
    circle.name, circle.wanted, circle.verbinder_wanted = name, wanted, verbinder_wanted
    circle.save(update_fields=["name", "wanted", "verbinder_wanted"])
    record(verb="circles.circle-changed", about=circle, by=by)
    return circle


@transaction.atomic
def give_verbinder(*, public_id: UUID, person: UUID, by: AbstractBaseUser) -> Circle:
    """Another verbinder, or a first. Raises `VerbinderTaken`, `KeptApart`, `MoveNotAllowed` for a group that is over; a repeat is harmless."""
    verbinder = SignUp.objects.get(public_id=person, role=VolunteerRole.VERBINDER, confidential=False)
    helpers = lock_volunteers([verbinder.pk])
    circle = locked(public_id)
    if circle.state in (CircleState.ENDED, CircleState.DROPPED):
        raise MoveNotAllowed(circle.state, circle.state)
    if circle.verbinder_id == verbinder.pk:
        return circle
    helper = _free(verbinder, helpers)
    refuse_apart([verbinder, *people_of(circle)])
    circle.verbinder, circle.verbinder_wanted = verbinder, False
    circle.save(update_fields=["verbinder", "verbinder_wanted"])
    record(verb="circles.verbinder-given", about=circle, by=by)
    if circle.state in LIVING_CIRCLES:
        keep_longer([verbinder])
        if helper.state == VolunteerState.READY:
            move_volunteer(public_id=person, to=VolunteerState.ACTIVE, by=by)
    return circle


def may_become(circle: Circle, to: CircleState) -> None:
    """Raises `MoveNotAllowed`."""
    if to not in CIRCLE_TRANSITIONS[circle.state]:
        raise MoveNotAllowed(circle.state, to)


def _move(circle: Circle, to: CircleState, by: AbstractBaseUser | None) -> None:
    may_become(circle, to)
    record(verb="circles.circle-moved", about=circle, by=by, details={"from": circle.state, "to": str(to)})
    circle.state, circle.state_changed_at = to, now()
    circle.save(update_fields=["state", "state_changed_at"])


def _free(verbinder: SignUp, helpers: list[Volunteer]) -> Volunteer:
    """The verbinder's path, which is locked so that no two groups take the last place. Raises `VerbinderTaken`."""
    helper = next((one for one in helpers if one.state in POOL), None)
    if helper is None:
        raise VerbinderTaken
    if Circle.objects.living().filter(verbinder=verbinder).count() >= helper.groups_most:
        raise VerbinderTaken
    return helper


def locked(public_id: UUID) -> Circle:
    return Circle.objects.select_for_update(of=("self",)).select_related("verbinder", "region").get(public_id=public_id)


def people_of(circle: Circle) -> list[SignUp]:
    """Its members, the verbinder not among them."""
    return list(_members(circle))


def lock_people(circle: Circle) -> list[SignUp]:
    """The same, locked and as they stand now: before anything is written about their places."""
    return list(_members(circle).select_for_update(of=("self",)))


def _members(circle: Circle):
    return SignUp.objects.filter(memberships__circle=circle, memberships__left_at=None).order_by("pk")


def refuse_apart(people: Sequence[SignUp]) -> None:
    """Raises `KeptApart` when two of them may not be together."""
    if Apart.objects.filter(Q(one__in=people) & Q(other__in=people)).exists():
        raise KeptApart
