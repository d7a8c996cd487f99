"""Making, editing, moving, cancelling: shown first, done after a second press, told to whom it concerns."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from bookings.enums import EventState, RegistrationState
from bookings.models import Event, EventMessage, Registration
from tests.factories.registrations import EventFactory, RegistrationFactory, evening
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def at(moment) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}"


def form_of(response) -> dict:
    """What a form that is shown would send when nothing is changed."""
    form, sent = response.context["form"], {}
    for field in form:
        value = field.value()
        shown = field.field.widget.format_value(value)
        if value is True:
            sent[field.html_name] = "on"
        elif value is not None and value is not False and shown is not None:
            sent[field.html_name] = shown[0] if isinstance(shown, list) else shown
    return sent


def kept(response) -> dict:
    return dict(response.context["kept"]) | {
        "seen": response.context.get("seen", ""),
        "confirmed": "yes",
    }


def full_house():
    event = EventFactory(capacity=2)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, waiting=True)
    return event


def test_cancelling_shows_who_is_told_and_does_nothing_yet(desk):
    event = full_house()

    response = desk.post(reverse("dates:cancel", args=[event.pk]), {"reason": "De spreker is ziek."})

    told = response.context["told"]
    assert told.people == 3
    assert {sample.state: sample.people for sample in told.samples} == {
        RegistrationState.CONFIRMED: 2,
        RegistrationState.WAITING: 1,
    }
    assert all("De spreker is ziek." in sample.text and "link.invalid" not in sample.text for sample in told.samples)
    event.refresh_from_db()
    assert event.state == EventState.PLANNED
    assert not OutboundEmail.objects.exists()
    assert not AuditEntry.objects.filter(verb__startswith="bookings.").exists()
    assert not Registration.objects.filter(email="").exists()


def test_second_press_cancels_and_mails_everybody(desk):
    event = full_house()
    shown = desk.post(reverse("dates:cancel", args=[event.pk]), {"reason": "De spreker is ziek."})

    desk.post(reverse("dates:cancel", args=[event.pk]), kept(shown))

    event.refresh_from_db()
    assert (event.state, event.state_reason) == (EventState.CANCELLED, "De spreker is ziek.")
    assert OutboundEmail.objects.filter(purpose="bookings.cancelled").count() == 3


def test_press_on_an_old_preview_shows_it_again(desk):
    event = full_house()
    shown = desk.post(reverse("dates:postpone", args=[event.pk]), {"reason": ""})
    Event.objects.filter(pk=event.pk).update(sequence=7)

    again = desk.post(reverse("dates:postpone", args=[event.pk]), kept(shown))

    assert again.context["seen"] == 7
    event.refresh_from_db()
    assert event.state == EventState.PLANNED


def test_moving_shows_the_new_hour_and_moves(desk):
    event = full_house()
    url = reverse("dates:move", args=[event.pk])
    data = form_of(desk.get(url)) | {
        "starts_at": at(evening(20)),
        "ends_at": at(evening(20, 21)),
        "place_name": "De Hoek",
    }

    shown = desk.post(url, data)
    desk.post(url, kept(shown))

    assert "De Hoek" in shown.context["told"].samples[0].text
    event.refresh_from_db()
    assert (event.starts_at, event.place_name, event.sequence) == (evening(20), "De Hoek", 1)


def test_end_before_beginning_is_said_at_the_field_and_keeps_what_was_written(desk):
    event = full_house()
    data = {"starts_at": at(evening(20)), "ends_at": at(evening(19)), "place_name": "De Hoek", "reason": "Zaal bezet"}

    response = desk.post(reverse("dates:move", args=[event.pk]), data)

    assert response.status_code == 422
    assert "ends_at" in response.context["form"].errors
    assert response.context["form"]["reason"].value() == "Zaal bezet"


def test_more_seats_say_who_is_offered_one(desk):
    event = full_house()
    RegistrationFactory(event=event, waiting=True, email="")

    shown = desk.post(reverse("dates:capacity", args=[event.pk]), {"capacity": "4"})
    assert shown.context["told"].offers == 2
    desk.post(reverse("dates:capacity", args=[event.pk]), kept(shown))

    assert event.registrations.filter(state=RegistrationState.OFFERED).count() == 2


def test_fewer_seats_than_taken_is_refused_in_words(desk):
    response = desk.post(reverse("dates:capacity", args=[full_house().pk]), {"capacity": "1"})

    assert response.status_code == 422
    assert "2" in response.context["form"].errors["capacity"][0]


def test_edit_that_concerns_people_is_shown_first(desk):
    event = full_house()
    url = reverse("dates:edit", args=[event.pk])
    data = form_of(desk.get(url)) | {"city": "Gent"}

    shown = desk.post(url, data)
    event.refresh_from_db()
    assert event.city == "Leuven"
    assert shown.context["told"].people == 3
    desk.post(url, kept(shown))

    event.refresh_from_db()
    assert (event.city, event.sequence) == ("Gent", 1)
    assert event.edited_at
    assert OutboundEmail.objects.filter(purpose="bookings.moved").count() == 3


def test_edit_that_concerns_nobody_is_kept_at_once(desk):
    event = full_house()
    url = reverse("dates:edit", args=[event.pk])

    response = desk.post(url, form_of(desk.get(url)) | {"summary": "Iets anders."})

    assert response.status_code == 302
    event.refresh_from_db()
    assert (event.summary, event.sequence) == ("Iets anders.", 0)
    assert not OutboundEmail.objects.exists()


def test_single_date_is_made_as_a_draft_and_published(desk):
    url = reverse("dates:add")
    data = form_of(desk.get(url)) | {
        "title": "Lezing over eenzaamheid",
        "summary": "Een avond.",
        "starts_at": at(evening(30)),
        "ends_at": at(evening(30, 21)),
        "price": "12,50",
    }

    response = desk.post(url, data)

    assert response.status_code == 302, response.context["form"].errors
    event = Event.objects.get()
    assert response["Location"] == reverse("dates:day", args=[event.pk])
    assert (event.state, event.price_cents) == (EventState.DRAFT, 1250)
    assert event.slug == f"lezing-over-eenzaamheid-{localtime(evening(30)):%Y-%m-%d}"
    shown = desk.post(reverse("dates:publish", args=[event.pk]), {})
    desk.post(reverse("dates:publish", args=[event.pk]), kept(shown))
    event.refresh_from_db()
    assert event.state == EventState.PLANNED


@pytest.mark.parametrize("name", ["dates:add", "series:add"])
def test_price_of_a_seat_is_nothing_or_as_much_as_can_be_paid(desk, name):
    url = reverse(name)

    response = desk.post(url, form_of(desk.get(url)) | {"title": "Lezing", "price": "0,49"})

    (words,) = response.context["form"].errors["price"]
    assert (
        words.replace("\u00a0", " ")
        == "Zo’n klein bedrag kan je hier niet betalen. Schrijf minstens € 0,50, of laat het leeg."
    )
    assert (
        "price"
        not in desk.post(url, form_of(desk.get(url)) | {"title": "Lezing", "price": "0,50"}).context["form"].errors
    )


def test_draft_keeps_its_time_fields_and_a_planned_date_does_not(desk):
    draft, planned = EventFactory(state=EventState.DRAFT), EventFactory()

    assert "starts_at" in desk.get(reverse("dates:edit", args=[draft.pk])).context["form"].fields
    assert "starts_at" not in desk.get(reverse("dates:edit", args=[planned.pk])).context["form"].fields


def test_taken_away_date_is_gone_from_the_admin(desk):
    event = full_house()
    shown = desk.post(reverse("dates:take-away", args=[event.pk]), {})

    desk.post(reverse("dates:take-away", args=[event.pk]), kept(shown))

    assert desk.get(reverse("dates:day", args=[event.pk])).status_code == 404
    assert OutboundEmail.objects.filter(purpose="bookings.cancelled").count() == 3


def test_message_is_shown_then_sent_once(desk, colleague):
    event = full_house()
    url = reverse("dates:message", args=[event.pk])
    data = {
        "to": "waiting",
        "subject": "Breng een trui mee",
        "text": "Het is er fris.",
        "key": "0b5f4d59-1d0a-4d0a-9d0a-0b5f4d591d0a",
    }

    shown = desk.post(url, data)
    assert shown.context["people"] == 1
    assert "Het is er fris." in shown.context["sample"].text
    assert not EventMessage.objects.exists()
    for _press in range(2):
        desk.post(url, kept(shown))

    message = EventMessage.objects.get()
    assert (message.sent_count, message.sent_by) == (1, colleague)
    assert OutboundEmail.objects.filter(purpose="bookings.message").count() == 1
    assert [each.subject for each in desk.get(url).context["sent"]] == ["Breng een trui mee"]
