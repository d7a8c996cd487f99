"""What is kept of who registered, until when, and what erasing leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.models import Registration
from bookings.privacy import registrations_of
from bookings.services import change_capacity
from tests.bookings.own_page import page_of
from tests.factories import UserFactory
from tests.factories.registrations import (
    EventFactory,
    EventMessageFactory,
    RegistrationFactory,
)
from trust.links.models import PersonalLink
from trust.registry import entry_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


def test_erasing_frees_the_seat_offers_it_and_keeps_the_count():
    event = EventFactory(capacity=1)
    mine = RegistrationFactory(event=event, email="an@example.org", attended=None)
    waits = RegistrationFactory(event=event, waiting=True)
    page_of(mine)
    entry = entry_for("bookings.Registration")

    assert entry.export(mine)["naam"] == "An Peeters"
    assert entry.erase(entry.find("AN@example.org")) == 1
    assert entry.erase(entry.find("AN@example.org")) == 0

    event.refresh_from_db()
    waits.refresh_from_db()
    assert (event.seats_taken, waits.state) == (1, "offered")
    assert event.erased_counts == {"site/confirmed/unknown": 1}
    assert not PersonalLink.objects.filter(about_id=str(mine.pk), revoked_at=None).exists()
    assert not registrations_of("").exists()


def test_needs_go_two_weeks_after_the_date_and_the_rest_after_sixty_days():
    event = EventFactory()
    mine = RegistrationFactory(event=event, needs="Tolk")
    by_field, by_row = entry_for("bookings.Registration").retention
    ends = event.ends_at

    assert not by_field.due(ends + timedelta(days=14))
    assert list(by_field.due(ends + timedelta(days=15))) == [mine]
    assert not by_row.due(ends + timedelta(days=60))
    assert list(by_row.due(ends + timedelta(days=61))) == [mine]
    assert by_row.wipe([mine.pk]) == 1
    event.refresh_from_db()
    assert (event.seats_taken, event.erased_counts) == (0, {"site/confirmed/unknown": 1})


def test_who_looks_after_a_date_is_forgotten_and_the_date_stays():
    staff = UserFactory(email="els@example.org")
    event, message = EventFactory(owner=staff), EventMessageFactory(sent_by=staff)

    for model in ("Event", "Series", "EventMessage"):
        entry = entry_for(f"bookings.{model}")
        entry.erase(entry.find("ELS@example.org"))

    event.refresh_from_db()
    message.refresh_from_db()
    assert (event.owner, message.sent_by) == (None, None)


def test_capacity_raised_after_an_erasure_counts_right():
    event = EventFactory(capacity=2)
    RegistrationFactory.create_batch(2, event=event)
    entry = entry_for("bookings.Registration")
    entry.erase(Registration.objects.all())

    assert change_capacity(event_id=event.pk, capacity=1).seats_taken == 0
