"""What staff see of money on a date, and do about it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from bookings.enums import RegistrationState
from bookings.models import Event, Registration
from bookings.services import cancel_registration
from catalogue.models import Payment
from cms.services.roles import BOOKINGS, EDITORS, SHOP
from tests.bookings.test_paying import asked, begin, pay
from tests.catalogue.payments.conftest import stripe  # noqa: F401  (a fixture)
from tests.factories import user_with_role
from tests.factories.registrations import EventFactory
from tests.reading import main_words, soup
from trust.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(stripe, site) -> Event:  # noqa: F811
    return EventFactory(capacity=9, price_cents=1250)


def person_page(mine: Registration) -> str:
    return reverse("dates:person", args=[mine.event_id, mine.public_id])


def test_day_says_who_has_still_to_pay_how_much_and_until_when(desk, event):
    mine = asked(event)

    page = desk.get(reverse("dates:day", args=[event.pk]))

    assert "Nog te betalen (1)" in main_words(page)
    assert "€ 12,50" in main_words(page)
    (form,) = (button.find_parent("form") for button in soup(page).select("button[value=paid-otherwise]"))
    assert form["action"] == person_page(mine)


def test_paid_otherwise_registers_them_and_is_logged(desk, colleague, event):
    mine = asked(event)

    answer = desk.post(person_page(mine), {"deed": "paid-otherwise"})

    assert answer.status_code == 302
    mine.refresh_from_db()
    assert mine.state == RegistrationState.CONFIRMED
    assert AuditEntry.objects.get(verb="bookings.paid-otherwise").by == colleague
    assert desk.post(person_page(mine), {"deed": "paid-otherwise"}).status_code == 302
    assert not soup(desk.get(person_page(mine))).select("button[value=paid-otherwise]")


@pytest.mark.parametrize("role", [EDITORS, SHOP])
def test_only_who_steers_registrations_says_that_it_is_paid(client, event, role):
    mine = asked(event)
    client.force_login(user_with_role(role))

    client.post(person_page(mine), {"deed": "paid-otherwise"})

    mine.refresh_from_db()
    assert mine.state == RegistrationState.TO_PAY


@pytest.mark.parametrize(("roles", "links"), [([BOOKINGS, SHOP], 1), ([BOOKINGS], 0)])
def test_day_leads_who_may_to_giving_back_what_was_paid(client, event, stripe, roles, links):  # noqa: F811
    mine = asked(event)
    pay(stripe, mine)
    Event.objects.update(registration_closes_at=now())
    cancel_registration(public_id=mine.public_id)
    user = user_with_role(roles[0])
    user.groups.add(*(user_with_role(role).groups.get() for role in roles[1:]))
    client.force_login(user)

    for url in (reverse("dates:day", args=[event.pk]), person_page(mine)):
        page = soup(client.get(url))
        give_back = reverse("payment-give-back", args=[Payment.objects.get().pk])
        assert len(page.select(f"a[href='{give_back}']")) == links
        assert "12,50" in page.text


def test_day_costs_the_same_with_three_who_paid_as_with_one(
    desk,
    event,
    stripe,  # noqa: F811
    django_assert_num_queries,
):
    url = reverse("dates:day", args=[event.pk])
    pay(stripe, asked(event))
    begin(asked(event, 2))
    desk.get(url)  # the first look at so many people is written down
    with django_assert_num_queries(12):
        desk.get(url)
    for number in (3, 4):
        pay(stripe, asked(event, number))
        begin(asked(event, number + 10))
    desk.get(url)

    with django_assert_num_queries(12):
        desk.get(url)


def test_list_taken_out_has_who_has_still_to_pay(desk, event):
    asked(event)

    sheet = desk.post(reverse("dates:export", args=[event.pk]), {"kind": "csv"}).content.decode()

    assert "nog te betalen" in sheet
