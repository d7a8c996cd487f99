"""Two of staff at once: one place for a person, one start of a group, one group more for a verbinder (spec G6)."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate, now

from circles.enums import CircleState, Deed, SignUpState, VolunteerState
from circles.models import Circle, CircleMember, CircleTally, SignUp
from circles.services import (
    accept_circle,
    add_member,
    give_verbinder,
    move_circle,
    move_volunteer,
    propose_groups,
    remove_member,
    swap_member,
    withdraw_sign_up,
)
from circles.services.gathering import LEAST
from cms.services.roles import CIRCLES
from tests.factories import user_with_role
from tests.factories.circles import RegionFactory, SignUpFactory, VolunteerFactory, a_group, people_in
from tests.races.test_seats import at_once
from trust.audit.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3


@pytest.fixture
def staff(site):
    return user_with_role(CIRCLES)


def names(found: list) -> Counter:
    return Counter(type(one).__name__ for one in found)


def test_a_proposal_that_two_accept_at_once_starts_once(staff):
    circle = a_group()

    found = at_once(*[lambda: accept_circle(public_id=circle.public_id, by=staff)] * 4)

    assert names(found) == {"Circle": 4}
    assert AuditEntry.objects.filter(verb="circles.circle-moved").count() == 1
    assert CircleTally.objects.get(deed=Deed.CIRCLE_STARTED).count == 1


def test_somebody_put_into_two_living_groups_at_once_is_in_one(staff):
    for _turn in range(TIMES):
        groups = [a_group(people=4, state=CircleState.MET) for _group in range(2)]
        person = SignUpFactory(state=SignUpState.SPOKEN)

        found = at_once(
            *[
                lambda group=group, person=person: add_member(
                    public_id=group.public_id, person=person.public_id, by=staff
                )
                for group in groups
            ]
        )

        assert names(found) == {"CircleMember": 1, "AlreadyInCircle": 1}
        assert CircleMember.objects.filter(sign_up=person, left_at=None).count() == 1


@pytest.mark.postgres
def test_without_the_lock_the_constraint_still_keeps_them_in_one(staff):
    groups = [a_group(people=4, state=CircleState.MET) for _group in range(4)]
    person = SignUpFactory(state=SignUpState.SPOKEN)

    def unlocked(group):
        try:
            return CircleMember.objects.create(circle=group, sign_up=person, joined_at=now())
        except IntegrityError as refused:
            return refused

    found = at_once(*[lambda group=group: unlocked(group) for group in groups])

    assert names(found) == {"CircleMember": 1, "IntegrityError": 3}


def test_a_proposal_never_starts_with_fewer_than_it_had_because_somebody_was_put_elsewhere(staff):
    for _turn in range(TIMES):
        one, other = a_group(people=LEAST - 1), a_group(people=4)
        person = people_in(one)[0]

        at_once(
            lambda one=one: accept_circle(public_id=one.public_id, by=staff),
            lambda other=other, person=person: add_member(public_id=other.public_id, person=person.public_id, by=staff),
        )

        one.refresh_from_db()
        assert len(people_in(one)) + 1 >= LEAST or one.state == CircleState.PROPOSED
        assert CircleMember.objects.filter(sign_up=person, left_at=None).count() == 1


def test_a_verbinder_of_two_proposals_accepted_at_once_leads_one(staff):
    one, other = a_group(), a_group(verbinder=False)
    Circle.objects.filter(pk=other.pk).update(verbinder=one.verbinder)

    found = at_once(*[lambda group=group: accept_circle(public_id=group.public_id, by=staff) for group in (one, other)])

    assert names(found) == {"Circle": 1, "VerbinderTaken": 1}


def test_changes_in_any_order_never_wait_for_each_other(staff):
    for _turn in range(TIMES):
        one, other = a_group(people=6), a_group(people=6)
        mine, theirs = people_in(one), people_in(other)

        found = at_once(
            lambda one=one, t=theirs: add_member(public_id=one.public_id, person=t[0].public_id, by=staff),
            lambda other=other, m=mine: add_member(public_id=other.public_id, person=m[0].public_id, by=staff),
            lambda one=one, m=mine, t=theirs: swap_member(
                public_id=one.public_id, person=m[1].public_id, into=t[1].public_id, by=staff
            ),
            lambda other=other, m=mine, t=theirs: swap_member(
                public_id=other.public_id, person=t[2].public_id, into=m[2].public_id, by=staff
            ),
            lambda m=mine: withdraw_sign_up(public_id=m[3].public_id),
            lambda one=one: withdraw_sign_up(public_id=one.verbinder.public_id),
            lambda one=one, m=mine: remove_member(public_id=one.public_id, person=m[4].public_id, by=staff),
            lambda other=other: move_circle(public_id=other.public_id, to=CircleState.DROPPED, by=staff),
        )

        assert "OperationalError" not in names(found)
        here = CircleMember.objects.filter(left_at=None).values_list("sign_up", flat=True)
        assert len(here) == len(set(here))


def test_who_withdraws_while_their_group_is_accepted_is_gone_and_nothing_hangs(staff):
    for _turn in range(TIMES):
        circle = a_group(people=6)
        person = people_in(circle)[0]

        found = at_once(
            lambda circle=circle: accept_circle(public_id=circle.public_id, by=staff),
            lambda person=person: withdraw_sign_up(public_id=person.public_id),
            lambda circle=circle: withdraw_sign_up(public_id=circle.verbinder.public_id),
        )

        assert names(found).keys() <= {"Circle", "bool", "NoVerbinder"}
        assert not SignUp.objects.filter(pk=person.pk).exists()
        assert person.pk not in {one.pk for one in people_in(circle)}


def test_who_withdraws_while_new_groups_are_proposed_is_gone_and_nothing_hangs(staff):
    region = RegionFactory()
    people = SignUpFactory.create_batch(9, state=SignUpState.SPOKEN)
    verbinder = VolunteerFactory(state="ready", record_seen_on=localdate()).sign_up
    propose_groups(region=region, by=staff)

    found = at_once(
        lambda: propose_groups(region=region, by=staff),
        lambda: propose_groups(region=region, by=staff),
        *[lambda one=one: withdraw_sign_up(public_id=one.public_id) for one in [*people[:3], verbinder]],
    )

    assert "OperationalError" not in names(found)
    assert SignUp.objects.filter(pk__in=[one.pk for one in people[:3]]).count() == 0
    here = list(CircleMember.objects.filter(left_at=None).values_list("sign_up", flat=True))
    assert len(here) == len(set(here))


def test_a_verbinder_who_withdraws_while_they_are_given_a_group_or_moved_hangs_nothing(staff):
    for _turn in range(TIMES):
        circle = a_group(state=CircleState.MET, verbinder=False)
        verbinder = VolunteerFactory(state="ready", record_seen_on=localdate()).sign_up

        found = at_once(
            lambda circle=circle, one=verbinder: give_verbinder(
                public_id=circle.public_id, person=one.public_id, by=staff
            ),
            lambda one=verbinder: move_volunteer(public_id=one.public_id, to=VolunteerState.ACTIVE, by=staff),
            lambda one=verbinder: withdraw_sign_up(public_id=one.public_id),
        )

        assert "OperationalError" not in names(found)
        assert not SignUp.objects.filter(pk=verbinder.pk).exists()
        circle.refresh_from_db()
        assert circle.verbinder is None
