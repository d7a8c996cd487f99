"""Groups: proposed by the solver, accepted or dropped by staff, changed, met, paused, ended (spec G6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate, now

from circles.enums import CIRCLE_TRANSITIONS, LIVING_CIRCLES, CircleState, Deed, SignUpState, VolunteerState
from circles.errors import AlreadyInCircle, KeptApart, MoveNotAllowed, NoVerbinder, WrongSize
from circles.grouping import READY_STATES, case_for
from circles.matching.proposals import Proposal
from circles.matching.proposing import propose
from circles.models import Apart, Circle, CircleMember, Region, SignUp, Volunteer
from circles.services.moving import move_sign_up
from circles.services.tallying import tally
from circles.services.volunteering import move_volunteer
from circles.terms import KEEP
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

LEAST, MOST = 5, 8  # members, the verbinder among them


def propose_groups(*, region: Region | None, by: AbstractBaseUser | None) -> list[Circle]:
    """Ask the solver for groups in `region`, or everywhere, in place of what it proposed there before and nobody accepted.

    Solving takes seconds, and is done before anything is locked; who found a place meanwhile is left out of what is written.
    """
    outcome = propose(case_for(region))
    return _keep(region, outcome.proposals, by)


@transaction.atomic
def _keep(region: Region | None, proposals: Iterable[Proposal], by: AbstractBaseUser | None) -> list[Circle]:
    _drop_proposed(region)
    named = {one for proposal in proposals for one in (proposal.verbinder_id, *proposal.member_ids)}
    locked = SignUp.objects.filter(public_id__in=named).select_for_update(of=("self",)).order_by("pk")
    known = {str(one.public_id): one for one in locked}
    taken = set(
        CircleMember.objects.filter(sign_up__in=known.values(), left_at=None).values_list(
            "sign_up__public_id", flat=True
        )
    )
    made = []
    for proposal in proposals:
        people = [known.get(one) for one in proposal.member_ids]
        verbinder = known.get(proposal.verbinder_id)
        if verbinder is None or any(
            one is None or one.state not in READY_STATES or one.public_id in taken for one in people
        ):
            continue
        circle = Circle.objects.create(
            region=region or _region_of(verbinder),
            verbinder=verbinder,
            score=proposal.score,
            reasons=[asdict(reason) for reason in proposal.reasons],
        )
        CircleMember.objects.bulk_create(CircleMember(circle=circle, sign_up=one) for one in people if one)
        made.append(circle)
    record(verb="circles.proposed", by=by, details={"count": len(made)})
    return made


def _region_of(verbinder: SignUp) -> Region | None:
    return Region.objects.filter(places__municipality=verbinder.municipality_id).first()


def _drop_proposed(region: Region | None) -> None:
    """What was proposed before, in these places."""
    old = Circle.objects.proposed()
    if region is not None:
        old = old.filter(region=region)
    pks = list(old.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    moment = now()
    CircleMember.objects.filter(circle__in=pks, left_at=None).update(left_at=moment)
    Circle.objects.filter(pk__in=pks).update(state=CircleState.DROPPED, state_changed_at=moment)


@transaction.atomic
def accept_circle(*, public_id: UUID, by: AbstractBaseUser, name: str = "") -> Circle:
    """The group starts: its people have found a place, its verbinder is active. Raises `MoveNotAllowed`, `NoVerbinder`, `WrongSize`,
    `KeptApart`; a repeat is harmless."""
    circle = _locked(public_id)
    if circle.state == CircleState.STARTING:
        return circle
    people = _people_of(circle)
    if circle.verbinder is None:
        raise NoVerbinder
    if not LEAST <= len(people) + 1 <= MOST:
        raise WrongSize(len(people) + 1)
    if _are_apart([circle.verbinder, *people]):
        raise KeptApart
    circle.name = name or circle.name
    circle.save(update_fields=["name"])
    _move(circle, CircleState.STARTING, by)
    for one in people:
        move_sign_up(public_id=one.public_id, to=SignUpState.PLACED, by=by)
    helper = Volunteer.objects.filter(sign_up=circle.verbinder, state=VolunteerState.READY).first()
    if helper is not None:
        move_volunteer(public_id=circle.verbinder.public_id, to=VolunteerState.ACTIVE, by=by)
    tally(deed=Deed.CIRCLE_STARTED, sign_up=circle.verbinder)
    return circle


@transaction.atomic
def move_circle(*, public_id: UUID, to: CircleState, by: AbstractBaseUser) -> Circle:
    """Met, paused, ended or dropped. Raises `MoveNotAllowed`; a repeat is harmless. `accept_circle` starts one."""
    circle = _locked(public_id)
    if to == circle.state:
        return circle
    if to == CircleState.STARTING:
        raise MoveNotAllowed(circle.state, to)
    _move(circle, to, by)
    if to in (CircleState.ENDED, CircleState.DROPPED):
        people = _people_of(circle)
        CircleMember.objects.filter(circle=circle, left_at=None).update(left_at=now())
        if to == CircleState.ENDED:
            SignUp.objects.filter(pk__in=[one.pk for one in people], delete_on__lt=localdate() + KEEP).update(
                delete_on=localdate() + KEEP
            )
    return circle


def _move(circle: Circle, to: CircleState, by: AbstractBaseUser | None) -> None:
    if to not in CIRCLE_TRANSITIONS[circle.state]:
        raise MoveNotAllowed(circle.state, to)
    record(verb="circles.circle-moved", about=circle, by=by, details={"from": circle.state, "to": str(to)})
    circle.state, circle.state_changed_at = to, now()
    circle.save(update_fields=["state", "state_changed_at"])


@transaction.atomic
def add_member(*, public_id: UUID, person: UUID, by: AbstractBaseUser) -> CircleMember:
    """Somebody joins a group that is proposed or living. Raises `AlreadyInCircle`, `KeptApart`, `WrongSize` for one that is full."""
    circle = _locked(public_id)
    if circle.state in (CircleState.ENDED, CircleState.DROPPED):
        raise MoveNotAllowed(circle.state, circle.state)
    one = SignUp.objects.select_for_update(of=("self",)).get(public_id=person, confidential=False)
    people = _people_of(circle)
    if one in people:
        return circle.members.get(sign_up=one)
    size = len(people) + 2
    if size > MOST:
        raise WrongSize(size)
    if _are_apart([*filter(None, [circle.verbinder]), *people, one]):
        raise KeptApart
    # Proposed elsewhere and not accepted there: staff decide.
    CircleMember.objects.filter(sign_up=one, left_at=None, circle__state=CircleState.PROPOSED).update(left_at=now())
    try:
        with transaction.atomic():
            member, _created = CircleMember.objects.update_or_create(
                circle=circle, sign_up=one, defaults={"joined_at": now(), "left_at": None}
            )
    except IntegrityError:
        raise AlreadyInCircle(str(one.public_id)) from None
    record(verb="circles.joined", about=circle, by=by)
    if circle.state in LIVING_CIRCLES:
        move_sign_up(public_id=one.public_id, to=SignUpState.PLACED, by=by)
    return member


@transaction.atomic
def remove_member(*, public_id: UUID, person: UUID, by: AbstractBaseUser) -> bool:
    """Somebody leaves a group, and waits again when it was living. Returns whether they were in it; a repeat is harmless."""
    circle = _locked(public_id)
    member = circle.members.filter(sign_up__public_id=person, left_at=None).select_related("sign_up").first()
    if member is None:
        return False
    member.left_at = now()
    member.save(update_fields=["left_at"])
    record(verb="circles.left-circle", about=circle, by=by)
    if circle.state in LIVING_CIRCLES and member.sign_up.state == SignUpState.PLACED:
        move_sign_up(public_id=person, to=SignUpState.WAITING, by=by)
    return True


@transaction.atomic
def keep_apart(*, one: UUID, other: UUID, by: AbstractBaseUser) -> Apart:
    """These two are never proposed for one group. A repeat is harmless."""
    pair = sorted(SignUp.objects.filter(public_id__in=[one, other], confidential=False), key=lambda sign_up: sign_up.pk)
    if len(pair) != 2:
        raise ValueError("two different people")
    apart, _created = Apart.objects.get_or_create(one=pair[0], other=pair[1])
    record(verb="circles.kept-apart", about=pair[0], by=by)
    return apart


def _locked(public_id: UUID) -> Circle:
    return Circle.objects.select_for_update(of=("self",)).select_related("verbinder", "region").get(public_id=public_id)


def _people_of(circle: Circle) -> list[SignUp]:
    """Its members, the verbinder not among them."""
    return list(SignUp.objects.filter(memberships__circle=circle, memberships__left_at=None).order_by("pk"))


def _are_apart(people: list[SignUp]) -> bool:
    return Apart.objects.filter(Q(one__in=people) & Q(other__in=people)).exists()
