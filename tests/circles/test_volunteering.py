"""The path of volunteers."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.utils.timezone import localdate

from circles.enums import (
    LIVING_CIRCLES,
    TRUSTED_STATES,
    VOLUNTEER_TRANSITIONS,
    CircleState,
    SignUpState,
    VolunteerState,
)
from circles.errors import LeadsGroup, MoveNotAllowed, RecordNotSeen
from circles.models import Volunteer
from circles.services import close_sign_up, link_attendance, move_volunteer, note_record_seen
from tests.factories.circles import SignUpFactory, VolunteerFactory, a_group
from tests.factories.registrations import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("old", "new"), product(VolunteerState, VolunteerState))
def test_every_pair_of_states(staff, old, new):
    volunteer = VolunteerFactory(state=old, record_seen_on=localdate())
    if old == new or new in VOLUNTEER_TRANSITIONS[old]:
        assert move_volunteer(public_id=volunteer.sign_up.public_id, to=new, by=staff).state == new
    else:
        with pytest.raises(MoveNotAllowed):
            move_volunteer(public_id=volunteer.sign_up.public_id, to=new, by=staff)


@pytest.mark.parametrize("to", sorted(TRUSTED_STATES))
def test_nobody_joins_the_pool_before_their_extract_was_seen(staff, to):
    old = next(state for state in VolunteerState if to in VOLUNTEER_TRANSITIONS[state] and state not in TRUSTED_STATES)
    volunteer = VolunteerFactory(state=old)

    with pytest.raises(RecordNotSeen):
        move_volunteer(public_id=volunteer.sign_up.public_id, to=to, by=staff)
    note_record_seen(public_id=volunteer.sign_up.public_id, on=localdate(), by=staff)

    assert move_volunteer(public_id=volunteer.sign_up.public_id, to=to, by=staff).state == to
    volunteer.refresh_from_db()
    assert volunteer.record_seen_by == staff


def test_who_becomes_active_has_found_a_place_and_who_stops_is_kept_a_term_more(staff):
    volunteer = VolunteerFactory(state=VolunteerState.READY, record_seen_on=localdate(), sign_up__delete_on=localdate())
    public_id = volunteer.sign_up.public_id

    move_volunteer(public_id=public_id, to=VolunteerState.ACTIVE, by=staff)
    move_volunteer(public_id=public_id, to=VolunteerState.STOPPED, by=staff)

    volunteer.sign_up.refresh_from_db()
    assert volunteer.sign_up.state == SignUpState.PLACED
    assert volunteer.sign_up.delete_on == localdate() + timedelta(days=365)


@pytest.mark.parametrize("state", VolunteerState)
def test_who_is_closed_stops_as_a_volunteer(staff, state):
    volunteer = VolunteerFactory(state=state, record_seen_on=localdate())

    for _twice in range(2):
        assert close_sign_up(public_id=volunteer.sign_up.public_id, by=staff).state == SignUpState.CLOSED

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.STOPPED
    assert not Volunteer.objects.in_pool().exists()


@pytest.mark.parametrize("state", CircleState)
def test_who_leads_a_living_group_is_not_closed(staff, state):
    verbinder = a_group(people=0, state=state).verbinder

    if state in LIVING_CIRCLES:
        with pytest.raises(LeadsGroup):
            close_sign_up(public_id=verbinder.public_id, by=staff)
    else:
        close_sign_up(public_id=verbinder.public_id, by=staff)

    verbinder.refresh_from_db()
    assert (verbinder.state == SignUpState.CLOSED) is (state not in LIVING_CIRCLES)
    assert Volunteer.objects.in_pool().exists() is (state in LIVING_CIRCLES)


def test_who_never_volunteered_is_closed_too(staff):
    assert close_sign_up(public_id=SignUpFactory().public_id, by=staff).state == SignUpState.CLOSED


@pytest.mark.parametrize(
    ("attended", "event", "state"),
    [
        (True, {}, VolunteerState.INFORMED),
        (False, {}, VolunteerState.INTERESTED),
        (None, {}, VolunteerState.INTERESTED),
        (True, {"audience": "organisaties"}, VolunteerState.INTERESTED),
        (True, {"kind": "workshop"}, VolunteerState.INTERESTED),
    ],
)
def test_who_came_to_an_infomoment_for_volunteers_is_moved_along(attended, event, state):
    volunteer = VolunteerFactory(sign_up__email="Mira@example.org")
    date = EventFactory(**{"kind": "infomoment", "audience": "vrijwilligers"} | event)
    RegistrationFactory(event=date, email="mira@Example.org", attended=attended)

    link_attendance()

    volunteer.refresh_from_db()
    assert volunteer.state == state
    assert (volunteer.informed_on == localdate(date.starts_at)) is (state == VolunteerState.INFORMED)
    assert link_attendance() == 0


def test_linking_costs_the_same_with_more_who_never_came(django_assert_num_queries):
    for _more in (1, 3):
        VolunteerFactory.create_batch(_more)
        with django_assert_num_queries(3):
            link_attendance()
    assert Volunteer.objects.count() == 4
