"""The last seats over real HTTP: four processes of gunicorn, and everybody at once.

The long proof, with 200 people and eight processes, five times in a row: `tests/benchmarks/registrations.py overbook`. On SQLite the transaction
itself is the lock (`transaction_mode=IMMEDIATE`), so there is nothing to take away there: the control runs on PostgreSQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db.models import Sum

from bookings.models import Event, Registration
from bookings.terms import PERSONAL
from tests.benchmarks.posting import Posted, post_all, together
from tests.benchmarks.servers import environment, serving
from tests.databases import address_here
from tests.factories.registrations import EventFactory
from trust.links.models import PersonalLink
from trust.links.services import link_url

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, SEATS, PROCESSES, CLIENTS = 60, 6, 4, 20


@contextmanager
def served(module: str, folder) -> Iterator[int]:
    """The port of the site in several processes, on the database of this test and with its keys."""
    env = environment(address_here(), folder) | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.load_settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "PRIVACY_KEY": settings.PRIVACY_KEY,
        "WEB_CONCURRENCY": str(PROCESSES),
        "WEB_THREADS": str(CLIENTS // PROCESSES),
        "LOG_LEVEL": "ERROR",
    }
    with serving(module, env) as (port, _pid):
        yield port


def everybody_registers(port: int, event: Event) -> Posted:
    people = [{"name": f"Mens {number}", "email": f"mens.{number}@example.org"} for number in range(PEOPLE)]
    return post_all(port, f"/api/v3/bookings/events/{event.public_id}/registrations/", people, clients=CLIENTS)


def tokens(event: Event) -> list[str]:
    """The secret of each registration's link, as the worker would write it in the mail."""
    numbers = [str(pk) for pk in event.registrations.values_list("pk", flat=True)]
    links = PersonalLink.objects.filter(purpose=PERSONAL, about_id__in=numbers)
    return [link_url(link=link).rstrip("/").rpartition("/")[2] for link in links]


def promised(posted: Posted) -> int:
    """How many were told that a seat is kept for them."""
    return sum(answer["position"] is None for answer in posted.answers)


def test_sixty_people_and_six_seats_over_http(site, tmp_path):
    event = EventFactory(capacity=SEATS)

    with served("cms.wsgi", tmp_path) as port:
        posted = everybody_registers(port, event)
        confirmed = together(port, [("PATCH", token, {"deed": "confirm"}) for token in tokens(event)], clients=CLIENTS)

    assert posted.statuses == {201: PEOPLE}
    assert promised(posted) == SEATS
    assert confirmed == {200: PEOPLE}
    event.refresh_from_db()
    held = Registration.objects.aggregate(held=Sum("seats_held"))["held"]
    assert event.seats_taken == held == SEATS
    states = Counter(event.registrations.values_list("state", flat=True))
    assert states == {"confirmed": SEATS, "waiting": PEOPLE - SEATS}


@pytest.mark.postgres
def test_without_the_lock_http_sells_seats_twice(site, tmp_path):
    event = EventFactory(capacity=SEATS)

    with served("tests.races.unlocked:application", tmp_path) as port:
        posted = everybody_registers(port, event)

    assert promised(posted) > SEATS
    event.refresh_from_db()
    assert event.registrations.aggregate(held=Sum("seats_held"))["held"] > SEATS
