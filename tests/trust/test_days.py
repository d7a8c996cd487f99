"""Days as moments, and which of them somebody works."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.registrations import HolidayFactory
from trust.days import end_of, working_day_after, working_day_before, working_day_from, working_day_until

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = date(2026, 12, 4), date(2026, 12, 7)


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 7, 1), datetime(2026, 7, 1, 21, 59, 59, 999999, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_day_ends_at_midnight_here_also_when_the_clock_changes(day, moment):
    assert end_of(day) == moment


@pytest.mark.parametrize(
    ("day", "count", "found"), [(MONDAY, 0, MONDAY), (MONDAY, 1, FRIDAY), (MONDAY, 2, date(2026, 12, 3))]
)
def test_working_days_are_counted_back_over_a_weekend(day, count, found):
    assert working_day_before(day, count) == found


def test_working_days_are_counted_back_over_a_holiday():
    HolidayFactory(day=FRIDAY)

    assert working_day_before(MONDAY, 1) == date(2026, 12, 3)


def test_working_day_is_itself_or_the_nearest_one():
    assert (working_day_from(FRIDAY), working_day_until(MONDAY)) == (FRIDAY, MONDAY)
    assert (working_day_from(date(2026, 12, 5)), working_day_until(date(2026, 12, 6))) == (MONDAY, FRIDAY)


def test_working_days_are_counted_on_over_a_weekend_and_a_holiday(django_assert_num_queries):
    HolidayFactory(day=date(2026, 12, 8))

    with django_assert_num_queries(1):
        found = working_day_after(FRIDAY, 3)

    assert found == date(2026, 12, 10)


def test_the_longest_way_is_no_more_questions(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert working_day_before(MONDAY, 250) == date(2025, 12, 22)
