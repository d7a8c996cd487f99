"""A paid date keeps a seat for its money, and gives it when the money is there (spec B16)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import now

from bookings import errors
from bookings.enums import RegistrationState, Source
from bookings.models import Registration
from bookings.payments import pay_page
from bookings.privacy import export_registration
from bookings.services import (
    accept_offer,
    approve_registration,
    change_registration,
    delete_event,
    edit_event,
    expire_offers,
    give_seat,
    message_people,
    move_event,
    postpone_event,
    register_by_phone,
    release_unconfirmed,
    send_reminders,
    settle_otherwise,
)
from bookings.terms import PAY_LEAST, pay_until
from catalogue.enums import PaymentState
from catalogue.errors import NothingToPay, PaymentNotStarted
from catalogue.models import Payment
from catalogue.payments.following import reconcile
from catalogue.payments.payables import payable_of
from tests.bookings.paid.paying import asked, begin, mails, pay, stands, text_of
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, an_attendee
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


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


def test_paid_seat_is_theirs_and_the_mail_says_so_once(event, stripe):
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


def test_stripe_hears_the_date_and_the_price_and_nobodys_name(event, stripe):
    mine = asked(event, companions=1)
    begin(mine)

    (form,) = stripe.asked("POST", "/v1/checkout/sessions")
    (line,) = form["line_items"].values()
    assert (line["price_data"]["unit_amount"], line["quantity"]) == ("1250", "2")
    assert form["success_url"] == f"http://testserver/betaling/registration/{mine.public_id}/"
    assert mine.name not in str(form)
    reference = Payment.objects.get().reference
    assert (len(reference), mine.name in reference) == (10, False)


def test_slow_bank_keeps_the_seat_until_it_answers(event, stripe):
    mine = asked(event)
    session = pay(stripe, mine, slow=True)

    assert release_unconfirmed(moment=mine.held_until + timedelta(hours=3)) == 0
    stripe.memory.settle(session, succeeded=True)
    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)


def test_bank_that_says_no_leaves_time_to_try_again(event, stripe):
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


def test_session_that_ends_is_followed_by_another_while_there_is_time(event, stripe):
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


def test_clock_waits_for_who_is_paying_and_nobody_begins_when_it_is_over(event, stripe):
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


def test_attempt_that_never_reached_stripe_does_not_hold_a_seat_for_ever(event, settings, stripe):
    mine = asked(event)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(PaymentNotStarted):
        pay_page(mine)
    settings.STRIPE_API_BASE = stripe.server.address

    reconcile(at=now() + timedelta(hours=1))

    assert release_unconfirmed(moment=mine.held_until) == 1


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


def test_paid_otherwise_is_registered_logged_and_can_be_paid_no_more(event, stripe):
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


def test_price_that_changes_later_is_not_asked_of_who_was_asked_before(event, stripe):
    mine = asked(event)
    edit_event(event_id=event.pk, changes={"price_cents": 9900})

    pay(stripe, mine)

    assert (*stands(mine), Payment.objects.get().amount_cents) == (RegistrationState.CONFIRMED, 1, 1250)


def test_number_of_people_stays_while_it_is_paid_and_after(event, stripe):
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


def test_export_of_ones_own_data_has_the_payments(event, stripe):
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
