"""Two colleagues at the same moment, over real connections: a call ends once, an opening is announced once, a municipality goes to one region.

The control takes the lock of the call away, and both must end it.
"""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import QuerySet
from django.utils.timezone import localdate, now

from circles.enums import Answer, CallOutcome, CircleState, SignUpKind, SignUpState
from circles.errors import CallEnded, InAnotherRegion, NameTaken, NothingToAnnounce
from circles.models import Call, CallAttempt, Meeting, MeetingAnswer, Region, SignUp
from circles.querysets import CallQuerySet
from circles.services import (
    Asked,
    Drawn,
    announce_opening,
    answer_moments,
    ask_to_be_phoned,
    note_attempt,
    plan_call,
    save_region,
    signing_up,
    withdraw_sign_up,
)
from cms.services.roles import CIRCLES
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory, a_group, people_in
from tests.races.test_seats import at_once
from trust.outbox.models import OutboundEmail
from trust.places.models import Municipality
from trust.places.services import load_municipalities

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3


@pytest.fixture
def leuven(db) -> Municipality:
    """A test that commits leaves no table behind it: it is loaded again."""
    load_municipalities()
    return Municipality.objects.get(name="Leuven")


def ended(call: Call) -> list[str]:
    """What three colleagues hear who all spoke with the same person at the same moment."""
    notes = [
        partial(note_attempt, call_id=call.pk, outcome=CallOutcome.REACHED, by=user_with_role(CIRCLES))
        for _one in range(3)
    ]
    return sorted(type(answer).__name__ for answer in at_once(*notes))


def test_call_ends_once_and_the_others_are_told(site, leuven):
    for _again in range(TIMES):
        call = CallFactory()

        assert ended(call) == ["CallAttempt", CallEnded.__name__, CallEnded.__name__]
        assert call.attempts.count() == 1


@pytest.mark.postgres
def test_without_the_lock_a_call_ends_three_times(site, leuven, monkeypatch):
    call = CallFactory()
    found = QuerySet.get

    def slowly(rows, *args, **kwargs):
        one = found(rows, *args, **kwargs)
        if rows.model is Call:
            time.sleep(0.3)
        return one

    monkeypatch.setattr(CallQuerySet, "select_for_update", lambda rows, **_how: rows.all())
    monkeypatch.setattr(QuerySet, "get", slowly)

    ended(call)

    assert CallAttempt.objects.filter(call=call).count() == 3


def test_call_is_planned_once(site, leuven):
    staff, one = user_with_role(CIRCLES), SignUpFactory(state=SignUpState.SPOKEN)
    plan = partial(plan_call, public_id=one.public_id, on=localdate() + timedelta(days=9), by=staff)

    answers = at_once(plan, plan, plan)

    assert {getattr(answer, "pk", answer) for answer in answers} == {Call.objects.get().pk}


def asked_by(*, name: str = "Mira"):
    said = Asked(kind=SignUpKind.YOUNG, name=name, phone="+32470000001")
    return partial(ask_to_be_phoned, asked=said, delete_on=localdate() + timedelta(days=90))


def test_who_asks_on_three_screens_at_once_is_written_down_once(site):
    ask = asked_by()

    answers = at_once(ask, ask, ask)

    assert len({answer.public_id for answer in answers}) == 3  # and nobody is told which of them was first
    assert SignUp.objects.get().public_id in {answer.public_id for answer in answers}
    assert Call.objects.count() == 1


@pytest.mark.postgres
def test_without_the_lock_on_their_number_they_are_written_down_three_times(site, monkeypatch):
    monkeypatch.setattr(signing_up, "lock_ways", lambda ways: None)
    known = signing_up._known

    def slowly(asked):
        found = known(asked)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(signing_up, "_known", slowly)
    ask = asked_by()

    at_once(ask, ask, ask)

    assert SignUp.objects.count() == 3


def test_who_withdraws_while_they_answer_on_another_screen_is_gone_and_nobody_sees_an_error(site, leuven, monkeypatch):
    circle = a_group(state=CircleState.STARTING)
    meeting = Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=9))
    one = people_in(circle)[0]
    write = MeetingAnswer.objects.update_or_create

    def slowly(**what):
        written = write(**what)
        time.sleep(0.5)
        return written

    monkeypatch.setattr(MeetingAnswer.objects, "update_or_create", slowly)

    def leave():
        time.sleep(0.2)
        return withdraw_sign_up(public_id=one.public_id)

    answers = at_once(partial(answer_moments, sign_up=one, answers={meeting.pk: Answer.YES}), leave)

    assert answers == [1, True]
    assert not SignUp.objects.filter(pk=one.pk).exists()


def test_opening_is_announced_once(site, leuven):
    staff, region = user_with_role(CIRCLES), RegionFactory(opens_on=localdate())
    SignUpFactory.create_batch(3, state=SignUpState.WAITING)
    silent = SignUpFactory(state=SignUpState.WAITING, email="")
    announce = partial(announce_opening, region_id=region.pk, by=staff)

    answers = at_once(announce, announce, announce)

    assert sorted(type(answer).__name__ for answer in answers) == ["Announced"] + [NothingToAnnounce.__name__] * 2
    assert OutboundEmail.objects.filter(purpose="circles.opening").count() == 3
    assert Call.objects.get().sign_up == silent
    assert SignUp.objects.count() == 4


def test_municipality_goes_to_one_region_and_the_other_is_told(site, leuven):
    staff = user_with_role(CIRCLES)

    def draw(name: str):
        return lambda: save_region(drawn=Drawn(name=name, municipalities={leuven.pk}), by=staff)

    answers = at_once(draw("Oost"), draw("West"))

    assert sorted(type(answer).__name__ for answer in answers) == [InAnotherRegion.__name__, "Region"]
    assert Region.objects.count() == 1


def test_region_of_one_name_is_made_once(site):
    staff = user_with_role(CIRCLES)

    def draw():
        return save_region(drawn=Drawn(name="Oost"), by=staff)

    answers = at_once(draw, draw, draw)

    assert sorted(type(answer).__name__ for answer in answers) == [NameTaken.__name__] * 2 + ["Region"]
