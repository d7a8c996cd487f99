"""Mails by the clock: once each, to who comes and nobody else, whoever dies on the way."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from bookings.models import Event, Registration
from bookings.services import (
    cancel_registration,
    move_event,
    send_follow_ups,
    send_message,
    send_reminders,
    telling,
)
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, SeriesFactory
from tests.forking import in_child
from trust.outbox.models import OutboundEmail

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINK = "https://video.example.org/kamer"


def purposes(recipient: str = "") -> list[str]:
    found = OutboundEmail.objects.order_by("pk")
    return list((found.filter(recipient=recipient) if recipient else found).values_list("purpose", flat=True))


@pytest.fixture
def soon(db, time_machine):
    """An online date in two days, with somebody in each state; the clock stands."""
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    event = EventFactory(starts_at=now() + 2 * DAY, is_online=True, online_url=LINK, capacity=2)
    early = now() - 5 * DAY
    RegistrationFactory(event=event, email="komt@example.org", confirmed_at=early)
    RegistrationFactory(event=event, email="wacht@example.org", waiting=True, queued_at=early)
    RegistrationFactory(event=event, email="vroeg@example.org", held=True)
    off = RegistrationFactory(
        event=EventFactory(starts_at=now() + 2 * DAY), email="weg@example.org", confirmed_at=early
    )
    cancel_registration(public_id=off.public_id)
    RegistrationFactory(event=EventFactory(starts_at=now() + 2 * DAY), email="", confirmed_at=early)
    OutboundEmail.objects.all().delete()
    return event


def test_reminder_goes_once_to_who_comes(soon):
    assert send_reminders() == 1
    assert send_reminders() == 0

    [mail] = OutboundEmail.objects.all()
    assert (mail.recipient, mail.purpose) == ("komt@example.org", "bookings.reminder")
    assert LINK not in mail.text + mail.html
    assert "https://link.invalid/personal/" in mail.text, "it says how to cancel"


def test_online_link_goes_the_day_before_and_not_earlier(soon, time_machine):
    send_reminders()
    time_machine.shift(DAY)
    assert send_reminders() == 1
    assert send_reminders() == 0

    assert purposes("komt@example.org") == ["bookings.reminder", "bookings.online-link"]
    assert LINK in OutboundEmail.objects.get(purpose="bookings.online-link").text
    assert not OutboundEmail.objects.exclude(recipient="komt@example.org").exists()


def test_who_registered_after_the_reminder_is_not_reminded_of_what_they_just_read(soon):
    Registration.objects.filter(email="komt@example.org").update(confirmed_at=now() + timedelta(minutes=1))

    assert send_reminders(moment=now() + HOUR) == 0


def test_date_that_moves_is_reminded_of_again(soon):
    send_reminders()
    move_event(event_id=soon.pk, starts_at=soon.starts_at + 7 * DAY, ends_at=soon.ends_at + 7 * DAY)
    assert send_reminders() == 0

    send_reminders(moment=now() + 7 * DAY)

    assert purposes("komt@example.org") == ["bookings.reminder", "bookings.moved", "bookings.reminder"]


def test_nobody_is_reminded_of_what_is_off_or_over(soon):
    Event.objects.update(state="postponed")
    assert send_reminders() == 0
    Event.objects.update(state="planned")
    assert send_reminders(moment=now() + 3 * DAY) == 0


def test_follow_up_goes_to_who_was_there_or_was_not_ticked(soon):
    series = SeriesFactory(follow_up="Fijn dat je er was.")
    event = EventFactory(series=series, starts_at=now() - DAY)
    RegistrationFactory(event=event, email="was@example.org", attended=True)
    RegistrationFactory(event=event, email="wie-weet@example.org")
    RegistrationFactory(event=event, email="niet@example.org", attended=False)
    RegistrationFactory(event=event, email="wachtte@example.org", waiting=True)
    RegistrationFactory(event=EventFactory(starts_at=now() - DAY))

    assert send_follow_ups() == 2
    assert send_follow_ups() == 0

    assert set(OutboundEmail.objects.values_list("recipient", flat=True)) == {"was@example.org", "wie-weet@example.org"}
    assert "Fijn dat je er was." in OutboundEmail.objects.first().text


def test_message_of_staff_goes_once_however_often_the_button_is_pressed(soon):
    key, staff = "5d9f1a52-95f5-4bd4-8f0c-0d0e1d7f3a11", UserFactory()

    for _again in range(2):
        send_message(event_id=soon.pk, to="both", subject="Trui", text="Het is fris.", by=staff, key=key)

    assert set(OutboundEmail.objects.values_list("recipient", flat=True)) == {"komt@example.org", "wacht@example.org"}
    assert OutboundEmail.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_looking_again_costs_the_same_however_many_were_reminded(soon, number, django_assert_num_queries):
    RegistrationFactory.create_batch(
        number, event=EventFactory(starts_at=now() + 2 * DAY), confirmed_at=now() - 5 * DAY
    )
    send_reminders()

    with django_assert_num_queries(4):
        assert send_reminders() == 0


def people(number: int) -> Event:
    event = EventFactory(starts_at=now() + 2 * DAY - HOUR, capacity=None)
    one = RegistrationFactory.build(event=event)
    Registration.objects.bulk_create(
        Registration(
            event=event,
            state="confirmed",
            name="An",
            email=f"mens.{each}@example.org",
            seats_held=1,
            confirmed_at=now() - 5 * DAY,
            delete_on=one.delete_on,
        )
        for each in range(number)
    )
    Event.objects.filter(pk=event.pk).update(seats_taken=number)
    return event


def remind_until_killed(left: int) -> None:
    """Send reminders, and die in the middle of number `left`: written, not committed."""
    real = telling.mail_reminder

    def dies(registration):
        nonlocal left
        real(registration)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    telling.mail_reminder = dies
    send_reminders()


@pytest.mark.django_db(transaction=True)
def test_worker_killed_while_reminding_five_hundred_people_reminds_each_once(site):
    people(500)

    for left in (3, 120, 77):
        assert in_child(lambda left=left: remind_until_killed(left)) == -signal.SIGKILL
    assert OutboundEmail.objects.count() == 2 + 119 + 76, "the last of each worker went with it"
    assert send_reminders() == 500 - 197

    assert OutboundEmail.objects.count() == 500
    assert OutboundEmail.objects.values("recipient").distinct().count() == 500


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_remind_each_person_once(site):
    people(60)
    begin, trouble = threading.Barrier(3), []

    def tick():
        begin.wait(10)
        try:
            send_reminders()
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert not trouble
    assert OutboundEmail.objects.count() == 60
