"""Somebody pays for a date, and what they hear of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from bookings.models import Event, Registration
from bookings.payments import pay_page
from bookings.services import (
    confirm_registration,
    register,
)
from tests.factories.registrations import an_attendee
from trust.outbox.models import OutboundEmail


def asked(event: Event, number: int = 1, **said) -> Registration:
    """Somebody who confirmed, and has to pay."""
    answer = register(event_id=event.pk, attendee=an_attendee(number, **said))
    return confirm_registration(public_id=answer.public_id)


def begin(mine: Registration) -> str:
    """They are at Stripe's page; the number of their session."""
    return urlsplit(pay_page(mine)).path.rpartition("/")[2]


def pay(stripe, mine: Registration, **how) -> str:
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
