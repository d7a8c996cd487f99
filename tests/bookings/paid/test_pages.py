"""Paid dates on the page, the own page and the API (spec B16)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.utils.timezone import now

from bookings import errors
from bookings.enums import RegistrationState
from bookings.models import Event, Registration
from bookings.services import (
    cancel_registration,
    register,
)
from tests.bookings.own_page import api_of, page_of
from tests.bookings.paid.paying import asked, pay, stands
from tests.factories.registrations import an_attendee
from tests.reading import fragment, main_words, soup

pytestmark = pytest.mark.django_db


def test_own_page_says_what_was_paid_and_what_goes_back(event, client, stripe):
    mine, other = asked(event), asked(event, 2)
    assert soup(client.get(page_of(mine))).select_one("button[value=pay]").text == "Betaal €\u00a012,50"
    for each in (mine, other):
        pay(stripe, each)
        assert "Je betaalde € 12,50." in main_words(client.get(page_of(each)))

    cancel_registration(public_id=mine.public_id)
    Event.objects.update(registration_closes_at=now())
    cancel_registration(public_id=other.public_id)

    page = main_words(client.get(page_of(mine)))
    assert (
        "Je betaalde € 12,50. Daarvan gaat € 12,50 naar je terug, zoals je betaalde. Meestal duurt dat hoogstens tien dagen."
        in page
    )
    assert page.count("Je staat niet meer op de lijst") == 1
    assert "Bel of mail ons dus over wat je betaalde" in main_words(client.get(page_of(other)))


def test_confirming_by_the_link_leads_straight_on_to_paying(event, client, stripe):
    register(event_id=event.pk, attendee=an_attendee())
    mine = Registration.objects.get()

    answer = client.post(page_of(mine), {"deed": "confirm"})

    assert answer.status_code == 303
    assert answer["Location"].startswith(stripe.server.address)
    page = client.get(page_of(mine))
    assert "€ 12,50" in main_words(page)
    assert soup(page).select_one("button[value=pay]")
    assert stripe.server.address in page["Content-Security-Policy"]
    assert client.post(page_of(mine), {"deed": "pay"})["Location"] == answer["Location"]


def test_stripe_that_is_down_leaves_the_seat_to_be_paid_and_says_so(event, client, settings):
    register(event_id=event.pk, attendee=an_attendee())
    mine = Registration.objects.get()
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    answer = client.post(page_of(mine), {"deed": "confirm"}, follow=True)

    assert "niet begonnen" in main_words(answer)
    assert stands(mine)[0] == RegistrationState.TO_PAY


def test_pressing_pay_when_nothing_is_to_be_paid_says_so(event, client, stripe):
    mine = asked(event)
    pay(stripe, mine)

    answer = client.post(page_of(mine), {"deed": "pay"})

    assert answer.status_code == 409
    page = fragment(answer.content.decode())
    assert not page.select_one("button[value=pay]")
    assert not page.select_one("[name=companions]"), "so many were paid for"
    assert "geven we terug" in page.text


def test_api_says_what_is_to_be_paid_and_where(event, client, stripe):
    register(event_id=event.pk, attendee=an_attendee())
    url = api_of(Registration.objects.get())

    def patch(deed: str):
        return client.patch(url, {"deed": deed}, content_type="application/json")

    confirmed, to_pay = patch("confirm").json(), patch("pay").json()
    assert (confirmed["state"], confirmed["to_pay_cents"], confirmed["checkout_url"]) == ("to-pay", 1250, "")
    assert to_pay["checkout_url"].startswith(stripe.server.address)
    stripe.memory.pay(urlsplit(to_pay["checkout_url"]).path.rpartition("/")[2])
    stripe.deliver(*stripe.happened())
    assert client.get(url).json()["to_pay_cents"] is None
    refused = patch("pay")
    assert (refused.status_code, refused.json()["reason"]) == (409, "nothing-to-pay")


def test_api_says_when_paying_cannot_begin(event, client, settings):
    url = api_of(asked(event))
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    refused = client.patch(url, {"deed": "pay"}, content_type="application/json")

    assert (refused.status_code, refused["Content-Type"]) == (503, "application/problem+json")


def test_page_and_form_of_a_paid_date_say_the_price_and_when_it_is_paid(event, client):
    page, form = client.get(f"/kalender/{event.slug}/"), client.get(f"/kalender/{event.slug}/inschrijven/")

    assert "12,50 euro" in main_words(page)
    assert "€ 12,50" in main_words(form)
    assert "Bancontact" in main_words(form)
    assert soup(form).select_one("form[data-safe-form]")


def test_without_keys_paid_dates_stay_closed_and_nobody_can_pay(event, client, settings):
    mine = asked(event)
    settings.STRIPE_SECRET_KEY = ""

    with pytest.raises(errors.PaymentNotReady):
        register(event_id=event.pk, attendee=an_attendee(2))
    assert not soup(client.get(page_of(mine))).select_one("button[value=pay]")
