"""Who knows an address and asks with it learns nothing: neither from the answer, nor from its work, nor from the seats, then or later."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from bookings import emails, errors
from bookings.models import Event, Registration
from bookings.services import (
    confirm_registration,
    give_seat,
    register,
    register_by_phone,
    release_unconfirmed,
)
from tests.bookings.coming import come, seats, state
from tests.bookings.own_page import api_of, form_of, page_of
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, an_attendee
from tests.reading import main_words
from trust.links.models import PersonalLink
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]

KNOWN, STRANGER = "iemand.1@example.org", "iemand.2@example.org"
# What a date may be; one seat or place is taken by who is known.
DATES = {
    "seats": {"capacity": 5},
    "the last seat": {"capacity": 2},
    "full": {"capacity": 1},
    "full and no list": {"capacity": 1, "has_waiting_list": False},
    "no limit": {"capacity": None},
    "approval": {"capacity": 5, "needs_approval": True},
    "price": {"capacity": 5, "price_cents": 1250},
    "cancelled": {"state": "cancelled"},
}
SOON = timedelta(hours=5)
STATES = {
    "held": {"held": True},
    "pending": {"state": "pending"},
    "to-pay": {"state": "to-pay", "price_cents": 1250, "held_until": SOON},
    "offered": {"state": "offered", "offered_until": SOON},
    "waiting": {"waiting": True},
    "expired": {"state": "expired", "seats_held": 0, "confirmed_at": None},
}
# What two answers may differ in: numbers that are drawn, and the address itself.
DRAWN = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|iemand\.\d")
VALUES = re.compile(r"'(?:[^']|'')*'|\bs\d+_x\d+\b|\b\d+\b")


def ask(client, event: Event, email: str):
    where = f"/api/v3/bookings/events/{event.public_id}/registrations/"
    return client.post(where, json.dumps({"name": "An", "email": email}), content_type="application/json")


def shown(client, event: Event) -> list[str]:
    """What everybody can see of the date: page, form, calendar, API, files."""
    cache.clear()
    page, form = f"/kalender/{event.slug}/", main_words(client.get(form_of(event)))
    places = (
        page,
        f"{page}agenda.ics",
        "/kalender/",
        "/kalender/agenda.ics",
        f"/api/v3/bookings/events/{event.public_id}/",
    )
    return [form, *(client.get(place).content.decode() for place in places)]


def observed(client, event: Event, email: str) -> dict:
    """What who asks twice with `email` sees, of what is sent to the database, and what is mailed; nothing of it stays."""
    with transaction.atomic():
        seen: dict = {}
        for time in ("once", "twice"):
            emails._form_letters.clear()
            cache.clear()
            with CaptureQueriesContext(connection) as sent:
                answer = ask(client, event, email)
            said = {name: value for name, value in answer.json().items() if name != "id"}
            headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
            seen[time] = [answer.status_code, headers, said]
            seen[f"work, {time}"] = [VALUES.sub("…", query["sql"]) for query in sent]
            seen[f"shown, {time}"] = shown(client, event)
        mails = OutboundEmail.objects.filter(recipient=email).order_by("pk")
        seen["mails"] = [
            [DRAWN.sub("…", part) for part in mail] for mail in mails.values_list("purpose", "subject", "text", "html")
        ]
        transaction.set_rollback(True)
    return seen


def demand_the_same(client, event: Event) -> dict:
    _warm, known, stranger = (observed(client, event, email) for email in ("warm@example.org", KNOWN, STRANGER))
    for what, seen in known.items():
        assert seen == stranger[what], what
    return known


@pytest.mark.parametrize("kind", DATES)
def test_who_is_registered_is_answered_as_a_stranger_is(client, stripe, kind):
    event = EventFactory(**DATES[kind])
    RegistrationFactory(event=event, email=KNOWN)

    seen = demand_the_same(client, event)

    assert seen["once"][0] == (409 if kind in ("full and no list", "cancelled") else 201)
    if kind == "the last seat":
        assert seen["shown, once"] != shown(client, event), "the seat is held, for whoever asked"


@pytest.mark.parametrize("standing", STATES)
def test_so_is_who_waits_pays_was_offered_a_seat_or_asked_before(client, stripe, standing):
    event = EventFactory(capacity=3)
    fields = {name: now() + value if value is SOON else value for name, value in STATES[standing].items()}
    RegistrationFactory(event=event, email=KNOWN, **fields)

    demand_the_same(client, event)


@pytest.mark.parametrize("address", [KNOWN.upper(), f" {KNOWN} ", "Iemand.1@Example.org"])
def test_so_is_an_address_written_otherwise(client, address):
    event = EventFactory(capacity=3)
    RegistrationFactory(event=event, email=KNOWN)

    known, stranger = (ask(client, event, email) for email in (address, address.replace("1", "2")))

    assert known.status_code == stranger.status_code == 201
    assert {**known.json(), "id": ""} == {**stranger.json(), "id": ""}
    assert seats(event) == (3, 3)


def test_form_on_the_site_answers_both_with_the_same_work(client, time_machine):
    event = EventFactory(capacity=5)
    RegistrationFactory(event=event, email=KNOWN)
    found = []
    for email in ("warm@example.org", KNOWN, STRANGER):
        form = client.get(form_of(event)).context["form"]
        carried = {field.name: field.value() or "" for field in form.carried}
        time_machine.shift(10)
        emails._form_letters.clear()
        cache.clear()
        with CaptureQueriesContext(connection) as sent:
            answer = client.post(form_of(event), carried | {"name": "An", "email": email})
        found.append((answer.status_code, answer["Location"], [VALUES.sub("…", query["sql"]) for query in sent]))

    assert found[1] == found[2]
    assert found[1][0] == 302


def test_number_in_the_answer_is_another_each_time(client):
    event = EventFactory(capacity=9)
    RegistrationFactory(event=event, email=KNOWN)

    numbers = [ask(client, event, email).json()["id"] for email in (KNOWN, KNOWN, STRANGER, STRANGER)]

    assert len(set(numbers)) == 4


def test_seat_that_was_asked_for_with_a_known_address_is_held_and_free_again_as_a_strangers_is(client, time_machine):
    event = EventFactory(capacity=2)
    comes = come(event, 1)

    assert ask(client, event, KNOWN).json()["position"] is None
    assert ask(client, event, STRANGER).json()["position"] == 1, "so that nobody finds out by asking for the next"
    time_machine.shift(2 * 3600)
    assert release_unconfirmed() == 2

    assert (state(comes), seats(event)) == ("confirmed", (1, 2))


def test_who_asked_again_is_led_to_the_registration_that_counts(client):
    event = EventFactory(capacity=5, companions_most=2)
    comes = come(event, 1)
    again = Registration.objects.get(public_id=register(event_id=event.pk, attendee=an_attendee(1)).public_id)
    theirs = f"{page_of(comes)}?gedaan=al"

    for answer in (client.get(page_of(again)), client.post(page_of(again), {"deed": "confirm"})):
        assert (answer.status_code, answer["Location"].removeprefix("http://testserver")) == (302, theirs)
    assert "Je stond al op de lijst" in main_words(client.get(theirs))
    body = json.dumps({"deed": "confirm"})
    by_api = client.patch(api_of(again), body, content_type="application/json").json()
    assert (by_api["id"], by_api["state"]) == (str(comes.public_id), "confirmed")
    assert (state(comes), state(again)) == ("confirmed", "held")
    assert OutboundEmail.objects.filter(purpose="bookings.registered").count() == 1


def test_looking_makes_no_link_to_the_registration_that_counts_and_pressing_does(client):
    event = EventFactory(capacity=5, companions_most=2)
    comes = come(event, 1)
    again = Registration.objects.get(public_id=register(event_id=event.pk, attendee=an_attendee(1)).public_id)
    address = page_of(again)
    PersonalLink.objects.about(comes).delete()

    looked = client.get(address)
    assert looked.status_code == 200
    assert not PersonalLink.objects.about(comes).exists()

    pressed = client.post(address, {"deed": "confirm"})
    assert pressed.status_code == 302
    assert PersonalLink.objects.about(comes).count() == 1
    assert (state(comes), state(again)) == ("confirmed", "held")


def test_who_asked_twice_is_on_the_date_by_what_they_confirm_first(time_machine):
    event = EventFactory(capacity=5, companions_most=2)
    first, second = (
        Registration.objects.get(
            public_id=register(event_id=event.pk, attendee=an_attendee(1, companions=more)).public_id
        )
        for more in (0, 2)
    )
    assert seats(event) == (4, 5)

    assert confirm_registration(public_id=second.public_id) == second
    assert confirm_registration(public_id=first.public_id) == second
    time_machine.shift(2 * 3600)
    release_unconfirmed()

    assert (state(first), state(second), seats(event)) == ("expired", "confirmed", (3, 5))


def test_page_of_what_ended_unconfirmed_leads_there_too(client, time_machine):
    event = EventFactory(capacity=5)
    late = Registration.objects.get(public_id=register(event_id=event.pk, attendee=an_attendee(1)).public_id)
    page = page_of(late)
    time_machine.shift(2 * 3600)
    release_unconfirmed()
    assert client.get(page).status_code == 200
    come(event, 1)

    assert client.get(page).status_code == 302


def test_held_seat_beats_a_place_in_the_line(client):
    """They asked twice: for the last seat, and for the list when it was gone; and pressed the button for the list first."""
    event = EventFactory(capacity=1)
    seat, place = (
        Registration.objects.get(public_id=register(event_id=event.pk, attendee=an_attendee(1)).public_id)
        for _each in "ab"
    )
    confirm_registration(public_id=place.public_id)
    assert state(place) == "waiting"

    assert client.get(page_of(seat)).status_code == 200
    confirm_registration(public_id=seat.public_id)

    assert (state(seat), state(place), seats(event)) == ("confirmed", "cancelled", (1, 1))


def test_staff_write_down_who_only_asked_and_do_not_give_them_a_second_seat():
    event, staff = EventFactory(capacity=5), UserFactory()
    asked = register(event_id=event.pk, attendee=an_attendee(1))

    assert register_by_phone(event_id=event.pk, attendee=an_attendee(1), by=staff).state == "confirmed"
    with pytest.raises(errors.AlreadyRegistered):
        give_seat(public_id=asked.public_id, by=staff)
    assert seats(event) == (2, 5)
