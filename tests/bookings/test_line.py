"""The waiting list: in the order of confirming, offered on at once, passed by nobody."""

from __future__ import annotations

import re

import pytest
from django.utils.timezone import now

from bookings import errors
from bookings.models import Event, Registration
from bookings.services import (
    accept_offer,
    cancel_registration,
    change_capacity,
    confirm_registration,
    register,
)
from tests.bookings.coming import come, mails, seats, state
from tests.factories.registrations import EventFactory, HolidayFactory, RegistrationFactory, an_attendee
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


def test_full_date_puts_the_next_person_on_the_waiting_list_once_confirmed():
    event = EventFactory(capacity=1)
    come(event, 1)

    answer = register(event_id=event.pk, attendee=an_attendee(2))
    asked = Registration.objects.get(public_id=answer.public_id)
    assert (asked.state, asked.seats_held, answer.position) == ("held", 0, 1)
    assert (
        "wachtlijst" in OutboundEmail.objects.order_by("pk").last().subject
        or "waiting" in OutboundEmail.objects.order_by("pk").last().subject
    )

    waiting = confirm_registration(public_id=answer.public_id)
    assert (waiting.state, waiting.queued_at) == ("waiting", now())
    assert seats(event) == (1, 1)
    assert mails("waiting") == ["iemand.2@example.org"]


def test_date_knows_that_somebody_waits_until_who_registers_finds_nobody():
    event = EventFactory(capacity=1)
    mine, waits = come(event, 1), come(event, 2)
    assert Event.objects.get().has_line
    for one in (waits, mine):
        cancel_registration(public_id=one.public_id)

    answer = register(event_id=event.pk, attendee=an_attendee(3))

    assert answer.position is None
    assert not Event.objects.get().has_line


def test_order_is_that_of_confirming_not_of_asking(time_machine):
    event = EventFactory(capacity=1)
    come(event, 1)
    first = register(event_id=event.pk, attendee=an_attendee(2))
    second = register(event_id=event.pk, attendee=an_attendee(3))
    confirm_registration(public_id=second.public_id)
    time_machine.shift(60)
    confirm_registration(public_id=first.public_id)

    queue = [one.public_id for one in event.registrations.queue()]

    assert queue == [second.public_id, first.public_id]


def test_who_asks_while_a_seat_is_free_does_not_pass_who_waits_for_two():
    event = EventFactory(capacity=2, companions_most=1)
    come(event, 1)
    pair = come(event, 2, companions=1)
    assert (state(pair), seats(event)) == ("waiting", (1, 2))

    answer = register(event_id=event.pk, attendee=an_attendee(3))

    assert answer.position == 2
    assert seats(event) == (1, 2)


def test_mail_says_waiting_list_when_the_last_seat_goes_meanwhile(monkeypatch):
    """The mail is written before the row is locked; somebody else takes the last seat between."""
    event = EventFactory(capacity=1)
    from bookings.services import registering

    real = registering.take_as_seen

    def late(event, seats):
        RegistrationFactory(event=Event.objects.get(pk=event.pk))
        return real(event, seats)

    monkeypatch.setattr(registering, "take_as_seen", late)
    answer = register(event_id=event.pk, attendee=an_attendee())

    assert answer.position == 1
    [mail] = OutboundEmail.objects.filter(recipient="iemand.1@example.org")
    assert registering.Registration.objects.get(public_id=answer.public_id).seats_held == 0
    assert mail.subject.startswith(("Confirm your place", "Bevestig je plaats op de wachtlijst"))
    assert seats(event) == (1, 1)


def test_who_is_known_and_who_is_not_are_told_the_same_of_a_full_date():
    event = EventFactory(capacity=1)
    come(event, 1)
    come(event, 2)

    known = register(event_id=event.pk, attendee=an_attendee(1))
    stranger = register(event_id=event.pk, attendee=an_attendee(3))

    assert known.position == stranger.position == 2


def test_newcomer_does_not_pass_the_line():
    event = EventFactory(capacity=3, companions_most=2)
    come(event, 1, companions=1)
    pair = come(event, 2, companions=1)
    assert pair.state == "waiting"
    assert seats(event) == (2, 3)

    single = come(event, 3)

    assert single.state == "waiting", "the free seat waits for the pair"
    assert seats(event) == (2, 3)


def test_freed_seat_is_offered_at_once_and_accepted():
    event = EventFactory(capacity=1)
    first, second, third = (come(event, number) for number in (1, 2, 3))

    cancel_registration(public_id=first.public_id)
    assert (state(second), state(third)) == ("offered", "waiting")
    assert mails("offer") == ["iemand.2@example.org"]
    assert seats(event) == (1, 1)

    accept_offer(public_id=second.public_id)
    accept_offer(public_id=second.public_id)
    assert state(second) == "confirmed"
    assert len(mails("registered")) == 2
    with pytest.raises(errors.OfferGone):
        accept_offer(public_id=third.public_id)


def test_more_seats_are_offered_at_once():
    event = EventFactory(capacity=1)
    come(event, 1)
    waiting = [come(event, number) for number in (2, 3, 4)]

    change_capacity(event_id=event.pk, capacity=3)

    assert [state(one) for one in waiting] == ["offered", "offered", "waiting"]
    assert seats(event) == (3, 3)
    with pytest.raises(errors.CapacityBelowTaken):
        change_capacity(event_id=event.pk, capacity=2)


def test_holiday_does_not_count_in_the_time_to_think():
    HolidayFactory(day="2026-12-02")
    event = EventFactory(capacity=1)
    first, second = come(event, 1), come(event, 2)

    cancel_registration(public_id=first.public_id)

    second.refresh_from_db()
    assert second.offered_until.isoformat() == "2026-12-03T09:00:00+00:00"


def test_letter_that_is_written_once_for_many_has_each_ones_own_name_and_link():
    event = EventFactory(title="Koffie & <koek>")
    names = ['Jo <b>&</b> "Bo"', "Mia", "Łukasz"]

    for number, name in enumerate(names):
        register(event_id=event.pk, attendee=an_attendee(number, name=name))

    found = list(OutboundEmail.objects.order_by("pk"))
    links = [re.search(r"https://link\.invalid/personal/[0-9a-f-]{36}/", mail.text)[0] for mail in found]
    assert len(set(links)) == 3
    for mail, name, link in zip(found, names, links, strict=True):
        assert name in mail.text
        assert name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in mail.html.replace("&quot;", '"')
        assert link in mail.html
        assert "Koffie & <koek>" in mail.text
        assert name == "Mia" or "Mia" not in mail.text + mail.html
        assert "00000000-0000" not in mail.text + mail.html
        assert "NaamVanWieKomt" not in mail.text + mail.html
