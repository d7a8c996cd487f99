"""Who cancels, dates that are off, money that comes too late: it goes back, or is a case for staff (spec B16)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from bookings.enums import RegistrationState
from bookings.models import Event, Registration
from bookings.services import (
    cancel_event,
    cancel_registration,
    delete_event,
    postpone_event,
    register,
    release_unconfirmed,
)
from bookings.services.erasing import erase_registrations
from catalogue.enums import CaseKind, PaymentState
from catalogue.models import Payment, PaymentCase
from tests.bookings.paid.paying import asked, begin, mails, pay, stands, text_of
from tests.factories import UserFactory
from tests.factories.registrations import an_attendee

pytestmark = pytest.mark.django_db


def expired_but_paid(event, stripe) -> tuple[Registration, str]:
    """The session ended, the seat was freed, and then the money came all the same."""
    mine = asked(event)
    session = begin(mine)
    Payment.objects.update(state=PaymentState.EXPIRED)
    release_unconfirmed(moment=mine.held_until)
    assert stands(mine)[0] == RegistrationState.EXPIRED
    stripe.memory.pay(session)
    return mine, session


def test_money_that_comes_too_late_still_takes_a_seat_that_is_free(event, stripe):
    mine, _session = expired_but_paid(event, stripe)

    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)
    assert mine.ended_at is None
    assert mails(mine)[-1] == "registered"
    assert not PaymentCase.objects.exists()


@pytest.mark.parametrize("why", ["taken", "registered again", "date is off"])
def test_money_that_comes_too_late_for_a_seat_is_a_case(event, stripe, why):
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


def test_money_for_what_was_settled_otherwise_is_paid_twice(event, stripe):
    mine = asked(event)
    session = begin(mine)
    stripe.memory.pay(session)
    Registration.objects.update(state=RegistrationState.CONFIRMED, held_until=None)

    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CONFIRMED, 1)
    assert PaymentCase.objects.get().kind == CaseKind.PAID_TWICE


def test_who_cancels_in_time_has_their_money_back_and_is_told_once_an_amount(event, stripe):
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


def test_who_cancels_after_registration_closed_leaves_it_to_staff(event, stripe):
    mine = asked(event)
    pay(stripe, mine)
    Event.objects.update(registration_closes_at=now() - timedelta(minutes=1))

    cancel_registration(public_id=mine.public_id)

    assert Payment.objects.get().refunded_cents == 0
    assert PaymentCase.objects.get().kind == CaseKind.REFUND_DUE
    assert "al afgesloten" in text_of(mine, "ended")


def test_who_cancels_while_at_stripe_can_pay_no_more(event, stripe):
    mine = asked(event)
    session = begin(mine)

    cancel_registration(public_id=mine.public_id)

    assert stripe.memory.sessions[session]["status"] == "expired"
    assert (*stands(mine), Payment.objects.get().state) == (RegistrationState.CANCELLED, 0, PaymentState.EXPIRED)


def test_money_that_comes_after_cancelling_is_a_case(event, stripe):
    mine = asked(event)
    session = pay(stripe, mine, slow=True)
    cancel_registration(public_id=mine.public_id)
    stripe.memory.settle(session, succeeded=True)
    stripe.deliver(*stripe.happened())

    assert stands(mine) == (RegistrationState.CANCELLED, 0)
    assert PaymentCase.objects.get().kind == CaseKind.PAID_TOO_LATE


@pytest.mark.parametrize("off", [cancel_event, delete_event])
def test_date_that_is_off_gives_everybody_their_money_back(event, stripe, off):
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


def test_erased_person_no_longer_pays_and_has_their_money_back(event, stripe):
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
