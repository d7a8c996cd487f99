"""The last seats, asked for at once over real connections; the control takes the lock away and must overbook."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import Sum
from django.utils.timezone import now

from bookings.enums import RegistrationState
from bookings.errors import AlreadyRegistered
from bookings.models import Event
from bookings.services import (
    accept_offer,
    cancel_registration,
    change_registration,
    confirm_registration,
    expire_offers,
    register,
    register_by_phone,
    release_unconfirmed,
    seats,
)
from bookings.services import registering as registering_module
from catalogue.models import Payment, PaymentCase
from tests.bookings.paid.paying import asked, begin
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, an_attendee
from tests.races.lockless import unlocked
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls) -> list:
    """Run all at the same moment, each on its own connection; what each gave, or its exception."""
    begin, found = threading.Barrier(len(calls)), [None] * len(calls)

    def work(number, call):
        begin.wait(20)
        try:
            found[number] = call()
        except Exception as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return found


def stands(event: Event) -> tuple[int, int]:
    """Seats as counted, and as the rows hold them."""
    event.refresh_from_db()
    return event.seats_taken, event.registrations.aggregate(held=Sum("seats_held"))["held"] or 0


def test_twelve_at_once_get_three_seats(site):
    event = EventFactory(capacity=3)

    answers = at_once(
        *(lambda number=number: register(event_id=event.pk, attendee=an_attendee(number)) for number in range(12))
    )

    assert not [one for one in answers if isinstance(one, Exception)]
    assert sum(answer.position is None for answer in answers) == 3
    assert stands(event) == (3, 3)
    waits = OutboundEmail.objects.filter(text__contains="achtlijst") | OutboundEmail.objects.filter(
        text__contains="waiting list"
    )
    assert (OutboundEmail.objects.count(), waits.count()) == (12, 9), "each mail says what is true"


@pytest.mark.postgres
def test_without_the_lock_seats_are_sold_twice(site, monkeypatch):
    """The control: read without a lock, think for a moment, write. The tests above would see it."""
    event = EventFactory(capacity=3)

    monkeypatch.setattr(registering_module, "take_as_seen", unlocked)
    answers = at_once(
        *(lambda number=number: register(event_id=event.pk, attendee=an_attendee(number)) for number in range(12))
    )

    told = sum(not isinstance(one, Exception) and one.position is None for one in answers)
    assert told > 3
    taken, held = stands(event)
    assert held > taken


def test_site_and_telephone_at_once_do_not_wait_for_each_other(site, monkeypatch):
    """The one wrote its row and waits for the date, the other has the date and writes the same address."""
    event, staff = EventFactory(capacity=5), UserFactory()
    mail = registering_module.mail_confirmation

    def slow(*args, **options):
        time.sleep(0.6)
        return mail(*args, **options)

    def phones():
        time.sleep(0.3)
        return register_by_phone(event_id=event.pk, attendee=an_attendee(), by=staff)

    monkeypatch.setattr(registering_module, "mail_confirmation", slow)
    online, phoned = at_once(lambda: register(event_id=event.pk, attendee=an_attendee()), phones)

    assert not isinstance(online, Exception)
    assert phoned.state == "confirmed"
    assert confirm_registration(public_id=online.public_id) == phoned
    assert stands(event) == (2, 2)


def test_one_address_at_once_is_on_the_date_once(site):
    event = EventFactory(capacity=4)
    answers = at_once(*(lambda: register(event_id=event.pk, attendee=an_attendee()) for _each in range(6)))
    assert stands(event) == (4, 4)
    assert sum(answer.position is None for answer in answers) == 4

    staff = UserFactory()
    found = at_once(
        *(lambda one=one: confirm_registration(public_id=one.public_id) for one in answers),
        lambda: register_by_phone(event_id=event.pk, attendee=an_attendee(), by=staff),
    )

    assert not [one for one in found if isinstance(one, Exception) and not isinstance(one, AlreadyRegistered)], found
    assert event.registrations.of_address("iemand.1@example.org").count() == 1
    release_unconfirmed(moment=now() + timedelta(hours=3))
    taken, held = stands(event)
    assert taken == held <= 1


def test_six_clicks_on_one_mail_confirm_once(site):
    event = EventFactory(capacity=5)
    answer = register(event_id=event.pk, attendee=an_attendee())

    at_once(*(lambda: confirm_registration(public_id=answer.public_id) for _each in range(6)))

    assert OutboundEmail.objects.filter(purpose="bookings.registered").count() == 1


def test_seat_is_confirmed_or_released_never_both(site):
    for _again in range(3):
        event = EventFactory(capacity=1)
        held = RegistrationFactory(event=event, held=True)
        late = held.held_until

        at_once(
            lambda held=held: confirm_registration(public_id=held.public_id),
            lambda late=late: release_unconfirmed(moment=late),
        )

        held.refresh_from_db()
        assert (held.state, stands(event)) in [("confirmed", (1, 1)), ("expired", (0, 0))]


def test_offer_is_accepted_or_expires_never_both(site):
    event = EventFactory(capacity=1)
    first = RegistrationFactory(event=event)
    second, third = (RegistrationFactory(event=event, waiting=True) for _each in range(2))
    cancel_registration(public_id=first.public_id)
    second.refresh_from_db()
    assert second.state == "offered"

    at_once(lambda: accept_offer(public_id=second.public_id), lambda: expire_offers(moment=second.offered_until))

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) in [("confirmed", "waiting"), ("expired", "offered")]
    assert stands(event) == (1, 1)


def test_two_clocks_release_and_expire_once(site):
    event = EventFactory(capacity=2)
    held = [RegistrationFactory(event=event, held=True) for _each in range(2)]
    waiting = [RegistrationFactory(event=event, waiting=True) for _each in range(3)]
    late = max(one.held_until for one in held)

    at_once(*(lambda: release_unconfirmed(moment=late) for _each in range(4)))

    for one in waiting:
        one.refresh_from_db()
    assert sorted(one.state for one in waiting) == ["offered", "offered", "waiting"]
    assert OutboundEmail.objects.filter(purpose="bookings.offer").count() == 2
    assert stands(event) == (2, 2)


def test_everything_at_once_leaves_the_count_right(site):
    event, staff = EventFactory(capacity=6, companions_most=3), UserFactory()
    coming = [RegistrationFactory(event=event) for _each in range(4)]
    waiting = [RegistrationFactory(event=event, waiting=True, companions=1) for _each in range(3)]

    found = at_once(
        *(lambda one=one: cancel_registration(public_id=one.public_id) for one in coming[:2]),
        *(lambda one=one: change_registration(public_id=one.public_id, changes={"companions": 2}) for one in coming),
        *(lambda one=one: cancel_registration(public_id=one.public_id) for one in waiting[:1]),
        *(lambda n=n: register(event_id=event.pk, attendee=an_attendee(n, companions=1)) for n in range(4)),
        lambda: register_by_phone(event_id=event.pk, attendee=an_attendee(email=""), by=staff),
    )

    unexpected = [
        one for one in found if isinstance(one, Exception) and not isinstance(one, seats.RegistrationClosed.__mro__[1])
    ]
    assert not unexpected, unexpected
    taken, held = stands(event)
    assert taken == held <= 6
    assert connection.is_usable()


def test_money_and_the_clock_at_once_leave_one_end_and_no_seat_twice(site, stripe):
    """The session ended for us, the time to pay is over, somebody waits: and then the money comes."""
    for _turn in range(3):
        event = EventFactory(capacity=1, price_cents=1250)
        mine = asked(event)
        asked(event, 2)
        session = begin(mine)
        Payment.objects.filter(payable_id=mine.public_id).update(state="expired")
        stripe.memory.pay(session)
        told = stripe.happened()

        found = at_once(
            lambda told=told: stripe.deliver(*told),
            lambda late=mine.held_until: release_unconfirmed(moment=late),
        )

        assert not [one for one in found if isinstance(one, Exception)], found
        mine.refresh_from_db()
        cases = list(PaymentCase.objects.filter(payment__payable_id=mine.public_id).values_list("kind", flat=True))
        ends = {RegistrationState.CONFIRMED: [], RegistrationState.EXPIRED: ["paid-too-late"]}
        assert cases == ends[mine.state], "their seat, or a case for staff: never neither, never both"
        assert stands(event) == (1, 1)
