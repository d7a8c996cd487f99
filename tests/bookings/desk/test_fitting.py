"""Who fits: skills, region, week, exceptions, other dates; the same number of queries however many trainers there are."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import localdate

from bookings.desk.enums import ActivityKind, SlotState
from bookings.desk.fitting import fitting_trainers
from bookings.desk.models import TrainerAbsence, TrainerHours, TrainerSlot
from bookings.occurrences import moment_on
from tests.factories import UserFactory
from tests.factories.desk import BookingRequestFactory, TrainerFactory
from tests.factories.registrations import EventFactory
from tests.queries import exactly

pytestmark = pytest.mark.django_db


def monday() -> datetime:
    """A Monday more than a week away, at ten."""
    day = localdate() + timedelta(days=8)
    return moment_on(day + timedelta(days=(7 - day.weekday()) % 7), time(10))


def fits(trainer, *, begins: datetime | None = None, hours: float = 3, kind="workshop", province="", **kwargs):
    begins = begins or monday()
    found = fitting_trainers(
        kind=kind, province=province, starts_at=begins, ends_at=begins + timedelta(hours=hours), **kwargs
    )
    return next(fit for fit in found if fit.trainer == trainer)


def busy(trainer, *, begins: datetime, state=SlotState.CONFIRMED, request=None):
    return TrainerSlot.objects.create(
        trainer=trainer,
        request=request or BookingRequestFactory(),
        state=state,
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
    )


def test_who_has_no_limits_fits():
    trainer = TrainerFactory(kinds=["workshop"])

    fit = fits(trainer, province="antwerp")

    assert (fit.fits, fit.reasons, fit.clashes, fit.near) == (True, [], [], 0)


def test_skill_and_region_count():
    trainer = TrainerFactory(kinds=["lecture"], provinces=["limburg"])

    assert len(fits(trainer, province="antwerp").reasons) == 2
    assert fits(trainer, kind="lecture", province="limburg").fits
    assert fits(trainer, kind="lecture", province="").fits, "nobody said where"
    TrainerFactory(is_active=False)
    assert len(fitting_trainers(kind="lecture", province="", starts_at=monday(), ends_at=monday() + timedelta(1))) == 1


@pytest.mark.parametrize(
    ("begins", "hours", "expected"),
    [(time(9), 3, True), (time(10), 4, True), (time(8), 2, False), (time(16), 2, False), (time(9), 8, True)],
)
def test_weekly_hours_hold_the_whole_date(begins, hours, expected):
    trainer = TrainerFactory()
    for first, last in ((time(9), time(13)), (time(13), time(17))):
        TrainerHours.objects.create(trainer=trainer, weekday=0, begins=first, ends=last)
    day = monday().date()

    fit = fits(trainer, begins=moment_on(day, begins), hours=hours)

    assert fit.fits == expected
    assert expected or "09:00–13:00, 13:00–17:00" in fit.reasons[0]
    assert not fits(trainer, begins=moment_on(day + timedelta(days=1), begins), hours=hours).fits, "no hours on Tuesday"


def test_exceptions_overrule_the_week():
    trainer = TrainerFactory()
    TrainerHours.objects.create(trainer=trainer, weekday=0, begins=time(9), ends=time(17))
    day = monday().date()
    tuesday = day + timedelta(days=1)
    TrainerAbsence.objects.create(trainer=trainer, first_on=day, last_on=day, why="Met verlof")
    TrainerAbsence.objects.create(trainer=trainer, first_on=tuesday, last_on=tuesday, can=True)

    away, there = fits(trainer), fits(trainer, begins=moment_on(tuesday, time(20)))

    assert len(away.reasons) == 1
    assert "Met verlof" in away.reasons[0]
    assert there.fits
    assert fits(trainer, begins=monday() + timedelta(days=7)).fits


def test_away_wins_over_there_and_a_night_touches_both_days():
    trainer = TrainerFactory()
    day = monday().date()
    for can in (True, False):
        TrainerAbsence.objects.create(trainer=trainer, first_on=day, last_on=day, can=can)

    assert not fits(trainer).fits
    assert not fits(trainer, begins=moment_on(day - timedelta(days=1), time(22)), hours=4).fits
    assert fits(trainer, begins=moment_on(day - timedelta(days=1), time(20)), hours=4).fits, "until midnight"


def test_standing_dates_clash_and_released_or_own_ones_do_not():
    trainer, request = TrainerFactory(), BookingRequestFactory(organisation_name="Huis van het Kind")
    slot = busy(trainer, begins=monday() + timedelta(hours=2), request=request)

    fit = fits(trainer)

    assert (fit.fits, fit.clashes) == (False, [slot])
    assert "Huis van het Kind" in fit.reasons[0]
    assert fits(trainer, except_request=request).fits
    assert fits(trainer, hours=2).fits, "one ends when the other begins"
    TrainerSlot.objects.update(state=SlotState.CANCELLED)
    assert fits(trainer).fits


def test_date_of_the_calendar_that_they_look_after_clashes():
    trainer = TrainerFactory(account=UserFactory())
    event = EventFactory(owner=trainer.account, starts_at=monday(), ends_at=monday() + timedelta(hours=1))
    EventFactory(starts_at=monday(), ends_at=monday() + timedelta(hours=1))

    fit = fits(trainer)

    assert fit.clashes == [event]
    assert event.title in fit.reasons[0]


def test_who_fits_comes_first_then_who_has_the_fewest_dates_near():
    tired, free, elsewhere = TrainerFactory(name="A"), TrainerFactory(name="B"), TrainerFactory(name="0", kinds=[])
    busy(tired, begins=monday() + timedelta(days=2))

    found = fitting_trainers(
        kind=ActivityKind.WORKSHOP, province="", starts_at=monday(), ends_at=monday() + timedelta(hours=2)
    )

    assert [fit.trainer for fit in found] == [free, tired, elsewhere]
    assert [fit.near for fit in found] == [0, 1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_constant_queries(count):
    for number in range(count):
        trainer = TrainerFactory(account=UserFactory())
        TrainerHours.objects.create(trainer=trainer, weekday=0, begins=time(9), ends=time(17))
        busy(trainer, begins=monday() + timedelta(hours=number))
        TrainerAbsence.objects.create(trainer=trainer, first_on=monday().date(), last_on=monday().date())

    with exactly(5):
        found = fitting_trainers(
            kind="workshop", province="antwerp", starts_at=monday(), ends_at=monday() + timedelta(hours=3)
        )

    assert len(found) == count
