"""The time to think: pure, so held against every moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.offers import BRUSSELS, LEAST, WINDOW, after_daytime, is_night, offer_deadline
from trust.days import is_working_day

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
HOLIDAYS = st.sets(st.dates(date(2026, 1, 1), date(2029, 3, 1)), max_size=40)
MINUTE = timedelta(minutes=1)


def daytime(begin: datetime, end: datetime, holidays) -> timedelta:
    """Counted minute by minute, in another way than the code does."""
    minutes, moment = 0, begin
    while moment < end:
        local = moment.astimezone(BRUSSELS)
        minutes += 9 <= local.hour < 21 and is_working_day(local.date(), holidays)
        moment += MINUTE
    return timedelta(minutes=minutes)


@given(MOMENTS, HOLIDAYS)
def test_enough_time_gives_twelve_hours_of_daytime_and_ends_in_one(at, holidays):
    at = at.replace(second=0, microsecond=0)
    until = offer_deadline(at, latest=at + timedelta(days=90), holidays=holidays)

    assert until is not None
    assert daytime(at, until, holidays) == WINDOW
    last = (until - MINUTE).astimezone(BRUSSELS)
    assert is_working_day(last.date(), holidays)
    assert 9 <= last.hour < 21


@given(MOMENTS, st.timedeltas(timedelta(minutes=-60), timedelta(days=10)), HOLIDAYS)
def test_offer_ends_before_the_date_and_is_never_a_trap(at, left, holidays):
    latest = at + left
    until = offer_deadline(at, latest=latest, holidays=holidays)

    if left < LEAST:
        assert until is None
        return
    assert at + LEAST <= until <= latest
    if is_night(until):
        assert until == latest, "it ends at night only when the morning would be too late"


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=5)))
def test_who_is_asked_later_has_until_later(at, later):
    assert after_daytime(at, WINDOW) <= after_daytime(at + later, WINDOW)


@given(
    MOMENTS,
    st.timedeltas(timedelta(hours=2), timedelta(days=20)),
    st.sampled_from(["Asia/Tokyo", "America/New_York", "Europe/Brussels"]),
)
def test_zone_in_which_a_moment_is_written_does_not_matter(at, left, zone):
    elsewhere = ZoneInfo(zone)

    assert offer_deadline(at, latest=at + left) == offer_deadline(
        at.astimezone(elsewhere), latest=(at + left).astimezone(elsewhere)
    )


@pytest.mark.parametrize(
    ("at", "latest", "until"),
    [
        ("2026-12-01T10:00", "2026-12-20T19:00", "2026-12-02T10:00"),  # a Tuesday
        ("2026-12-01T23:30", "2026-12-20T19:00", "2026-12-02T21:00"),  # at night it has not begun
        ("2026-12-04T15:00", "2026-12-20T19:00", "2026-12-07T15:00"),  # Friday to Monday
        ("2026-12-24T15:00", "2027-01-20T19:00", "2026-12-28T15:00"),  # over Christmas, a holiday on Friday
        (
            "2026-12-05T10:00",
            "2026-12-06T14:00",
            "2026-12-06T09:00",
        ),  # Saturday for Sunday: half the time, and not at midnight
        ("2026-12-05T10:00", "2026-12-05T14:00", "2026-12-05T12:00"),
        ("2026-12-05T22:00", "2026-12-06T08:00", "2026-12-06T08:00"),  # no morning left
        ("2026-12-05T12:30", "2026-12-05T14:00", None),
        # The clock goes forward on Sunday 28 March 2027, and back on Sunday 31 October.
        ("2027-03-26T20:00", "2027-05-01T19:00", "2027-03-29T20:00"),
        ("2027-10-29T20:00", "2027-12-01T19:00", "2027-11-01T20:00"),
    ],
)
def test_times_that_people_know(at, latest, until):
    def moment(text):
        return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)

    found = offer_deadline(moment(at), latest=moment(latest), holidays={date(2026, 12, 25)})

    assert found == (moment(until) if until else None)
