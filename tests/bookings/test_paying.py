"""Paid dates (spec B16): a seat waits for its money, is theirs when it is there, goes on when it is not, and money goes back."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from bookings import errors
from bookings.enums import RegistrationState, Source
from bookings.models import Event, Registration
from bookings.payments import pay_page
from bookings.privacy import export_registration
from bookings.services import (
    accept_offer,
    approve_registration,
    cancel_event,
    cancel_registration,
    change_registration,
    confirm_registration,
    delete_event,
    edit_event,
    expire_offers,
    give_seat,
    message_people,
    move_event,
    postpone_event,
    register,
    register_by_phone,
    release_unconfirmed,
    send_reminders,
    settle_otherwise,
)
from bookings.services.erasing import erase_registrations
from bookings.terms import PAY_LEAST, pay_until
from catalogue.enums import CaseKind, PaymentState
from catalogue.errors import NothingToPay, PaymentNotStarted
from catalogue.models import Payment, PaymentCase
from catalogue.payments.following import reconcile
from catalogue.payments.payables import payable_of
from tests.bookings.test_registration_pages import api_of, page_of
from tests.catalogue.payments.conftest import stripe  # noqa: F401  (a fixture)
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, an_attendee
from tests.reading import fragment, main_words, soup
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(stripe, site) -> Event:  # noqa: F811
    return EventFactory(capacity=2, price_cents=1250, companions_most=3, title="Samen sterk")


def asked(event: Event, number: int = 1, **said) -> Registration:
    """Somebody who confirmed, and has to pay."""
    answer = register(event_id=event.pk, attendee=an_attendee(number, **said))
    return confirm_registration(public_id=answer.public_id)


def begin(mine: Registration) -> str:
    """They are at Stripe's page; the number of their session."""
    return urlsplit(pay_page(mine)).path.rpartition("/")[2]


def pay(stripe, mine: Registration, **how) -> str:  # noqa: F811
    session = begin(mine)
    stripe.memory.pay(session, **how)
    stripe.deliver(*stripe.happened())
    return session


def stands(mine: Registration) -> tuple[str, int]:
    """How it stands, and the seats that are taken of its date; they always add up."""
    mine.refresh_from_db()
    event = Event.objects.get(pk=mine.event_id)
    assert event.seats_taken == sum(one.seats_held for one in event.registrations.all())
    return mine.state, event.seats_taken


def text_of(mine: Registration, purpose: str) -> str:
    """What a mail says, white space made single."""
    return " ".join(OutboundEmail.objects.about(mine).get(purpose=f"bookings.{purpose}").text.split())


def mails(mine: Registration) -> list[str]:
    rows = OutboundEmail.objects.about(mine).order_by("pk")
    return [row.purpose.removeprefix("bookings.") for row in rows]


def test_who_confirms_has_a_day_to_pay_and_a_mail_that_says_how_much(event):
    mine = asked(event, companions=1)

    assert (*stands(mine), mine.amount_cents) == (RegistrationState.TO_PAY, 2, 2500)
    assert abs(mine.held_until - now() - timedelta(days=1)) < timedelta(minutes=1)
    mail = OutboundEmail.objects.about(mine).get(purpose="bookings.to-pay")
    assert "€ 12,50 per persoon" in text_of(mine, "confirm")
    assert "€ 25,00" in text_of(mine, "to-pay")
    assert mail.subject == "Nog te betalen: Samen sterk"
    assert not mail.attachments.exists(), "the date is for calendars once it is paid"


@pytest.mark.parametrize(
    ("closes", "gives"), [(timedelta(days=9), 24 * 60), (timedelta(hours=3), 180), (timedelta(0), 35)]
)
def test_time_to_pay_is_a_day_until_registration_closes_and_never_too_short(closes, gives):
    at = now()

    assert pay_until(at=at, closes_at=at + closes) == at + timedelta(minutes=gives)


def test_paid_seat_is_theirs_and_the_mail_says_so_once(event, stripe):  # noqa: F811
    mine = asked(event, companions=1)
    events_of_stripe = begin(mine)
    stripe.memory.pay(events_of_stripe, method="bancontact")
    told = stripe.happened()

    for _time in range(2):
        stripe.deliver(*told)

    assert stands(mine) == (RegistrationState.CONFIRMED, 2)
    assert mails(mine) == ["confirm", "to-pay", "registered"]
    mail = OutboundEmail.objects.about(mine).get(purpose="bookings.registered")
    assert "€ 25,00" in text_of(mine, "registered")
    assert mail.attachments.count() == 1
    assert mine.held_until is None


