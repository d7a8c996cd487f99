"""The promise to phone: trying, reaching, telling who coordinates when it is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, now

from circles.emails import tell_late_calls
from circles.enums import FINAL_OUTCOMES, CallOutcome, CallState, Deed, SignUpState
from circles.errors import CallEnded, SignUpClosed
from circles.models import Call, CallAttempt, SignUp
from circles.services.moving import move_sign_up
from circles.services.tallying import tally
from circles.terms import ESCALATE_AFTER
from trust.audit.services import record
from trust.days import working_day_before, working_day_from

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

BATCH = 200
# A hurried thumb.
PRESSED_TWICE = timedelta(minutes=1)
# A mistake that is seen at once.
REGRET = timedelta(minutes=15)


@transaction.atomic
def take_call(*, call_id: int, by: AbstractBaseUser | None) -> Call:
    """Give the call to `by`, or to nobody. A repeat is harmless."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if call.owner_id != (by.pk if by else None):
        call.owner = by  # type: ignore[assignment]
        call.save(update_fields=["owner"])
    return call


@transaction.atomic
def plan_call(*, public_id: UUID, on: date, by: AbstractBaseUser | None) -> Call:
    """Phone somebody again on `on`, or on the first working day after it. Who waits for a call already is phoned on that day instead; what was
    promised them stays. Raises `SignUpClosed`; a repeat is harmless.
    """
    sign_up = SignUp.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if sign_up.state == SignUpState.CLOSED:
        raise SignUpClosed
    day = working_day_from(max(on, localdate()))
    call = sign_up.calls.filter(state=CallState.OPEN).select_for_update(of=("self",)).first()
    if call is None:
        call = Call.objects.create(sign_up=sign_up, due_on=day, next_on=day)
    elif call.next_on == day:
        return call
    else:
        call.next_on = day
        call.save(update_fields=["next_on"])
    record(verb="circles.call-planned", about=sign_up, by=by, details={"on": day.isoformat()})
    return call


@transaction.atomic
def note_attempt(
    *, call_id: int, outcome: CallOutcome, by: AbstractBaseUser, note: str = "", next_on: date | None = None
) -> CallAttempt:
    """Write what came of a try. A final outcome ends the call and moves the sign-up along, and plans another call when `next_on` is given; any
    other plans the next try, on `next_on` or on the next working day. Who asked to be phoned later than we promised is not late until that day.

    Raises `CallEnded` for a call that is done, so that two who phone at once see each other. The same once more, within `PRESSED_TWICE`, is harmless.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("sign_up__municipality").get(pk=call_id)
    tomorrow = localdate() + timedelta(days=1)
    next_day = working_day_from(max(next_on or tomorrow, tomorrow))
    if outcome in FINAL_OUTCOMES or call.next_on == next_day:
        same = call.attempts.filter(by_id=by.pk, outcome=outcome, note=note, at__gt=now() - PRESSED_TWICE).last()
        if same is not None:
            return same
    if call.state != CallState.OPEN:
        raise CallEnded
    attempt = CallAttempt.objects.create(call=call, outcome=outcome, note=note, by=by)  # type: ignore[misc]
    record(verb="circles.phoned", about=call.sign_up, by=by, details={"outcome": str(outcome)})
    if outcome in FINAL_OUTCOMES:
        _end(call, outcome, by)
        if next_on:
            plan_call(public_id=call.sign_up.public_id, on=next_on, by=by)
    else:
        call.next_on = next_day
        if outcome == CallOutcome.LATER and call.due_on >= localdate():
            call.due_on = max(call.due_on, next_day)
        call.owner = call.owner or by  # type: ignore[assignment]
        call.save(update_fields=["next_on", "due_on", "owner"])
    return attempt


def may_take_back(attempt: CallAttempt, by: AbstractBaseUser) -> bool:
    """Whether this, the last try of its call, was noted just now by the same person and changed no more than when to phone next."""
    changed_more = attempt.outcome == CallOutcome.LATER or attempt.call.state != CallState.OPEN
    return attempt.by_id == by.pk and attempt.at > now() - REGRET and not changed_more


@transaction.atomic
def take_back_attempt(*, call_id: int, by: AbstractBaseUser) -> bool:
    """Wipe the last try, noted by mistake: its person is to be phoned today. Returns whether it went; a repeat takes back nothing more that
    `may_take_back` refuses."""
    call = Call.objects.select_for_update(of=("self",)).select_related("sign_up").get(pk=call_id)
    last = call.attempts.last()
    if last is None or not may_take_back(last, by):
        return False
    last.delete()
    call.next_on = localdate()
    call.save(update_fields=["next_on"])
    record(verb="circles.attempt-taken-back", about=call.sign_up, by=by, details={"outcome": last.outcome})
    return True


def _end(call: Call, outcome: CallOutcome, by: AbstractBaseUser) -> None:
    moment = now()
    reached = outcome == CallOutcome.REACHED
    call.state, call.done_at = CallState.DONE, moment
    call.reached_at = moment if reached else None
    call.owner = call.owner or by  # type: ignore[assignment]
    call.save(update_fields=["state", "done_at", "reached_at", "owner"])
    if not call.sign_up.calls.filter(pk__lt=call.pk).exists():  # what is planned later was not promised
        in_time = Deed.CALLED_IN_TIME if localdate(moment) <= call.due_on else Deed.CALLED_LATE
        tally(deed=in_time if reached else Deed.NOT_REACHED, sign_up=call.sign_up)
    if reached and call.sign_up.state in (SignUpState.NEW, SignUpState.UNREACHED):
        move_sign_up(public_id=call.sign_up.public_id, to=SignUpState.SPOKEN, by=by)
    elif not reached and call.sign_up.state == SignUpState.NEW:
        move_sign_up(public_id=call.sign_up.public_id, to=SignUpState.UNREACHED, by=by)


def escalate_calls() -> int:
    """Mail who coordinates a link to calls that are `ESCALATE_AFTER` working days late, once each call, when they can be tried: not while they wait
    for a day that their person chose. On a day off nobody is told anything.

    Returns how many; two at once tell nobody twice.
    """
    today = localdate()
    if working_day_from(today) != today:
        return 0
    last_in_time = working_day_before(today, ESCALATE_AFTER) + timedelta(days=1)
    late = Call.objects.due(today).overdue(last_in_time).filter(escalated_at=None)
    told = 0
    while pks := list(late.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        told += _escalate(pks)
    return told


@transaction.atomic
def _escalate(pks: list[int]) -> int:
    """These, as far as nobody else tells of them now: one mail for each region and for each staff group."""
    calls = list(
        Call.objects.open()
        .filter(pk__in=pks, escalated_at=None)
        .select_for_update(of=("self",))
        .select_related("sign_up__municipality__region_place__region__coordinator")
        .order_by("pk")
    )
    Call.objects.filter(pk__in=[call.pk for call in calls]).update(escalated_at=now())
    tell_late_calls(calls)
    return len(calls)
