"""Registering by the API: the same rules, and nobody learns who is known."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils.timezone import now

from bookings.models import Event, Registration
from bookings.services import (
    cancel_event,
    change_capacity,
    delete_event,
    edit_event,
    move_event,
    postpone_event,
    register,
)
from bookings.services.seen import date_to_register_for
from tests.bookings.own_page import api_of
from tests.factories.registrations import (
    EventFactory,
    QuestionFactory,
    RegistrationFactory,
    SeriesFactory,
    an_attendee,
)
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


def post(client, event: Event, body: dict, **headers):
    where = f"/api/v3/bookings/events/{event.public_id}/registrations/"
    return client.post(where, json.dumps(body), content_type="application/json", headers=headers)


def patch(client, registration: Registration, body: dict):
    return client.patch(api_of(registration), json.dumps(body), content_type="application/json")


BODY = {"name": "An", "email": "an@example.org"}


def test_api_registers_for_the_last_seat_and_for_the_list(client):
    event = EventFactory(capacity=1)

    made, waits = post(client, event, BODY), post(client, event, BODY | {"email": "nieuw@example.org"})

    assert made.status_code == waits.status_code == 201
    assert (made.json()["state"], made.json()["position"]) == ("held", None)
    assert (waits.json()["state"], waits.json()["position"]) == ("held", 1)


def test_hot_date_is_read_once_and_a_change_by_staff_is_seen_all_the_same(client, settings, django_assert_num_queries):
    settings.DATE_SEEN_SECONDS = 60
    event = EventFactory(capacity=2)
    assert post(client, event, BODY).status_code == 201

    # Its row is not read again: a transaction, registration, link, mail, the seat.
    with django_assert_num_queries(6):
        assert post(client, event, BODY | {"email": "bo@example.org"}).json()["position"] is None
    assert post(client, event, BODY | {"email": "cas@example.org"}).json()["position"] == 1, "the seats are counted"

    cancel_event(event_id=event.pk)
    refused = post(client, event, BODY | {"email": "dirk@example.org"})
    assert (refused.status_code, refused.json()["reason"]) == (409, "cancelled")
    assert post(client, EventFactory(state="draft"), BODY).status_code == 404


def test_date_that_takes_more_or_moved_a_moment_ago_is_answered_as_it_is_now(client, settings):
    settings.DATE_SEEN_SECONDS = 60
    event = EventFactory(companions_most=0)
    before = post(client, event, BODY).json()["delete_on"]

    edit_event(event_id=event.pk, changes={"companions_most": 2})
    assert post(client, event, BODY | {"email": "bo@example.org", "companions": 2}).status_code == 201

    month = timedelta(days=30)
    move_event(event_id=event.pk, starts_at=event.starts_at + month, ends_at=event.ends_at + month)
    made = post(client, event, BODY | {"email": "cas@example.org"}).json()
    again = post(client, event, BODY).json()
    row = Registration.objects.get(email="cas@example.org")
    assert made["delete_on"] == again["delete_on"] == row.delete_on.isoformat() != before


CLOSED = {"registration_closes_at": datetime.fromisoformat("2026-12-01T08:00Z")}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (cancel_event, "cancelled"),
        (postpone_event, "postponed"),
        (delete_event, None),
        (partial(edit_event, changes=CLOSED), "closed"),
        (partial(edit_event, changes={"companions_most": 0}), "companions"),
        (partial(change_capacity, capacity=1), "seats"),
    ],
)
@pytest.mark.parametrize("email", [BODY["email"], "nieuw@example.org"])
def test_date_that_changed_a_moment_ago_refuses_who_is_on_it_and_who_is_new(client, settings, change, reason, email):
    settings.DATE_SEEN_SECONDS = 60
    event = EventFactory(companions_most=1)
    date_to_register_for(public_id=event.public_id)
    RegistrationFactory(event=Event.objects.get(), email=BODY["email"])
    change(event_id=event.pk)
    mails = OutboundEmail.objects.count()

    refused = post(client, event, BODY | {"email": email, "companions": 1})

    assert (refused.status_code, refused.json().get("reason")) == (409 if reason else 404, reason)
    assert not event.registrations.filter(state="held").exists()
    assert OutboundEmail.objects.count() == mails


def test_form_is_judged_by_what_the_date_asks_now(client, settings):
    settings.DATE_SEEN_SECONDS = 60
    event = EventFactory(title="Infomoment", companions_most=1, asks_needs=False)
    date_to_register_for(public_id=event.public_id)
    edit_event(event_id=event.pk, changes={"companions_most": 3, "asks_needs": True, "title": "Infoavond"})

    made = post(client, event, BODY | {"companions": 3, "needs": "Een tolk"})

    assert made.status_code == 201, made.content
    mine = Registration.objects.get()
    assert (mine.companions, mine.needs, mine.seats_held) == (3, "Een tolk", 4)
    assert "Infoavond" in OutboundEmail.objects.get().subject


def test_api_answers_a_key_once(client):
    event = EventFactory()

    first, second = (post(client, event, BODY, **{"Idempotency-Key": "k1"}) for _each in range(2))

    assert first.content == second.content
    assert second["Idempotent-Replayed"] == "true"
    assert post(client, event, BODY | {"name": "Bo"}, **{"Idempotency-Key": "k1"}).status_code == 409
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"capacity": 1, "has_waiting_list": False}, "full"),
        ({"registration_closes_at": "now"}, "closed"),
        ({"state": "cancelled"}, "cancelled"),
        ({"price_cents": 1}, "payment"),
    ],
)
def test_api_refuses_by_name(client, fields, reason):
    if reason == "closed":
        fields = {"registration_closes_at": now()}
    event = EventFactory(**fields)
    if reason == "full":
        RegistrationFactory(event=event)

    refused = post(client, event, BODY)

    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert refused.json()["reason"] == reason


def test_api_refuses_wrong_words_field_by_field_and_unknown_dates(client):
    question = QuestionFactory(series=SeriesFactory(), is_required=True)
    event = EventFactory(series=question.series)

    wrong = post(client, event, {"name": "An", "email": "x"})
    assert wrong.status_code == 422
    assert {error["loc"][-1] for error in wrong.json()["errors"]} == {"email", f"question_{question.public_id}"}
    answered = BODY | {"answers": [{"question": str(question.public_id), "answer": "Ja"}]}
    assert post(client, event, answered).status_code == 201
    assert post(client, EventFactory(state="draft"), BODY).status_code == 404


def test_api_takes_no_companions_where_none_may_come(client):
    event = EventFactory(companions_most=0)

    refused = post(client, event, BODY | {"companions": 3})

    assert (refused.status_code, refused.json()["reason"]) == (409, "companions"), "and not one seat without a word"
    assert not Registration.objects.exists()
    mine = RegistrationFactory(event=event)
    assert patch(client, mine, {"companions": 1}).json()["reason"] == "companions"


def test_api_refuses_answers_to_what_is_not_asked(client):
    event, mine = EventFactory(), RegistrationFactory()
    answers = {"answers": [{"question": str(uuid4()), "answer": "Ja"}]}

    for refused in (post(client, event, BODY | answers), patch(client, mine, answers)):
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["loc"] == ["body", "payload", "answers", 0, "question"]
    assert not event.registrations.exists()


def test_api_does_a_deed_alone_or_not_at_all(client):
    event = EventFactory(companions_most=2)
    register(event_id=event.pk, attendee=an_attendee())
    mine = Registration.objects.get()

    assert patch(client, mine, {"deed": "confirm", "companions": 2}).status_code == 422

    mine.refresh_from_db()
    assert (mine.state, mine.companions) == ("held", 0)


def test_name_that_is_a_link_is_mailed_to_nobody(client):
    refused = post(client, EventFactory(), BODY | {"name": "Win op https://winkel.example/"})

    assert refused.status_code == 422
    assert not OutboundEmail.objects.exists()


def test_api_shows_changes_and_cancels_by_the_link(client):
    event = EventFactory(companions_most=2)
    register(event_id=event.pk, attendee=an_attendee(needs="Tolk"))
    mine = Registration.objects.get()

    assert client.get(api_of(mine)).json()["state"] == "held"
    assert patch(client, mine, {"deed": "confirm"}).json()["state"] == "confirmed"
    changed = patch(client, mine, {"companions": 2}).json()
    assert (changed["companions"], changed["needs"]) == (2, "Tolk")
    assert patch(client, mine, {"companions": 5}).status_code == 422
    assert patch(client, mine, {"deed": "decline"}).json()["reason"] == "offer-gone"
    assert client.delete(api_of(mine)).status_code == 204
    assert client.delete(api_of(mine)).status_code == 204
    assert client.get("/api/v3/bookings/registrations/niets/").status_code == 404