def test_stripe_hears_the_date_and_the_price_and_nobodys_name(event, stripe):  # noqa: F811
    mine = asked(event, companions=1)
    begin(mine)

    (form,) = stripe.asked("POST", "/v1/checkout/sessions")
    (line,) = form["line_items"].values()
    assert (line["price_data"]["unit_amount"], line["quantity"]) == ("1250", "2")
    assert form["success_url"] == f"http://testserver/betaling/registration/{mine.public_id}/"
    assert mine.name not in str(form)
    reference = Payment.objects.get().reference
    assert (len(reference), mine.name in reference) == (10, False)


def test_slow_bank_keeps_the_seat_until_it_answers(event, stripe):  # noqa: F811
    mine = asked(event)
    session = pay(stripe, mine, slow=True)

    assert release_unconfirmed(moment=mine.held_until + timedelta(hours=3)) == 0
    stripe.memory.settle(session, succeeded=True)
    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)


def test_bank_that_says_no_leaves_time_to_try_again(event, stripe):  # noqa: F811
    mine = asked(event)
    Registration.objects.update(held_until=now() + timedelta(minutes=1))
    session = begin(mine)
    stripe.memory.pay(session, slow=True)
    stripe.memory.settle(session, succeeded=False)

    for _time in range(2):
        stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.TO_PAY, 1)
    assert mine.held_until > now() + PAY_LEAST - timedelta(minutes=1)
    assert mails(mine) == ["confirm", "to-pay", "to-pay"]
    pay(stripe, mine)
    assert stands(mine) == (RegistrationState.CONFIRMED, 1)
    assert [row.state for row in Payment.objects.order_by("pk")] == [PaymentState.FAILED, PaymentState.PAID]


def test_session_that_ends_is_followed_by_another_while_there_is_time(event, stripe):  # noqa: F811
    mine = asked(event)
    stripe.memory.expire_session(begin(mine))
    stripe.deliver(*stripe.happened())
    assert stands(mine) == (RegistrationState.TO_PAY, 1)

    pay(stripe, mine)

    assert (*stands(mine), Payment.objects.count()) == (RegistrationState.CONFIRMED, 1, 2)


def test_clock_frees_what_is_not_paid_and_offers_it_on(event):
    late = asked(event, companions=1)
    waits = asked(event, 2)
    assert waits.state == RegistrationState.WAITING

    assert release_unconfirmed(moment=late.held_until - timedelta(seconds=1)) == 0
    assert release_unconfirmed(moment=late.held_until) == 1

    assert stands(late) == (RegistrationState.EXPIRED, 1)
    assert stands(waits)[0] == RegistrationState.OFFERED
    assert mails(late)[-1] == "pay-expired"
    with pytest.raises(NothingToPay):
        pay_page(late)
    assert accept_offer(public_id=waits.public_id).state == RegistrationState.TO_PAY


def test_clock_waits_for_who_is_paying_and_nobody_begins_when_it_is_over(event, stripe):  # noqa: F811
    mine = asked(event)
    session = begin(mine)
    Registration.objects.update(held_until=now() - timedelta(minutes=1))
    mine.refresh_from_db()

    assert release_unconfirmed() == 0
    assert pay_page(mine), "who is there may finish"
    stripe.memory.expire_session(session)
    stripe.deliver(*stripe.happened())
    with pytest.raises(NothingToPay):
        pay_page(mine)

    assert release_unconfirmed() == 1
    assert stands(mine) == (RegistrationState.EXPIRED, 0)


def test_attempt_that_never_reached_stripe_does_not_hold_a_seat_for_ever(event, settings, stripe):  # noqa: F811
    mine = asked(event)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(PaymentNotStarted):
        pay_page(mine)
    settings.STRIPE_API_BASE = stripe.server.address

    reconcile(at=now() + timedelta(hours=1))

    assert release_unconfirmed(moment=mine.held_until) == 1


def expired_but_paid(event, stripe) -> tuple[Registration, str]:  # noqa: F811
    """The session ended, the seat was freed, and then the money came all the same."""
    mine = asked(event)
    session = begin(mine)
    Payment.objects.update(state=PaymentState.EXPIRED)
    release_unconfirmed(moment=mine.held_until)
    assert stands(mine)[0] == RegistrationState.EXPIRED
    stripe.memory.pay(session)
    return mine, session


def test_money_that_comes_too_late_still_takes_a_seat_that_is_free(event, stripe):  # noqa: F811
    mine, _session = expired_but_paid(event, stripe)

    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)
    assert mine.ended_at is None
    assert mails(mine)[-1] == "registered"
    assert not PaymentCase.objects.exists()


