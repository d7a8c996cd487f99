"""A connection to PostgreSQL that is kept: alive it is asked nothing, and one that the server ended is replaced before anybody meets it."""

from __future__ import annotations

import time

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LAST = "SELECT query FROM pg_stat_activity WHERE pid = %s"


@pytest.fixture
def kept():
    """A connection of its own that has answered once, as a web process keeps it between two requests."""
    own = connection.copy()
    one(own, "SELECT 41")
    own.health_check_enabled, own.health_check_done = True, False
    yield own
    own.close()


def one(on, sql: str, *values):
    with on.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def number(kept) -> int:
    return kept.connection.info.backend_pid


def end(pid: int) -> None:
    assert one(connection, "SELECT pg_terminate_backend(%s)", pid)
    until = time.monotonic() + 10
    while one(connection, "SELECT count(*) FROM pg_stat_activity WHERE pid = %s", pid):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_living_connection_is_asked_nothing(kept):
    assert kept.is_usable()
    assert one(connection, LAST, number(kept)) == "SELECT 41"


def test_connection_on_which_something_went_wrong_is_asked(kept):
    kept.errors_occurred = True

    assert kept.is_usable()
    assert one(connection, LAST, number(kept)) == "SELECT 1"


def test_connection_that_the_server_ended_is_replaced_unseen(kept):
    before = number(kept)
    end(before)

    assert one(kept, "SELECT 42") == 42
    assert number(kept) != before


def test_without_that_look_the_next_question_would_fail(kept):
    end(number(kept))
    kept.health_check_enabled = False

    with pytest.raises(Exception, match=r"terminating connection|closed|lost"):
        one(kept, "SELECT 42")


def test_connection_closed_on_our_side_is_not_usable(kept):
    kept.connection.close()

    assert not kept.is_usable()
