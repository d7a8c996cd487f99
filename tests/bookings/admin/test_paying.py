"""What staff see of money on a date, and do about it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from bookings.enums import RegistrationState
from bookings.models import Event, Registration
from bookings.services import cancel_registration
from catalogue.admin.todo import payment_cases
from catalogue.enums import CaseKind
from catalogue.models import Payment, PaymentCase, Refund
from cms.services.roles import BOOKINGS, EDITORS, OFFICE, SHOP, TRAINERS
from tests.bookings.paid.paying import asked, begin, pay
from tests.catalogue.payments.test_paying import bought
from tests.factories import user_with_role
from tests.factories.registrations import EventFactory
from tests.reading import main_words, soup
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(stripe, site) -> Event:
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


def test_day_leads_to_giving_back_what_was_paid(desk, event, stripe):
    mine = asked(event)
    pay(stripe, mine)
    Event.objects.update(registration_closes_at=now())
    cancel_registration(public_id=mine.public_id)

    for url in (reverse("dates:day", args=[event.pk]), person_page(mine)):
        page = soup(desk.get(url))
        give_back = reverse("payment-give-back", args=[Payment.objects.get().pk])
        assert len(page.select(f"a[href='{give_back}']")) == 1
        assert "12,50" in page.text


def test_staff_of_the_calendar_give_the_money_of_a_date_back(desk, colleague, event, stripe):
    mine = asked(event)
    pay(stripe, mine)
    payment = Payment.objects.get()
    screen = reverse("payment-give-back", args=[payment.pk])

    assert desk.post(screen, {"amount_cents": "12,51", "why": "Te veel"}).status_code == 422
    answer = desk.post(screen, {"amount_cents": "5,00", "why": "Kwam met een persoon minder"})
    stripe.deliver(*stripe.happened())

    assert answer["Location"] == person_page(mine)
    payment.refresh_from_db()
    assert (payment.refunded_cents, payment.refunds.get().by) == (500, colleague)
    assert "er ging € 5,00 terug" in main_words(desk.get(person_page(mine)))


def test_case_of_a_date_is_for_staff_of_the_calendar(client, event, stripe):
    booker, keeper = user_with_role(BOOKINGS), user_with_role(SHOP)
    mine = asked(event)
    pay(stripe, mine)
    Event.objects.update(registration_closes_at=now())
    cancel_registration(public_id=mine.public_id)
    case = PaymentCase.objects.get()
    told = OutboundEmail.objects.filter(purpose="catalogue.payment-case")
    assert [mail.recipient for mail in told] == [booker.email]

    client.force_login(booker)
    assert [item.count for item in payment_cases(booker)] == [1]
    assert case.payment.reference in main_words(client.get(reverse("payment-cases")))
    page = soup(client.get(reverse("payment-case", args=[case.pk])))
    assert page.select_one(f"a[href='{person_page(mine)}']")
    assert page.select_one(f"a[href='{reverse('payment-give-back', args=[case.payment_id])}']")
    client.post(reverse("payment-case", args=[case.pk]), {"how": "Aan de telefoon afgesproken"})
    case.refresh_from_db()
    assert case.closed_by == booker

    client.force_login(keeper)
    page = soup(client.get(reverse("payment-case", args=[case.pk])))
    assert page.select_one(f"a[href='{reverse('payment-give-back', args=[case.payment_id])}']")
    assert not page.select_one(f"a[href='{person_page(mine)}']"), "who comes to a date is none of the shop's"


def test_money_of_the_shop_stays_closed_to_staff_of_the_calendar(desk, colleague, stripe, site):
    _order, session = bought()
    stripe.memory.pay(session)
    stripe.deliver(*stripe.happened())
    payment = Payment.objects.get()
    case = PaymentCase.objects.create(payment=payment, kind=CaseKind.DISPUTED)

    assert payment_cases(colleague)[0].count == 0
    assert payment.reference not in main_words(desk.get(reverse("payment-cases")))
    for address in (reverse("payment-give-back", args=[payment.pk]), reverse("payment-case", args=[case.pk])):
        assert desk.get(address).status_code in (302, 403)
        assert desk.post(address, {"amount_cents": "1", "why": "x", "how": "x"}).status_code in (302, 403)
    case.refresh_from_db()
    assert (Refund.objects.count(), case.closed_at) == (0, None)


@pytest.mark.parametrize("role", [EDITORS, TRAINERS, OFFICE])
def test_who_looks_after_neither_gives_no_money_back(client, event, stripe, role):
    pay(stripe, asked(event))
    client.force_login(user_with_role(role))

    address = reverse("payment-give-back", args=[Payment.objects.get().pk])
    client.post(address, {"amount_cents": "1", "why": "x"})

    assert client.get(reverse("payment-cases")).status_code in (302, 403)
    assert not Refund.objects.exists()


def test_day_costs_the_same_with_three_who_paid_as_with_one(
    desk,
    event,
    stripe,
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
