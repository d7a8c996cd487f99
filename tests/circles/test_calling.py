"""The promise to phone within a week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from circles.enums import CallOutcome, CallState, Deed, SignUpState
from circles.errors import CallEnded
from circles.models import Call, CircleTally, Region
from circles.services import escalate_calls, note_attempt, take_call
from cms.services.roles import CIRCLES, CONFIDANTS
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return user_with_role(CIRCLES)


def test_reaching_somebody_ends_the_call_and_moves_them_along(staff):
    call = CallFactory()

    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=staff, note="Belt graag terug in januari.")

    call.refresh_from_db()
    assert call.state == CallState.DONE
    assert call.reached_at is not None
    assert call.owner == staff
    assert call.sign_up.state == SignUpState.SPOKEN
    assert CircleTally.objects.get().deed == Deed.CALLED_IN_TIME


def test_reaching_somebody_after_the_promised_day_counts_as_late(staff):
    call = CallFactory(late=True)

    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=staff)

    assert CircleTally.objects.get().deed == Deed.CALLED_LATE


@pytest.mark.parametrize(
    "outcome", [CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL, CallOutcome.LATER, CallOutcome.MAILED]
)
def test_nobody_reached_plans_the_next_try_on_a_working_day(staff, time_machine, outcome):
    time_machine.move_to("2026-12-04T10:00:00+01:00")  # a Friday
    call = CallFactory()

    note_attempt(call_id=call.pk, outcome=outcome, by=staff)

    call.refresh_from_db()
    assert (call.state, call.next_on) == (CallState.OPEN, date(2026, 12, 7))


def test_the_next_try_is_when_the_person_asked(staff, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+01:00")
    call = CallFactory()

    note_attempt(call_id=call.pk, outcome=CallOutcome.LATER, by=staff, next_on=date(2026, 12, 9))

    call.refresh_from_db()
    assert call.next_on == date(2026, 12, 9)


@pytest.mark.parametrize("outcome", [CallOutcome.WRONG_NUMBER, CallOutcome.GIVEN_UP])
def test_giving_up_ends_the_call_and_says_that_nobody_was_reached(staff, outcome):
    call = CallFactory()

    note_attempt(call_id=call.pk, outcome=outcome, by=staff)

    call.refresh_from_db()
    assert (call.state, call.reached_at) == (CallState.DONE, None)
    assert call.sign_up.state == SignUpState.UNREACHED
    assert CircleTally.objects.get().deed == Deed.NOT_REACHED


def test_the_second_of_two_who_phone_at_once_is_told(staff):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=staff)

    with pytest.raises(CallEnded):
        note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=staff)

    assert call.attempts.count() == 1


def test_taking_a_call_and_leaving_it(staff):
    call = CallFactory()

    assert take_call(call_id=call.pk, by=staff).owner == staff
    assert take_call(call_id=call.pk, by=None).owner is None


def test_today_shows_what_is_due_with_the_late_ones_first():
    planned = CallFactory(next_on=localdate() + timedelta(days=1))
    due, late = CallFactory(), CallFactory(late=True)

    assert list(Call.objects.due(localdate())) == [late, due]
    assert planned in Call.objects.open()


def test_late_calls_are_told_once_to_who_coordinates_the_region():
    coordinator, colleague = user_with_role(CIRCLES), user_with_role(CIRCLES)
    Region.objects.filter(pk=RegionFactory().pk).update(coordinator=coordinator)
    CallFactory.create_batch(2, late=True)

    assert escalate_calls() == 2
    assert escalate_calls() == 0

    mail = OutboundEmail.objects.get(purpose="circles.late")
    assert mail.recipient == coordinator.email
    assert colleague.email != coordinator.email


def test_late_calls_without_a_coordinator_and_confidential_ones_go_to_their_own_group():
    circles, confidants = user_with_role(CIRCLES), user_with_role(CONFIDANTS)
    Region.objects.filter(pk=RegionFactory(places=["Leuven"]).pk).update(coordinator=circles)
    CallFactory(late=True, sign_up__municipality=None)
    CallFactory(late=True, sign_up__parent=True)

    escalate_calls()

    told = OutboundEmail.objects.filter(purpose="circles.late").values_list("recipient", flat=True)
    assert sorted(told) == sorted([circles.email, confidants.email])


def test_a_call_that_is_a_day_late_is_not_told_yet():
    user_with_role(CIRCLES)
    CallFactory(due_on=localdate() - timedelta(days=1), next_on=localdate())

    assert escalate_calls() == 0
