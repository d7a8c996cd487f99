"""Days as moments."""

from datetime import UTC, date, datetime

import pytest

from trust.days import end_of


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 7, 1), datetime(2026, 7, 1, 21, 59, 59, 999999, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_day_ends_at_midnight_here_also_when_the_clock_changes(day, moment):
    assert end_of(day) == moment
