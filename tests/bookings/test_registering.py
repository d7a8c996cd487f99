"""Registering, confirming, changing, cancelling: seats are right after each step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from bookings import errors
from bookings.enums import REGISTRATION_TRANSITIONS, RegistrationState, Source
from bookings.models import Event, Registration
from bookings.services import (
    accept_offer,
    approve_registration,
    change_registration,
    confirm_registration,
    edit_event,
    give_seat,
    refuse_registration,
    register,
    register_by_phone,
    register_walk_in,
    release_unconfirmed,
    set_attended,
)
from bookings.services.seats import move
from tests.bookings.coming import come, mails, seats, state
from tests.factories import UserFactory
from tests.factories.registrations import EventFactory, RegistrationFactory, an_attendee, evening
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


def test_seat_is_held_until_its_person_confirms():
    event = EventFactory(capacity=2)

    answer = register(event_id=event.pk, attendee=an_attendee())
    held = Registration.objects.get()
    assert (held.state, held.seats_held, held.held_until) == ("held", 1, now() + timedelta(hours=2))
    assert answer.position is None
    assert seats(event) == (1, 2)
    assert mails("confirm") == ["iemand.1@example.org"]

    confirm_registration(public_id=answer.public_id)
    assert state(held) == "confirmed"
    assert seats(event) == (1, 2)
    assert mails("registered") == ["iemand.1@example.org"]
    assert held.delete_on == localdate(event.ends_at) + timedelta(days=60)


def test_confirming_twice_changes_nothing_more():
    event = EventFactory()
    first = come(event, 1)

    confirm_registration(public_id=first.public_id)

    assert seats(event) == (1, 10)
    assert len(mails("registered")) == 1


def test_seat_that_nobody_confirms_is_free_again(time_machine):
    event = EventFactory(capacity=1)
    answer = register(event_id=event.pk, attendee=an_attendee(1))
    waiting = come(event, 2)
    time_machine.shift(3 * 3600)

    assert release_unconfirmed() == 1
    assert release_unconfirmed() == 0

    lost = Registration.objects.get(public_id=answer.public_id)
    assert (lost.state, lost.delete_on) == ("expired", localdate() + timedelta(days=7))
    assert state(waiting) == "offered"
    assert seats(event) == (1, 1)
    with pytest.raises(errors.RegistrationEnded):
        confirm_registration(public_id=answer.public_id)


def test_near_the_date_a_seat_is_held_shorter():
    event = EventFactory(starts_at=now() + timedelta(hours=4))

    register(event_id=event.pk, attendee=an_attendee())

    assert Registration.objects.get().held_until == now() + timedelta(hours=1)


def test_date_that_changed_since_it_was_read_is_to_be_judged_anew():
    event = EventFactory()
    edit_event(event_id=event.pk, changes={"asks_needs": False})

    with pytest.raises(errors.DateChanged):
        register(event_id=event.pk, attendee=an_attendee(), seen=event)

    assert seats(event)[0] == 0
    assert not Registration.objects.exists()
    assert not mails()


def test_date_that_changes_while_it_is_read_is_read_again(monkeypatch):
    from bookings.services import registering

    event, real = EventFactory(title="Infomoment"), registering.mail_confirmation

    def edits(*args, **options):
        monkeypatch.setattr(registering, "mail_confirmation", real)
        edit_event(event_id=event.pk, changes={"title": "Infoavond"})
        return real(*args, **options)

    monkeypatch.setattr(registering, "mail_confirmation", edits)
    answer = register(event_id=event.pk, attendee=an_attendee())

    assert answer.position is None
    assert seats(event) == (1, 10)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"state": "cancelled"}, errors.EventCancelled),
        ({"state": "draft"}, errors.EventCancelled),
        ({"state": "postponed"}, errors.EventPostponed),
        ({"starts_at": evening(-2)}, errors.EventPast),
        ({"registration_opens_at": evening(7)}, errors.RegistrationNotOpen),
        ({"registration_closes_at": evening(-1)}, errors.RegistrationClosed),
        ({"price_cents": 500}, errors.PaymentNotReady),
        ({"capacity": 1, "has_waiting_list": False}, errors.EventFull),
        ({"companions_most": 0}, errors.TooManyCompanions),
        ({"capacity": 2, "companions_most": 9}, errors.NotEnoughSeats),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_registration_is_refused_by_name(fields, refusal):
    if "starts_at" in fields:
        fields = {"starts_at": now() - timedelta(days=2)}
    if "registration_closes_at" in fields:
        fields = {"registration_closes_at": now()}
    if "registration_opens_at" in fields:
        fields = {"registration_opens_at": now() + timedelta(seconds=1)}
    event = EventFactory(**fields)
    if refusal is errors.EventFull:
        RegistrationFactory(event=event)
    companions = {errors.TooManyCompanions: 1, errors.NotEnoughSeats: 2}.get(refusal, 0)

    with pytest.raises(refusal):
        register(event_id=event.pk, attendee=an_attendee(companions=companions))

    assert not mails()
    assert not Registration.objects.filter(email="iemand.1@example.org").exists()


def test_same_address_again_is_written_down_again_and_counts_once():
    event = EventFactory(capacity=3)
    first = register(event_id=event.pk, attendee=an_attendee())

    again = register(event_id=event.pk, attendee=an_attendee(email="IEMAND.1@example.org", name="Een ander"))
    assert again.public_id != first.public_id
    assert len(mails("confirm")) == 2
    assert seats(event) == (2, 3)

    mine = confirm_registration(public_id=first.public_id)
    assert confirm_registration(public_id=again.public_id) == mine
    assert (mine.name, mails("registered")) == ("An Peeters", ["iemand.1@example.org"])
    assert release_unconfirmed(moment=now() + timedelta(hours=2)) == 1
    assert seats(event) == (1, 3)


def test_companions_take_seats_and_give_them_back():
    event = EventFactory(capacity=4, companions_most=3)
    mine = come(event, 1, companions=1)
    assert seats(event) == (2, 4)

    change_registration(public_id=mine.public_id, changes={"companions": 3})
    assert seats(event) == (4, 4)
    change_registration(public_id=mine.public_id, changes={"companions": 0})
    assert seats(event) == (1, 4)
    with pytest.raises(errors.TooManyCompanions):
        change_registration(public_id=mine.public_id, changes={"companions": 4})
    RegistrationFactory(event=Event.objects.get(), companions=2)
    with pytest.raises(errors.NotEnoughSeats):
        change_registration(public_id=mine.public_id, changes={"companions": 1})
    assert seats(event) == (4, 4)


def test_approval_mode_waits_for_staff_and_keeps_the_seat():
    event, staff = EventFactory(capacity=1, needs_approval=True), UserFactory()
    mine = come(event, 1)
    assert (mine.state, seats(event)) == ("pending", (1, 1))
    waiting = come(event, 2)

    refuse_registration(public_id=mine.public_id, reason="Dit is voor verbinders.", by=staff)
    assert (state(mine), state(waiting)) == ("refused", "offered")
    assert "Dit is voor verbinders." in OutboundEmail.objects.get(purpose="bookings.refused").text

    accept_offer(public_id=waiting.public_id)
    assert state(waiting) == "pending", "a seat that was offered waits for approval too"
    approve_registration(public_id=waiting.public_id, by=staff)
    approve_registration(public_id=waiting.public_id, by=staff)
    assert state(waiting) == "confirmed"
    assert mails("approved") == ["iemand.2@example.org"]


def test_staff_register_by_phone_without_an_address():
    event, staff = EventFactory(capacity=1), UserFactory()

    first = register_by_phone(event_id=event.pk, attendee=an_attendee(email="", name="Jef"), by=staff)
    second = register_by_phone(event_id=event.pk, attendee=an_attendee(email="", name="Mia"), by=staff)

    assert (first.state, second.state) == ("confirmed", "waiting")
    assert (first.source, first.registered_by) == (Source.PHONE, staff)
    assert not mails()
    assert AuditEntry.objects.filter(verb="bookings.confirmed", by=staff).count() == 1
    with pytest.raises(errors.EventFull):
        give_seat(public_id=second.public_id, by=staff)


def test_staff_register_an_address_once():
    event = EventFactory()
    come(event, 1)

    with pytest.raises(errors.AlreadyRegistered):
        register_by_phone(event_id=event.pk, attendee=an_attendee(1), by=UserFactory())


def test_walk_in_beyond_the_last_seat_counts_no_seat():
    event, staff = EventFactory(capacity=1), UserFactory()

    one = register_walk_in(event_id=event.pk, name="Jef", by=staff)
    two = register_walk_in(event_id=event.pk, name="Mia", by=staff)
    again = register_walk_in(event_id=event.pk, name="Mia", by=staff, public_id=two.public_id)

    assert (one.seats_held, two.seats_held, again.pk) == (1, 0, two.pk)
    assert one.attended
    assert two.attended
    assert seats(event) == (1, 1)


def test_attendance_is_ticked_once_however_often_it_is_sent():
    mine, staff = RegistrationFactory(), UserFactory()

    for _again in range(3):
        set_attended(public_id=mine.public_id, attended=True, by=staff)

    assert AuditEntry.objects.filter(verb="bookings.attendance").count() == 1
    with pytest.raises(errors.TransitionNotAllowed):
        set_attended(public_id=RegistrationFactory(waiting=True).public_id, attended=True, by=staff)


@pytest.mark.parametrize("old", RegistrationState.values)
@pytest.mark.parametrize("new", RegistrationState.values)
def test_every_pair_of_states_is_allowed_or_refused_as_the_table_says(old, new):
    registration = Registration(state=old)
    if new in REGISTRATION_TRANSITIONS[old]:
        move(registration, new)
        assert registration.state == new
    else:
        with pytest.raises(errors.TransitionNotAllowed):
            move(registration, new)


def test_database_refuses_what_a_race_would_leave():
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, email="an@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_taken=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            event=event, email="AN@example.org", name="x", delete_on=localdate(), state="waiting", queued_at=now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.update(state="cancelled")
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.update(companions=3)