@pytest.mark.parametrize("why", ["taken", "registered again", "date is off"])
def test_money_that_comes_too_late_for_a_seat_is_a_case(event, stripe, why):  # noqa: F811
    mine, _session = expired_but_paid(event, stripe)
    if why == "taken":
        asked(event, 2, companions=1)
    elif why == "registered again":
        asked(event)
    else:
        postpone_event(event_id=event.pk)

    stripe.deliver(*stripe.happened())

    assert stands(mine)[0] == RegistrationState.EXPIRED
    assert PaymentCase.objects.get().kind == CaseKind.PAID_TOO_LATE


def test_money_for_what_was_settled_otherwise_is_paid_twice(event, stripe):  # noqa: F811
    mine = asked(event)
    session = begin(mine)
    stripe.memory.pay(session)
    Registration.objects.update(state=RegistrationState.CONFIRMED, held_until=None)

    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)
    assert PaymentCase.objects.get().kind == CaseKind.PAID_TWICE


def test_who_cancels_in_time_has_their_money_back_and_is_told_once_an_amount(event, stripe):  # noqa: F811
    mine = asked(event)
    pay(stripe, mine)

    for _time in range(2):
        cancel_registration(public_id=mine.public_id)
    for _time in range(2):
        stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CANCELLED, 0)
    assert Payment.objects.get().refunded_cents == 1250
    assert sorted(mails(mine)[-2:]) == ["ended", "given-back"]
    assert "€ 12,50" in text_of(mine, "ended")
    assert len(stripe.asked("POST", "/v1/refunds")) == 1


def test_who_cancels_after_registration_closed_leaves_it_to_staff(event, stripe):  # noqa: F811
    mine = asked(event)
    pay(stripe, mine)
    Event.objects.update(registration_closes_at=now() - timedelta(minutes=1))

    cancel_registration(public_id=mine.public_id)

    assert Payment.objects.get().refunded_cents == 0
    assert PaymentCase.objects.get().kind == CaseKind.REFUND_DUE
    assert "al gesloten" in text_of(mine, "ended")


def test_own_page_says_what_was_paid_and_what_goes_back(event, client, stripe):  # noqa: F811
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


def test_who_cancels_while_at_stripe_can_pay_no_more(event, stripe):  # noqa: F811
    mine = asked(event)
    session = begin(mine)

    cancel_registration(public_id=mine.public_id)

    assert stripe.memory.sessions[session]["status"] == "expired"
    assert (*stands(mine), Payment.objects.get().state) == (RegistrationState.CANCELLED, 0, PaymentState.EXPIRED)


def test_money_that_comes_after_cancelling_is_a_case(event, stripe):  # noqa: F811
    mine = asked(event)
    session = pay(stripe, mine, slow=True)
    cancel_registration(public_id=mine.public_id)
    stripe.memory.settle(session, succeeded=True)
    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CANCELLED, 0)
    assert PaymentCase.objects.get().kind == CaseKind.PAID_TOO_LATE


@pytest.mark.parametrize("off", [cancel_event, delete_event])
def test_date_that_is_off_gives_everybody_their_money_back(event, stripe, off):  # noqa: F811
    paid, paying = asked(event), asked(event, 2)
    pay(stripe, paid)
    session = begin(paying)

    off(event_id=event.pk, by=UserFactory())
    stripe.deliver(*stripe.happened())

    assert stands(paid) == stands(paying) == (RegistrationState.CANCELLED, 0)
    assert Payment.objects.get(payable_id=paid.public_id).refunded_cents == 1250
    assert stripe.memory.sessions[session]["status"] == "expired"
    assert mails(paid)[-2:] in (["cancelled", "given-back"], ["given-back", "cancelled"])
    assert mails(paying)[-1] == "cancelled"
    assert "geven we het geld" in text_of(paid, "cancelled")


def test_erased_person_no_longer_pays_and_has_their_money_back(event, stripe):  # noqa: F811
    mine, other = asked(event), asked(event, 2)
    pay(stripe, mine)
    session = begin(other)

    erase_registrations(Registration.objects.all())

    assert Payment.objects.get(payable_id=mine.public_id).refunds.get().amount_cents == 1250
    assert stripe.memory.sessions[session]["status"] == "expired"
    assert Event.objects.get().seats_taken == 0


