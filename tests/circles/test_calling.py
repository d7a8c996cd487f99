"""The promise to phone within a week."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import localdate

from circles.enums import CallOutcome, CallState, Deed, SignUpState
from circles.errors import CallEnded, SignUpClosed
from circles.models import Call, CircleTally, Region
from circles.services import escalate_calls, move_sign_up, note_attempt, plan_call, take_back_attempt, take_call
from cms.services.roles import CIRCLES, CONFIDANTS
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory
from tests.factories.registrations import HolidayFactory
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
A_WEDNESDAY = "2026-12-09T08:30:00+01:00"


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


def test_who_asked_to_be_phoned_later_is_not_late_before_that_day(staff, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+01:00")
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.LATER, by=staff, next_on=date(2026, 12, 21))

    time_machine.move_to("2026-12-18T10:00:00+01:00")
    assert not Call.objects.overdue(localdate()).exists()
    assert escalate_calls() == 0
    time_machine.move_to("2026-12-21T10:00:00+01:00")
    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=staff)

    assert CircleTally.objects.get().deed == Deed.CALLED_IN_TIME


def test_a_promise_that_was_broken_stays_so_when_somebody_asks_to_be_phoned_later(staff):
    call = CallFactory(late=True)
    due_on = call.due_on

    note_attempt(call_id=call.pk, outcome=CallOutcome.LATER, by=staff, next_on=localdate() + timedelta(days=30))

    call.refresh_from_db()
    assert call.due_on == due_on
    assert escalate_calls() == 0, "nobody can do anything about it before that day"


@pytest.mark.parametrize("outcome", [CallOutcome.NO_ANSWER, CallOutcome.LATER, CallOutcome.REACHED])
def test_a_button_that_is_pressed_twice_notes_one_try(staff, time_machine, outcome):
    call = CallFactory()
    said = {"call_id": call.pk, "outcome": outcome, "by": staff, "note": "Vroeg naar wandelen."}

    assert note_attempt(**said) == note_attempt(**said)

    assert call.attempts.count() == 1
    assert CircleTally.objects.count() == (outcome == CallOutcome.REACHED)
    with pytest.raises(CallEnded) if outcome == CallOutcome.REACHED else nullcontext():
        note_attempt(**said | {"by": user_with_role(CIRCLES)})


@pytest.mark.parametrize("outcome", [CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL, CallOutcome.MAILED])
def test_a_try_that_was_noted_by_mistake_is_taken_back_and_the_call_is_for_today_again(staff, outcome):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=outcome, by=staff)

    assert [take_back_attempt(call_id=call.pk, by=staff) for _twice in range(2)] == [True, False]

    call.refresh_from_db()
    assert (call.state, call.next_on) == (CallState.OPEN, localdate())
    assert not call.attempts.exists()
    assert AuditEntry.objects.filter(verb="circles.attempt-taken-back", by=staff).count() == 1


@pytest.mark.parametrize(
    ("outcome", "minutes", "mine", "went"),
    [
        (CallOutcome.NO_ANSWER, 14, True, True),
        (CallOutcome.NO_ANSWER, 16, True, False),
        (CallOutcome.NO_ANSWER, 1, False, False),
        (CallOutcome.LATER, 1, True, False),
        (CallOutcome.REACHED, 1, True, False),
    ],
)
def test_a_try_is_taken_back_by_who_noted_it_soon_and_not_what_changed_more(
    staff, time_machine, outcome, minutes, mine, went
):
    time_machine.move_to(A_WEDNESDAY, tick=False)
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=outcome, by=staff)
    time_machine.shift(timedelta(minutes=minutes))

    assert take_back_attempt(call_id=call.pk, by=staff if mine else user_with_role(CIRCLES)) is went
    assert call.attempts.exists() is not went


def test_a_try_later_that_day_and_another_day_for_it_are_noted(staff, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+01:00", tick=False)
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=staff)
    note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=staff, next_on=date(2026, 12, 4))
    time_machine.move_to("2026-12-01T15:00:00+01:00", tick=False)
    note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=staff, next_on=date(2026, 12, 4))

    call.refresh_from_db()
    assert (call.attempts.count(), call.next_on) == (3, date(2026, 12, 4))


def test_a_day_that_is_agreed_on_the_phone_is_a_call_of_its_own(staff, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+01:00")
    call = CallFactory()

    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=staff, next_on=date(2026, 12, 12))  # a Saturday

    second = Call.objects.open().get()
    assert (second.sign_up, second.next_on) == (call.sign_up, date(2026, 12, 14))


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


def test_who_was_not_reached_is_phoned_again_on_a_working_day_and_moves_along_when_reached(staff, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+01:00")
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.GIVEN_UP, by=staff)

    second = plan_call(public_id=call.sign_up.public_id, on=date(2026, 12, 12), by=staff)  # a Saturday
    note_attempt(call_id=second.pk, outcome=CallOutcome.REACHED, by=staff)

    second.sign_up.refresh_from_db()
    assert (second.next_on, second.due_on) == (date(2026, 12, 14), date(2026, 12, 14))
    assert second.sign_up.state == SignUpState.SPOKEN


def test_who_waits_for_a_call_gets_no_second_one_and_keeps_what_was_promised(staff, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+01:00")
    call = CallFactory()

    for _twice in range(2):
        planned = plan_call(public_id=call.sign_up.public_id, on=date(2026, 12, 9), by=staff)

    assert planned == call
    assert (planned.next_on, planned.due_on) == (date(2026, 12, 9), date(2026, 12, 8))
    assert AuditEntry.objects.filter(verb="circles.call-planned").count() == 1


def test_closed_question_gets_no_call(staff):
    call = CallFactory()
    move_sign_up(public_id=call.sign_up.public_id, to=SignUpState.CLOSED, by=staff)

    with pytest.raises(SignUpClosed):
        plan_call(public_id=call.sign_up.public_id, on=localdate(), by=staff)
    assert not Call.objects.open().exists()


def test_taking_a_call_and_leaving_it(staff):
    call = CallFactory()

    assert take_call(call_id=call.pk, by=staff).owner == staff
    assert take_call(call_id=call.pk, by=None).owner is None


def test_today_shows_what_is_due_with_the_late_ones_first():
    planned = CallFactory(next_on=localdate() + timedelta(days=1))
    due, late = CallFactory(), CallFactory(late=True)

    assert list(Call.objects.due(localdate())) == [late, due]
    assert planned in Call.objects.open()


def test_late_calls_are_told_once_to_who_coordinates_the_region(time_machine):
    time_machine.move_to(A_WEDNESDAY)
    coordinator, colleague = user_with_role(CIRCLES), user_with_role(CIRCLES)
    Region.objects.filter(pk=RegionFactory().pk).update(coordinator=coordinator)
    CallFactory.create_batch(2, late=True)

    assert escalate_calls() == 2
    assert escalate_calls() == 0

    mail = OutboundEmail.objects.get(purpose="circles.late")
    assert mail.recipient == coordinator.email
    assert colleague.email != coordinator.email


def test_late_calls_without_a_coordinator_and_confidential_ones_go_to_their_own_group(time_machine):
    time_machine.move_to(A_WEDNESDAY)
    circles, confidants = user_with_role(CIRCLES), user_with_role(CONFIDANTS)
    Region.objects.filter(pk=RegionFactory(places=["Leuven"]).pk).update(coordinator=circles)
    CallFactory(late=True, sign_up__municipality=None)
    CallFactory(late=True, sign_up__parent=True)

    escalate_calls()

    told = OutboundEmail.objects.filter(purpose="circles.late").values_list("recipient", flat=True)
    assert sorted(told) == sorted([circles.email, confidants.email])


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-12-04", 0),  # Friday: promised by today
        ("2026-12-05", 0),  # nobody is told anything at the weekend
        ("2026-12-06", 0),
        ("2026-12-07", 0),  # Monday: one working day late
        ("2026-12-08", 1),  # Tuesday: two
    ],
)
def test_weekend_does_not_make_a_call_late(time_machine, today, told):
    time_machine.move_to(f"{today}T08:30:00+01:00")
    user_with_role(CIRCLES)
    CallFactory(due_on=date(2026, 12, 4), next_on=date(2026, 12, 4))

    assert escalate_calls() == told


@pytest.mark.parametrize(("today", "told"), [("2026-12-25", 0), ("2026-12-28", 0), ("2026-12-29", 1)])
def test_holiday_of_the_calendar_does_not_make_a_call_late(time_machine, today, told):
    time_machine.move_to(f"{today}T08:30:00+01:00")
    user_with_role(CIRCLES)
    HolidayFactory(day=date(2026, 12, 25))  # a Friday
    CallFactory(due_on=date(2026, 12, 24), next_on=date(2026, 12, 24))

    assert escalate_calls() == told


def test_late_calls_of_a_coordinator_without_the_role_go_to_the_group(time_machine):
    time_machine.move_to(A_WEDNESDAY)
    gone, colleague = user_with_role(CIRCLES), user_with_role(CIRCLES)
    gone.groups.clear()
    Region.objects.filter(pk=RegionFactory().pk).update(coordinator=gone)
    CallFactory(late=True)

    escalate_calls()

    assert OutboundEmail.objects.get(purpose="circles.late").recipient == colleague.email


def test_mail_about_late_calls_is_sent_by_the_clock_and_carries_a_link_alone(time_machine):
    time_machine.move_to(A_WEDNESDAY)
    user_with_role(CONFIDANTS)
    CallFactory(late=True, sign_up__young=True, sign_up__name="Zonnebloem")

    call_command("escalate_calls")

    mail = OutboundEmail.objects.get(purpose="circles.late")
    assert "escalate_calls" in settings.PERIODIC_JOBS
    assert "/admin/circles-calls/" in mail.text
    assert "Zonnebloem" not in mail.text + mail.html + mail.subject
