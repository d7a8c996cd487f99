"""The life of groups: accepted, changed, ended."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from circles.enums import CIRCLE_TRANSITIONS, CircleState, Deed, SignUpState, VolunteerState
from circles.errors import (
    AlreadyInCircle,
    KeptApart,
    MoveNotAllowed,
    NotLooking,
    NotTwoPeople,
    NoVerbinder,
    VerbinderTaken,
    WrongSize,
)
from circles.models import Apart, Circle, CircleMember, CircleTally, SignUp, Volunteer
from circles.services import (
    accept_circle,
    add_member,
    change_circle,
    give_verbinder,
    keep_apart,
    let_together,
    move_circle,
    remove_member,
    swap_member,
    withdraw_sign_up,
)
from tests.circles.pool import SPOKEN, in_pool
from tests.factories.circles import (
    SignUpFactory,
    VolunteerFactory,
    a_group,
    people_in,
)
from trust.audit.enums import Actor
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("old", "new"), product(CircleState, CircleState))
def test_every_pair_of_states(staff, old, new):
    circle = a_group(state=old)
    move = accept_circle if new == CircleState.STARTING else move_circle
    said = {} if new == CircleState.STARTING else {"to": new}
    if old == new or new in CIRCLE_TRANSITIONS[old]:
        assert move(public_id=circle.public_id, by=staff, **said).state == new
    else:
        with pytest.raises(MoveNotAllowed):
            move(public_id=circle.public_id, by=staff, **said)
        circle.refresh_from_db()
        assert circle.state == old


def test_a_group_starts_only_by_being_accepted(staff):
    with pytest.raises(MoveNotAllowed):
        move_circle(public_id=a_group().public_id, to=CircleState.STARTING, by=staff)


def test_who_is_in_an_accepted_group_has_found_a_place_and_its_verbinder_is_active(staff):
    circle = a_group()
    SignUp.objects.update(delete_on=localdate() + timedelta(days=9))

    accept_circle(public_id=circle.public_id, by=staff, name="Zuid")

    assert {one.state for one in people_in(circle)} == {SignUpState.PLACED}
    assert Volunteer.objects.get().state == VolunteerState.ACTIVE
    assert Circle.objects.get().name == "Zuid"
    assert {one.delete_on for one in SignUp.objects.all()} == {localdate() + timedelta(days=365)}
    assert CircleTally.objects.get(deed=Deed.CIRCLE_STARTED).count == 1


def test_a_group_that_is_accepted_twice_is_counted_once(staff):
    circle = a_group()

    for _one in range(2):
        accept_circle(public_id=circle.public_id, by=staff)

    assert CircleTally.objects.get(deed=Deed.CIRCLE_STARTED).count == 1
    assert AuditEntry.objects.filter(verb="circles.circle-moved").count() == 1


@pytest.mark.parametrize(("people", "fits"), [(3, False), (4, True), (7, True), (8, False)])
def test_a_group_is_five_to_eight_people_with_its_verbinder(staff, people, fits):
    circle = a_group(people=people)
    if fits:
        assert accept_circle(public_id=circle.public_id, by=staff).state == CircleState.STARTING
        return
    with pytest.raises(WrongSize) as refused:
        accept_circle(public_id=circle.public_id, by=staff)
    assert refused.value.size == people + 1


def test_a_group_whose_verbinder_is_gone_does_not_start(staff):
    circle = a_group()
    withdraw_sign_up(public_id=circle.verbinder.public_id)

    with pytest.raises(NoVerbinder):
        accept_circle(public_id=circle.public_id, by=staff)


@pytest.mark.parametrize("state", [VolunteerState.PAUSED, VolunteerState.STOPPED, VolunteerState.TALKED])
def test_a_verbinder_who_left_the_pool_starts_no_group(staff, state):
    circle = a_group()
    Volunteer.objects.update(state=state)

    with pytest.raises(VerbinderTaken):
        accept_circle(public_id=circle.public_id, by=staff)


def test_a_verbinder_leads_as_many_groups_as_they_want_and_no_more(staff):
    one, other = a_group(), a_group(verbinder=False)
    Circle.objects.filter(pk=other.pk).update(verbinder=one.verbinder)
    accept_circle(public_id=one.public_id, by=staff)

    with pytest.raises(VerbinderTaken):
        accept_circle(public_id=other.public_id, by=staff)
    Volunteer.objects.update(groups_most=2)

    assert accept_circle(public_id=other.public_id, by=staff).state == CircleState.STARTING


@pytest.mark.parametrize("state", [SignUpState.CLOSED, SignUpState.UNREACHED, SignUpState.NEW, SignUpState.PLACED])
def test_a_group_does_not_start_with_somebody_who_looks_for_none(staff, state):
    circle = a_group()
    person = people_in(circle)[0]
    SignUp.objects.filter(pk=person.pk).update(state=state)

    with pytest.raises(NotLooking) as refused:
        accept_circle(public_id=circle.public_id, by=staff)

    assert refused.value.person == str(person.public_id)
    circle.refresh_from_db()
    assert circle.state == CircleState.PROPOSED


def test_people_kept_apart_do_not_start_together_in_whatever_order_they_are_named(staff):
    circle = a_group()
    one, other = people_in(circle)[:2]
    keep_apart(one=other.public_id, other=one.public_id, by=staff)
    keep_apart(one=one.public_id, other=other.public_id, by=staff)

    with pytest.raises(KeptApart):
        accept_circle(public_id=circle.public_id, by=staff)
    assert let_together(apart_id=Apart.objects.get().pk, by=staff)

    accept_circle(public_id=circle.public_id, by=staff)
    assert not let_together(apart_id=1, by=staff)


def test_a_member_is_kept_apart_from_the_verbinder_too(staff):
    circle = a_group()
    keep_apart(one=circle.verbinder.public_id, other=people_in(circle)[0].public_id, by=staff)

    with pytest.raises(KeptApart):
        accept_circle(public_id=circle.public_id, by=staff)


def test_nobody_is_kept_apart_from_themselves_nor_from_who_is_confidential(staff):
    one, young = SignUpFactory(), SignUpFactory(young=True)
    for other in (one, young):
        with pytest.raises(NotTwoPeople):
            keep_apart(one=one.public_id, other=other.public_id, by=staff)


def test_a_group_that_ends_frees_its_people_and_keeps_them_a_term_more(staff):
    circle = a_group(state=CircleState.MET)
    people = people_in(circle)
    SignUp.objects.update(delete_on=localdate())

    move_circle(public_id=circle.public_id, to=CircleState.ENDED, by=staff)

    assert people_in(circle) == []
    assert {one.delete_on for one in SignUp.objects.filter(pk__in=[one.pk for one in people])} == {
        localdate() + timedelta(days=365)
    }
    fresh = a_group()
    assert add_member(public_id=fresh.public_id, person=people[0].public_id, by=staff)


def test_a_dropped_group_frees_its_people_for_another_proposal(staff):
    circle = a_group()

    move_circle(public_id=circle.public_id, to=CircleState.DROPPED, by=staff)

    assert people_in(circle) == []
    assert {one.state for one in SignUp.objects.filter(volunteer=None)} == {SignUpState.SPOKEN}


def test_who_is_proposed_elsewhere_moves_to_the_group_that_staff_put_them_in(staff):
    one, other = a_group(), a_group()
    person = people_in(one)[0]

    add_member(public_id=other.public_id, person=person.public_id, by=staff)

    assert person in people_in(other)
    assert person not in people_in(one)


def test_who_is_in_a_living_group_stays_there(staff):
    one, other = a_group(state=CircleState.MET), a_group()
    person = people_in(one)[0]

    with pytest.raises(AlreadyInCircle):
        add_member(public_id=other.public_id, person=person.public_id, by=staff)

    assert person in people_in(one)


def test_the_database_itself_keeps_somebody_in_one_group():
    one, other = a_group(), a_group()
    person = people_in(one)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        CircleMember.objects.create(circle=other, sign_up=person)


def test_joining_a_living_group_is_a_place_and_leaving_it_is_the_waiting_list(staff):
    circle = a_group(state=CircleState.MET, people=4)
    person = SignUpFactory(**SPOKEN, delete_on=localdate())

    for _one in range(2):
        add_member(public_id=circle.public_id, person=person.public_id, by=staff)
    person.refresh_from_db()
    assert (person.state, person.delete_on) == (SignUpState.PLACED, localdate() + timedelta(days=365))

    assert remove_member(public_id=circle.public_id, person=person.public_id, by=staff)
    assert not remove_member(public_id=circle.public_id, person=person.public_id, by=staff)
    person.refresh_from_db()
    assert person.state == SignUpState.WAITING
    assert person.memberships.get().left_at is not None


def test_who_left_can_come_back(staff):
    circle = a_group(state=CircleState.MET)
    person = people_in(circle)[0]
    remove_member(public_id=circle.public_id, person=person.public_id, by=staff)

    member = add_member(public_id=circle.public_id, person=person.public_id, by=staff)

    assert member.left_at is None
    assert person.memberships.count() == 1


def test_leaving_a_proposal_changes_nothing_about_the_person(staff):
    circle = a_group()
    person = people_in(circle)[0]

    remove_member(public_id=circle.public_id, person=person.public_id, by=staff)

    person.refresh_from_db()
    assert person.state == SignUpState.SPOKEN


def test_a_full_group_takes_nobody_but_somebody_can_take_anothers_place(staff):
    circle = a_group(people=7)
    out, person = people_in(circle)[0], SignUpFactory(**SPOKEN)

    with pytest.raises(WrongSize):
        add_member(public_id=circle.public_id, person=person.public_id, by=staff)
    swap_member(public_id=circle.public_id, person=out.public_id, into=person.public_id, by=staff)

    assert person in people_in(circle)
    assert out not in people_in(circle)


def test_nobody_leaves_when_the_other_may_not_come(staff):
    circle = a_group()
    out, person = people_in(circle)[0], SignUpFactory(state=SignUpState.CLOSED)

    with pytest.raises(NotLooking):
        swap_member(public_id=circle.public_id, person=out.public_id, into=person.public_id, by=staff)

    assert out in people_in(circle)


@pytest.mark.parametrize("kind", ["lusgroep", "visit"])
def test_only_who_looks_for_a_linkgroep_joins_one(staff, kind):
    person = SignUpFactory(**SPOKEN, kind=kind)
    with pytest.raises(NotLooking):
        add_member(public_id=a_group().public_id, person=person.public_id, by=staff)


def test_a_confidential_person_is_not_found_here(staff):
    with pytest.raises(SignUp.DoesNotExist):
        add_member(public_id=a_group().public_id, person=SignUpFactory(young=True).public_id, by=staff)


@pytest.mark.parametrize("state", [CircleState.ENDED, CircleState.DROPPED])
def test_nobody_joins_or_leads_a_group_that_is_over(staff, state):
    circle = a_group(state=state)
    with pytest.raises(MoveNotAllowed):
        add_member(public_id=circle.public_id, person=SignUpFactory(**SPOKEN).public_id, by=staff)
    with pytest.raises(MoveNotAllowed):
        give_verbinder(public_id=circle.public_id, person=in_pool().public_id, by=staff)


def test_a_living_group_gets_another_verbinder_who_becomes_active(staff):
    circle = a_group(state=CircleState.PAUSED, verbinder=False, verbinder_wanted=True)
    verbinder = in_pool()

    for _one in range(2):
        give_verbinder(public_id=circle.public_id, person=verbinder.public_id, by=staff)

    circle.refresh_from_db()
    assert (circle.verbinder, circle.verbinder_wanted) == (verbinder, False)
    assert Volunteer.objects.get().state == VolunteerState.ACTIVE
    assert AuditEntry.objects.filter(verb="circles.verbinder-given").count() == 1


def test_only_a_verbinder_of_the_pool_who_may_be_with_them_leads_a_group(staff):
    circle = a_group(state=CircleState.MET)
    apart = in_pool()
    keep_apart(one=apart.public_id, other=people_in(circle)[0].public_id, by=staff)

    with pytest.raises(VerbinderTaken):
        give_verbinder(public_id=circle.public_id, person=VolunteerFactory().sign_up.public_id, by=staff)
    with pytest.raises(KeptApart):
        give_verbinder(public_id=circle.public_id, person=apart.public_id, by=staff)
    with pytest.raises(SignUp.DoesNotExist):
        give_verbinder(public_id=circle.public_id, person=people_in(circle)[0].public_id, by=staff)


def test_what_a_group_looks_for_is_written_while_it_lives(staff):
    said = {"name": "Zuid", "wanted": 2, "verbinder_wanted": True}
    change_circle(public_id=a_group(state=CircleState.MET).public_id, **said, by=staff)

    (circle,) = Circle.objects.looking_for_people()
    assert (circle.name, circle.wanted, circle.verbinder_wanted) == ("Zuid", 2, True)
    with pytest.raises(MoveNotAllowed):
        change_circle(public_id=a_group().public_id, **said, by=staff)


@pytest.mark.parametrize("state", [CircleState.PROPOSED, CircleState.MET])
def test_who_takes_themselves_off_the_list_leaves_their_group(staff, state):
    circle = a_group(state=state)
    person = people_in(circle)[0]

    withdraw_sign_up(public_id=person.public_id)

    assert len(people_in(circle)) == 4
    assert OutboundEmail.objects.filter(purpose="circles.left").exists() is (state == CircleState.MET)
    noted = AuditEntry.objects.about(circle).filter(verb="circles.left-circle", actor=Actor.PERSON, by=None)
    assert noted.exists() is (state == CircleState.MET)


def test_staff_are_told_when_the_verbinder_of_a_living_group_goes(staff):
    circle = a_group(state=CircleState.MET)
    withdraw_sign_up(public_id=circle.verbinder.public_id)

    mail = OutboundEmail.objects.get(purpose="circles.left")
    assert f"/admin/circles-groups/{circle.public_id}/" in mail.text
    circle.refresh_from_db()
    assert circle.verbinder is None
