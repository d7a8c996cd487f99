"""What mails about a date say: the hours as its page says them, the right subject, and that a date which is off is off."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from bookings import words
from bookings.services import (
    approve_registration,
    cancel_event,
    confirm_registration,
    move_event,
    postpone_event,
    register,
)
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, an_attendee
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def mail(purpose: str) -> OutboundEmail:
    return OutboundEmail.objects.get(purpose=f"bookings.{purpose}")


def test_mails_say_the_hours_as_the_page_does():
    event = EventFactory(capacity=1)
    came = confirm_registration(public_id=register(event_id=event.pk, attendee=an_attendee(1)).public_id)
    move_event(event_id=event.pk, starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR)

    assert words.when(event) in mail("confirm").text
    assert words.when(event) in mail("registered").html
    event.refresh_from_db()
    assert words.when(event) in mail("moved").text
    assert "tot dinsdag 1 december, 12 uur." in mail("confirm").text
    told = OutboundEmail.objects.filter(about_id=str(came.pk))
    assert not [one.purpose for one in told if re.search(r"\d:\d\d", one.text.partition("https://")[0])]


@pytest.mark.parametrize(("by", "subject"), [(HOUR, "Ander uur"), (DAY, "Andere dag"), (14 * HOUR, "Andere dag")])
def test_subject_names_a_new_day_as_such(by, subject):
    event = EventFactory(starts_at=now() + 5 * DAY)
    RegistrationFactory(event=event)

    move_event(event_id=event.pk, starts_at=event.starts_at + by, ends_at=event.ends_at + by)

    assert mail("moved").subject == f"{subject}: {event.title}"


def test_who_is_approved_hears_when_the_online_link_comes():
    event = EventFactory(is_online=True, online_url="https://video.example.org/kamer", needs_approval=True)
    asked = confirm_registration(public_id=register(event_id=event.pk, attendee=an_attendee(1)).public_id)

    approve_registration(public_id=asked.public_id, by=UserFactory())

    assert "De dag ervoor mailen we je de online link" in mail("approved").text


@pytest.mark.parametrize(("deed", "purpose"), [(postpone_event, "postponed"), (cancel_event, "cancelled")])
def test_date_that_is_off_is_not_said_to_take_place(deed, purpose):
    event = EventFactory()
    RegistrationFactory(event=event)

    deed(event_id=event.pk)

    lines = mail(purpose).text.splitlines()
    assert lines[lines.index("Was gepland op") + 1] == words.when(event)
    assert "Wanneer" not in lines
