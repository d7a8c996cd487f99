"""Who is in a group: somebody joins, leaves, takes another's place; two who are never in one group."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import now

from circles.enums import LIVING_CIRCLES, CircleState, SignUpKind, SignUpState
from circles.errors import AlreadyInCircle, MoveNotAllowed, NotLooking, NotTwoPeople, WrongSize
from circles.grouping import READY_STATES
from circles.models import Apart, Circle, CircleMember, SignUp
from circles.services.gathering import MOST, locked, people_of, refuse_apart
from circles.services.lasting import keep_longer
from circles.services.moving import move_sign_up
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

# Who has a place may come from a group that ended; one that lives keeps them (`AlreadyInCircle`).
MAY_JOIN = (*READY_STATES, SignUpState.PLACED)
OVER = (CircleState.ENDED, CircleState.DROPPED)


@transaction.atomic
def add_member(*, public_id: UUID, person: UUID, by: AbstractBaseUser) -> CircleMember:
    """Somebody joins a group that is proposed or lives; a proposal of another group loses them: staff decide.

    Raises `NotLooking` for who waits for no linkgroep, `AlreadyInCircle`, `KeptApart`, `WrongSize` for a group that is full, `MoveNotAllowed`
    for one that is over. A repeat is harmless.
    """
    circle = _locked_with_proposals_of(person, public_id)
    if circle.state in OVER:
        raise MoveNotAllowed(circle.state, circle.state)
    one = SignUp.objects.select_for_update(of=("self",)).get(public_id=person, confidential=False)
    if known := circle.members.filter(sign_up=one, left_at=None).first():
        return known
    if one.kind != SignUpKind.LINKGROEP or one.state not in MAY_JOIN:
        raise NotLooking(str(one.public_id))
    people = people_of(circle)
    if (size := len(people) + 2) > MOST:
        raise WrongSize(size)
    refuse_apart([*filter(None, [circle.verbinder]), *people, one])
    proposed = CircleMember.objects.filter(sign_up=one, left_at=None, circle__state=CircleState.PROPOSED)
    proposed.update(left_at=now())
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
        keep_longer([one])
    return member


@transaction.atomic
def remove_member(*, public_id: UUID, person: UUID, by: AbstractBaseUser) -> bool:
    """Somebody leaves a group, and waits again when it was living. Returns whether they were in it; a repeat is harmless."""
    circle = locked(public_id)
    one = SignUp.objects.select_for_update(of=("self",)).filter(public_id=person).first()
    if one is None or not circle.members.filter(sign_up=one, left_at=None).update(left_at=now()):
        return False
    record(verb="circles.left-circle", about=circle, by=by)
    if circle.state in LIVING_CIRCLES and one.state == SignUpState.PLACED:
        move_sign_up(public_id=person, to=SignUpState.WAITING, by=by)
    return True


@transaction.atomic
def swap_member(*, public_id: UUID, person: UUID, into: UUID, by: AbstractBaseUser) -> CircleMember:
    """`into` takes the place of `person`: both or neither. Refuses as `add_member`."""
    _locked_with_proposals_of(into, public_id)
    remove_member(public_id=public_id, person=person, by=by)
    return add_member(public_id=public_id, person=into, by=by)


@transaction.atomic
def keep_apart(*, one: UUID, other: UUID, by: AbstractBaseUser) -> Apart:
    """These two are never proposed for one group. Raises `NotTwoPeople`; a repeat is harmless."""
    pair = list(SignUp.objects.filter(public_id__in=[one, other], confidential=False).order_by("pk"))
    if len(pair) != 2:
        raise NotTwoPeople
    apart, created = Apart.objects.get_or_create(one=pair[0], other=pair[1])
    if created:
        record(verb="circles.kept-apart", about=pair[0], by=by)
    return apart


@transaction.atomic
def let_together(*, apart_id: int, by: AbstractBaseUser) -> bool:
    """They may be in one group again. Returns whether they were kept apart; a repeat is harmless."""
    apart = Apart.objects.select_for_update(of=("self",)).select_related("one").filter(pk=apart_id).first()
    if apart is None:
        return False
    record(verb="circles.let-together", about=apart.one, by=by)
    apart.delete()
    return True


def _locked_with_proposals_of(person: UUID, public_id: UUID) -> Circle:
    """The group, and every proposal that may lose `person`, locked in one order: nobody accepts one of them meanwhile."""
    proposed = CircleMember.objects.filter(
        sign_up__public_id=person, left_at=None, circle__state=CircleState.PROPOSED
    ).values("circle")
    rows = Circle.objects.filter(Q(public_id=public_id) | Q(pk__in=proposed)).order_by("pk")
    found = {circle.public_id: circle for circle in rows.select_for_update(of=("self",)).select_related("verbinder")}
    if public_id not in found:
        raise Circle.DoesNotExist
    return found[public_id]
