"""Registering as a person does: the form, the mail, one's own page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from icalendar import Calendar

from bookings.models import Event, Registration
from bookings.services import cancel_registration, register
from tests.bookings.own_page import api_of, form_of, page_of
from tests.factories.registrations import (
    EventFactory,
    QuestionFactory,
    RegistrationFactory,
    SeriesFactory,
    an_attendee,
)
from tests.reading import fragment, main_words, soup
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


LINK = "https://video.example.org/kamer"


@pytest.fixture
def fill_in(client, time_machine):
    """The form of a date filled in, ten seconds after it was shown."""

    def make(event: Event, **said) -> dict:
        form = soup(client.get(form_of(event))).select_one("form[data-safe-form]")
        carried = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
        time_machine.shift(10)
        return {"name": "An Peeters", "email": "an@example.org"} | carried | said

    return make


def test_whole_way_from_the_form_to_the_last_seat_given_back(client, fill_in):
    event = EventFactory(capacity=1)

    sent = client.post(form_of(event), fill_in(event), follow=True)
    assert sent.redirect_chain == [(f"{form_of(event)}bijna/", 302)]
    mine = Registration.objects.get()
    page = page_of(mine)

    assert soup(client.get(page)).select_one("button[value=confirm]")
    client.post(page, {"deed": "confirm"})
    mine.refresh_from_db()
    assert mine.state == "confirmed"

    calendar = Calendar.from_ical(client.get(f"{page}agenda.ics").content)
    assert str(calendar.walk("VEVENT")[0]["UID"]).startswith(str(event.public_id))

    done = client.post(page, {"deed": "cancel"}, follow=True)
    mine.refresh_from_db()
    assert (mine.state, done.status_code) == ("cancelled", 200)
    assert not soup(done).select("button[name=deed]")
    event.refresh_from_db()
    assert event.seats_taken == 0


def test_wrong_input_comes_back_filled_in(client, fill_in):
    event = EventFactory(companions_most=2)

    answer = client.post(form_of(event), fill_in(event, email="x", companions="3", needs="een tolk"))

    html = fragment(answer.content.decode())
    assert answer.status_code == 422
    assert html.select_one("#id_email_error")
    assert html.select_one("#id_companions_error")
    assert html.select_one("#id_needs").text.strip() == "een tolk"
    assert html.select_one("#id_name")["value"] == "An Peeters"


def test_form_asks_what_the_series_asks_and_keeps_the_answers(client, fill_in):
    series = SeriesFactory()
    ask, choose, yes = (
        QuestionFactory(series=series, label="Hoe ken je Lus?", is_required=True),
        QuestionFactory(series=series, label="Welke dag past?", kind="choice", choices="Maandag\nDinsdag"),
        QuestionFactory(series=series, label="Eet je mee?", kind="yes-no"),
    )
    event = EventFactory(series=series)

    empty = client.post(form_of(event), fill_in(event))
    assert fragment(empty.content.decode()).select_one(f"#id_question_{ask.public_id}_error")
    wrong = fill_in(event, **{f"question_{ask.public_id}": "Via een vriend", f"question_{choose.public_id}": "Zondag"})
    assert client.post(form_of(event), wrong).status_code == 422
    said = {
        f"question_{ask.public_id}": "Via een vriend",
        f"question_{choose.public_id}": "Dinsdag",
        f"question_{yes.public_id}": "yes",
    }
    assert client.post(form_of(event), fill_in(event, **said)).status_code == 302

    answers = Registration.objects.get().answers
    assert [pair["question"] for pair in answers] == ["Hoe ken je Lus?", "Welke dag past?", "Eet je mee?"]
    assert answers[0]["answer"] == "Via een vriend"


def test_form_says_until_when_it_keeps_what(client):
    event = EventFactory(asks_needs=True)

    html = soup(client.get(form_of(event)))

    ends = event.ends_at.date()
    assert html.select_one(".form__notice time")["datetime"] == f"{ends + timedelta(days=60):%Y-%m-%d}"
    assert str((ends + timedelta(days=14)).year) in html.select_one("#id_needs_helptext").text


@pytest.mark.parametrize(
    "fields",
    [{"state": "cancelled"}, {"state": "postponed"}, {"price_cents": 100}, {"starts_at": "past"}, {"full": True}],
    ids=str,
)
def test_date_that_takes_nobody_says_why_in_the_place_of_the_form(client, fields):
    if "starts_at" in fields:
        fields = {"starts_at": now() - timedelta(days=1)}
    full = fields.pop("full", False) if "full" in fields else False
    event = EventFactory(**(fields if not full else {"capacity": 1, "has_waiting_list": False}))
    if full:
        RegistrationFactory(event=event)

    answer = client.get(form_of(event))

    assert answer.status_code == 200
    assert not soup(answer).select("form[data-safe-form]")
    assert client.post(form_of(event), {"name": "x"}).status_code == 409


def test_draft_and_what_was_taken_away_have_no_form(client):
    assert client.get(form_of(EventFactory(state="draft"))).status_code == 404
    assert client.get(form_of(EventFactory(deleted_at=now()))).status_code == 404


def test_waiting_list_is_told_in_plain_words_and_offers_are_answered(client):
    event = EventFactory(capacity=1)
    comes = RegistrationFactory(event=event)
    second = RegistrationFactory(event=event, waiting=True)
    third = RegistrationFactory(event=event, waiting=True, queued_at=now() + timedelta(seconds=1))

    assert "1 " in main_words(client.get(page_of(third)))
    cancel_registration(public_id=comes.public_id)
    page = page_of(second)
    buttons = {button["value"] for button in soup(client.get(page)).select("button[name=deed]")}
    assert {"accept", "decline"} <= buttons
    client.post(page, {"deed": "decline"})
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("cancelled", "offered")
    client.post(page_of(third), {"deed": "accept"})
    third.refresh_from_db()
    assert third.state == "confirmed"
    assert client.post(page_of(third), {"deed": "decline"}).status_code == 409
    assert client.post(page_of(third), {"deed": "x"}).status_code == 400


def test_what_was_said_is_changed_on_ones_own_page(client):
    series = SeriesFactory()
    question = QuestionFactory(series=series, label="Eet je mee?", kind="yes-no")
    event = EventFactory(series=series, companions_most=3, capacity=4)
    mine = RegistrationFactory(event=event)
    said = {
        "deed": "change",
        "companions": "2",
        "phone": "016 12 34 56",
        "needs": "Rolstoel",
        f"question_{question.public_id}": "no",
    }

    assert client.post(page_of(mine), said).status_code == 302
    mine.refresh_from_db()
    assert (mine.companions, str(mine.phone), mine.needs, mine.seats_held) == (2, "+3216123456", "Rolstoel", 3)
    assert mine.answers[0]["question"] == "Eet je mee?"
    shown = soup(client.get(page_of(mine)))
    assert shown.select_one(f"#id_question_{question.public_id} input[value=no]").has_attr("checked")

    assert client.post(page_of(mine), said | {"companions": "9"}).status_code == 422
    RegistrationFactory(event=Event.objects.get(pk=event.pk))
    too_many = client.post(page_of(mine), said | {"companions": "3"})
    assert too_many.status_code == 409
    assert fragment(too_many.content.decode()).select_one(".error-summary")


def test_who_came_with_more_people_than_the_date_allows_by_now_keeps_them(client):
    event = EventFactory(companions_most=3)
    mine = RegistrationFactory(event=event, companions=3)
    event.companions_most = 0
    event.save(update_fields=["companions_most"])
    said = {"deed": "change", "phone": "016 12 34 56", "needs": ""}

    assert client.post(page_of(mine), said | {"companions": "3"}).status_code == 302
    assert client.post(page_of(mine), said | {"companions": "4"}).status_code == 422
    assert client.post(page_of(mine), said | {"companions": "1"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.companions, str(mine.phone)) == (1, "+3216123456")


def test_what_went_wrong_is_not_called_noted_as_well(client):
    mine = RegistrationFactory(event=EventFactory(companions_most=1))
    after_a_change = f"{page_of(mine)}?gedaan=change"
    assert "We hebben het genoteerd" in main_words(client.get(after_a_change))

    wrong = client.post(after_a_change, {"deed": "change", "companions": "9"})

    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "We hebben het genoteerd" not in page
    assert "mee?: Je" not in page, "a question is not followed by a colon"
    assert "mee? Je kan 1 persoon" in page


def test_online_link_is_for_who_is_registered_alone(client):
    event = EventFactory(is_online=True, online_url=LINK)
    comes, waits = RegistrationFactory(event=event), RegistrationFactory(event=event, waiting=True)

    assert LINK in client.get(page_of(comes)).content.decode()
    assert LINK not in client.get(page_of(waits)).content.decode()
    assert client.get(api_of(comes)).json()["online_url"] == LINK
    assert client.get(api_of(waits)).json()["online_url"] == ""
    for public in (
        form_of(event),
        f"/kalender/{event.slug}/",
        f"/kalender/{event.slug}/agenda.ics",
        "/kalender/agenda.ics",
    ):
        assert LINK not in client.get(public).content.decode()
    assert LINK not in client.get(f"{page_of(waits)}agenda.ics").content.decode()


def test_every_link_in_every_mail_may_be_followed_by_a_scanner(client, django_capture_on_commit_callbacks):
    event = EventFactory(capacity=1, needs_approval=False)
    comes = RegistrationFactory(event=event)
    waits = RegistrationFactory(event=event, waiting=True)
    register(event_id=event.pk, attendee=an_attendee(7))
    register(event_id=event.pk, attendee=an_attendee(7))
    cancel_registration(public_id=comes.public_id)
    waits.refresh_from_db()
    assert waits.state == "offered"
    before = list(Registration.objects.order_by("pk").values()), list(Event.objects.values())
    found = set()
    for mail in OutboundEmail.objects.all():
        found |= set(re.findall(r"https?://testserver[^\s\"<>]*", resolve(mail.text + mail.html, to=mail.recipient)))
    mails = OutboundEmail.objects.count()

    assert any("/kalender/mijn/" in address for address in found)
    for address in found:
        assert client.get(address, follow=True).status_code in (200, 404)
        client.head(address)

    assert (list(Registration.objects.order_by("pk").values()), list(Event.objects.values())) == before
    assert OutboundEmail.objects.count() == mails


def test_own_page_is_kept_by_nobody_and_needs_a_csrf_token(client):
    page = page_of(RegistrationFactory())

    shown = client.get(page)
    assert shown["Cache-Control"] == "private, no-store"
    assert "noindex" in shown["X-Robots-Tag"]
    assert Client(enforce_csrf_checks=True).post(page, {"deed": "cancel"}).status_code == 403
    assert client.get("/kalender/mijn/nietbestaand/").status_code == 404


def test_position_counts_who_waits_before(client):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    first = RegistrationFactory(event=event, waiting=True)
    second = RegistrationFactory(event=event, waiting=True, queued_at=now() + timedelta(seconds=1))

    assert (client.get(api_of(first)).json()["ahead"], client.get(api_of(second)).json()["ahead"]) == (0, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_with_one_and_three_others(client, number, django_assert_num_queries):
    event = EventFactory(capacity=1)
    mine = RegistrationFactory(event=event)
    RegistrationFactory.create_batch(number, event=event, waiting=True)
    page = page_of(mine)
    client.get(page)
    client.get(form_of(event))

    with django_assert_num_queries(4):
        client.get(page)
    with django_assert_num_queries(2):
        client.get(form_of(event))
