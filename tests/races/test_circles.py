"""Two colleagues at the same moment, over real connections: a call ends once, an opening is announced once, a municipality goes to one region.

The control takes the lock of the call away, and both must end it.
"""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import QuerySet
from django.utils.timezone import localdate

from circles.enums import CallOutcome, SignUpState
from circles.errors import CallEnded, InAnotherRegion, NameTaken, NothingToAnnounce
from circles.models import Call, CallAttempt, Region, SignUp
from circles.querysets import CallQuerySet
from circles.services import Drawn, announce_opening, note_attempt, plan_call, save_region
from cms.services.roles import CIRCLES
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory
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


def ended(call: Call, staff) -> list[str]:
    """What three hear who all spoke with the same person at the same moment."""
    note = partial(note_attempt, call_id=call.pk, outcome=CallOutcome.REACHED, by=staff)
    return sorted(type(answer).__name__ for answer in at_once(note, note, note))


def test_call_ends_once_and_the_others_are_told(site, leuven):
    staff = user_with_role(CIRCLES)
    for _again in range(TIMES):
        call = CallFactory()

        assert ended(call, staff) == ["CallAttempt", CallEnded.__name__, CallEnded.__name__]
        assert call.attempts.count() == 1


@pytest.mark.postgres
def test_without_the_lock_a_call_ends_three_times(site, leuven, monkeypatch):
    staff, call = user_with_role(CIRCLES), CallFactory()
    found = QuerySet.get

    def slowly(rows, *args, **kwargs):
        one = found(rows, *args, **kwargs)
        if rows.model is Call:
            time.sleep(0.3)
        return one

    monkeypatch.setattr(CallQuerySet, "select_for_update", lambda rows, **_how: rows.all())
    monkeypatch.setattr(QuerySet, "get", slowly)

    ended(call, staff)

    assert CallAttempt.objects.filter(call=call).count() == 3


def test_call_is_planned_once(site, leuven):
    staff, one = user_with_role(CIRCLES), SignUpFactory(state=SignUpState.SPOKEN)
    plan = partial(plan_call, public_id=one.public_id, on=localdate() + timedelta(days=9), by=staff)

    answers = at_once(plan, plan, plan)

    assert {getattr(answer, "pk", answer) for answer in answers} == {Call.objects.get().pk}


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