def test_seats_that_wait_for_money_are_never_given_twice(event):
    asked(event, companions=1)

    answer = register(event_id=event.pk, attendee=an_attendee(2))

    assert answer.position == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(state=RegistrationState.TO_PAY).update(seats_held=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(state=RegistrationState.TO_PAY).update(held_until=None)


def test_who_is_offered_a_seat_or_approved_pays_next(event):
    strict = EventFactory(price_cents=500, needs_approval=True)
    pending = asked(strict)
    assert pending.state == RegistrationState.PENDING

    for _time in range(2):
        approved = approve_registration(public_id=pending.public_id, by=UserFactory())

    assert (approved.state, mails(approved)) == (RegistrationState.TO_PAY, ["confirm", "pending", "to-pay"])
    held = RegistrationFactory(event=event, held=True)
    assert give_seat(public_id=held.public_id, by=UserFactory()).state == RegistrationState.TO_PAY
    assert expire_offers() == 0


def test_whom_staff_write_down_pays_staff(event):
    by_phone = register_by_phone(event_id=event.pk, attendee=an_attendee(), by=UserFactory())

    assert (by_phone.state, by_phone.source, by_phone.price_cents) == (RegistrationState.CONFIRMED, Source.PHONE, 0)


def test_paid_otherwise_is_registered_logged_and_can_be_paid_no_more(event, stripe):  # noqa: F811
    mine, staff = asked(event), UserFactory()
    session = begin(mine)

    for _time in range(2):
        settle_otherwise(public_id=mine.public_id, by=staff)

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)
    assert AuditEntry.objects.filter(verb="bookings.paid-otherwise").count() == 1
    assert stripe.memory.sessions[session]["status"] == "expired"
    assert mails(mine)[-1] == "registered"
    with pytest.raises(errors.TransitionNotAllowed):
        settle_otherwise(public_id=RegistrationFactory(event=EventFactory(), waiting=True).public_id, by=staff)


def test_price_that_changes_later_is_not_asked_of_who_was_asked_before(event, stripe):  # noqa: F811
    mine = asked(event)
    edit_event(event_id=event.pk, changes={"price_cents": 9900})

    pay(stripe, mine)

    assert (*stands(mine), Payment.objects.get().amount_cents) == (RegistrationState.CONFIRMED, 1, 1250)


def test_number_of_people_stays_while_it_is_paid_and_after(event, stripe):  # noqa: F811
    mine = asked(event)
    change_registration(public_id=mine.public_id, changes={"companions": 1})
    session = begin(mine)
    with pytest.raises(errors.PaymentUnderWay):
        change_registration(public_id=mine.public_id, changes={"companions": 0})
    stripe.memory.pay(session)
    stripe.deliver(*stripe.happened())
    with pytest.raises(errors.SeatsArePaid):
        change_registration(public_id=mine.public_id, changes={"companions": 0})

    assert Payment.objects.get().amount_cents == 2500
    assert change_registration(public_id=mine.public_id, changes={"companions": 0}, by=UserFactory()).seats_held == 1


def test_date_that_is_put_off_asks_no_money_and_frees_no_seat_until_it_is_planned_again(event):
    mine = asked(event)
    postpone_event(event_id=event.pk)
    with pytest.raises(NothingToPay):
        pay_page(mine)
    assert release_unconfirmed(moment=mine.held_until + timedelta(days=3)) == 0
    Registration.objects.update(held_until=now() - timedelta(days=3))

    starts = now() + timedelta(days=30)
    move_event(event_id=event.pk, starts_at=starts, ends_at=starts + timedelta(hours=2))

    mine.refresh_from_db()
    assert mine.held_until > now() + timedelta(hours=23)
    assert "moved" in mails(mine)


def test_who_has_not_paid_is_not_reminded_but_hears_what_staff_write(event):
    mine = asked(event)
    Registration.objects.update(confirmed_at=now() - timedelta(days=9))

    assert send_reminders(moment=event.starts_at - timedelta(days=1)) == 0
    assert message_people(event, "registered") == [mine]


def test_export_of_ones_own_data_has_the_payments(event, stripe):  # noqa: F811
    mine = asked(event)
    pay(stripe, mine)
    mine.refresh_from_db()

    exported = export_registration(mine)

    assert (exported["te betalen in cent"], exported["betalingen"][0]["cent"]) == (1250, 1250)


def test_staff_find_who_a_payment_is_of(event):
    payable, mine = payable_of("registration"), asked(event)

    assert payable.staff_url(mine.public_id) == f"/admin/dates/{event.pk}/people/{mine.public_id}/"
    assert payable.staff_url(UUID(int=0)) == ""
    assert payable.lock(UUID(int=0)) is None
    delete_event(event_id=event.pk, by=UserFactory())
    assert payable.staff_url(mine.public_id) == ""


def test_confirming_by_the_link_leads_straight_on_to_paying(event, client, stripe):  # noqa: F811
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


def test_pressing_pay_when_nothing_is_to_be_paid_says_so(event, client, stripe):  # noqa: F811
    mine = asked(event)
    pay(stripe, mine)

    answer = client.post(page_of(mine), {"deed": "pay"})

    assert answer.status_code == 409
    page = fragment(answer.content.decode())
    assert not page.select_one("button[value=pay]")
    assert not page.select_one("[name=companions]"), "so many were paid for"
    assert "geven we terug" in page.text


def test_api_says_what_is_to_be_paid_and_where(event, client, stripe):  # noqa: F811
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
