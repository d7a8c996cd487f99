"""What happens to a date, and who is told what."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.utils.timezone import localtime, now
from icalendar import Calendar

from bookings import errors
from bookings.enums import EVENT_TRANSITIONS, EventState
from bookings.models import Event, Series
from bookings.occurrences import check_rule
from bookings.services import (
    apply_series,
    cancel_event,
    cancel_registration,
    change_capacity,
    confirm_registration,
    delete_event,
    edit_event,
    generate_dates,
    make_dates,
    move_event,
    postpone_event,
    publish_event,
    register,
)
from tests.factories import UserFactory
from tests.factories.registrations import (
    EventFactory,
    HolidayFactory,
    RegistrationFactory,
    SeriesFactory,
    an_attendee,
)
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]
HOUR = timedelta(hours=1)


def invitation_of(mail: OutboundEmail):
    """The event in the mail's calendar part, its method, and the method in its MIME type."""
    part = mail.attachments.get()
    calendar = Calendar.from_ical(bytes(part.content))
    [event] = calendar.walk("VEVENT")
    mime = dict(pair.split("=") for pair in part.content_type.split("; ")[1:])
    assert calendar["METHOD"] == mime["method"]
    return event, calendar["METHOD"]


@pytest.mark.parametrize(
    "change",
    [
        partial(edit_event, changes={"access_info": "Een lift"}),
        partial(change_capacity, capacity=3),
        partial(edit_event, changes={"price_cents": 500}),
        postpone_event,
        cancel_event,
        delete_event,
    ],
)
def test_version_moves_with_each_change_and_not_with_who_comes(change):
    event = EventFactory()
    register(event_id=event.pk, attendee=an_attendee())
    event.refresh_from_db()
    assert event.version == 0

    change(event_id=event.pk)
    change(event_id=event.pk)

    event.refresh_from_db()
    assert event.version == 1, "the second time nothing changed"


def reach(event_id: int, to: str) -> Event:
    """Through the service that leads to this state."""
    event = Event.objects.get(pk=event_id)
    match to:
        case EventState.PLANNED if event.state == EventState.POSTPONED:
            return move_event(event_id=event_id, starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR)
        case EventState.PLANNED:
            return publish_event(event_id=event_id)
        case EventState.POSTPONED:
            return postpone_event(event_id=event_id)
        case EventState.CANCELLED:
            return cancel_event(event_id=event_id)
    raise errors.TransitionNotAllowed(event.state, to)


@pytest.mark.parametrize("new", EventState.values)
@pytest.mark.parametrize("old", EventState.values)
def test_every_pair_of_states_is_allowed_or_refused_as_the_table_says(old, new):
    event = EventFactory(state=old)

    if new in EVENT_TRANSITIONS[old] or (new == old != EventState.DRAFT):
        assert reach(event.pk, new).state == new
    else:
        with pytest.raises(errors.TransitionNotAllowed):
            reach(event.pk, new)
    event.refresh_from_db()
    assert event.state == (new if new in EVENT_TRANSITIONS[old] else old)


def test_move_mails_everybody_with_a_newer_revision_for_their_calendar():
    event = EventFactory()
    comes, waits = RegistrationFactory(event=event), RegistrationFactory(event=event, waiting=True)
    RegistrationFactory(event=event, held=True)
    RegistrationFactory(event=event, email="")
    starts = event.starts_at + timedelta(days=7)

    moved = move_event(event_id=event.pk, starts_at=starts, ends_at=starts + HOUR, by=UserFactory())

    assert (moved.sequence, moved.changed_at, moved.edited_at) == (1, now(), now())
    mails = {mail.recipient: mail for mail in OutboundEmail.objects.all()}
    assert set(mails) == {comes.email, waits.email}
    invited, method = invitation_of(mails[comes.email])
    assert (method, int(invited["SEQUENCE"]), invited.start) == ("REQUEST", 1, localtime(starts))
    assert str(invited["UID"]).startswith(str(event.public_id))
    assert not mails[waits.email].attachments.exists()
    comes.refresh_from_db()
    assert comes.delete_on == localtime(starts + HOUR).date() + timedelta(days=60)


def test_cancelling_tells_calendars_by_method_and_mime_type_and_the_waiting_list_too():
    event = EventFactory(capacity=1)
    comes, waits = RegistrationFactory(event=event), RegistrationFactory(event=event, waiting=True)
    held = RegistrationFactory(event=EventFactory(), held=True)

    cancel_event(event_id=event.pk, reason="De zaal is gesloten.")
    cancel_event(event_id=event.pk)

    mails = {mail.recipient: mail for mail in OutboundEmail.objects.all()}
    assert set(mails) == {comes.email, waits.email}
    gone, method = invitation_of(mails[comes.email])
    assert (method, gone["STATUS"]) == ("CANCEL", "CANCELLED")
    assert int(gone["SEQUENCE"]) >= 1
    assert all("De zaal is gesloten." in mail.text for mail in mails.values())
    event.refresh_from_db()
    assert event.seats_taken == 0
    assert held.state == "held"
    assert not event.registrations.active().exists()
    assert not OutboundEmail.objects.filter(purpose="bookings.offer").exists(), (
        "no seat of a date that is off is offered"
    )


def test_postponing_keeps_everybody_and_a_new_day_tells_them():
    event = EventFactory()
    comes = RegistrationFactory(event=event)

    postpone_event(event_id=event.pk, reason="Sneeuw.")
    with pytest.raises(errors.EventPostponed):
        register(event_id=event.pk, attendee=an_attendee())
    move_event(event_id=event.pk, starts_at=event.starts_at + 24 * HOUR, ends_at=event.ends_at + 24 * HOUR)

    purposes = list(OutboundEmail.objects.order_by("pk").values_list("purpose", flat=True))
    assert purposes == ["bookings.postponed", "bookings.moved"]
    revisions = [int(invitation_of(mail)[0]["SEQUENCE"]) for mail in OutboundEmail.objects.order_by("pk")]
    assert revisions == [1, 2]
    comes.refresh_from_db()
    assert comes.state == "confirmed"
    event.refresh_from_db()
    assert (event.state, event.state_reason) == ("planned", "")


def test_edit_that_changes_nothing_leaves_no_trace():
    event = EventFactory()
    RegistrationFactory(event=event)

    edit_event(event_id=event.pk, changes={"title": event.title, "starts_at": event.starts_at})

    event.refresh_from_db()
    assert (event.sequence, event.edited_at) == (0, None)
    assert not OutboundEmail.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "revision", "told"),
    [
        ("title", "Ander infomoment", 1, True),
        ("street", "Dorpsstraat 2", 1, True),
        ("is_online", True, 1, True),
        ("summary", "Andere woorden.", 0, False),
        ("access_info", "Er is een lift.", 0, False),
        ("capacity", 20, 0, False),
        ("online_url", "https://video.example.org/x", 0, False),
    ],
)
def test_what_calendars_follow_is_a_new_revision_and_a_mail(field, value, revision, told):
    event = EventFactory()
    RegistrationFactory(event=event)

    edit_event(event_id=event.pk, changes={field: value})

    event.refresh_from_db()
    assert (event.sequence, OutboundEmail.objects.exists()) == (revision, told)
    assert event.edited_at == now()


def test_draft_becomes_public_without_mail_or_revision():
    event = EventFactory(state="draft")
    RegistrationFactory(event=event)

    edit_event(event_id=event.pk, changes={"title": "Ander"})
    publish_event(event_id=event.pk)

    event.refresh_from_db()
    assert (event.state, event.sequence) == ("planned", 0)
    assert not OutboundEmail.objects.exists()


def test_new_online_link_is_mailed_to_who_has_the_old_one():
    event = EventFactory(starts_at=now() + 5 * HOUR, is_online=True, online_url="https://video.example.org/old")
    comes = RegistrationFactory(event=event)
    RegistrationFactory(event=event, waiting=True)

    edit_event(event_id=event.pk, changes={"online_url": "https://video.example.org/new"})

    [mail] = OutboundEmail.objects.all()
    assert (mail.recipient, "https://video.example.org/new" in mail.text) == (comes.email, True)


def test_field_that_is_no_content_is_not_edited():
    with pytest.raises(ValueError, match="seats_taken"):
        edit_event(event_id=EventFactory().pk, changes={"seats_taken": 0})


def test_time_that_runs_backwards_is_refused():
    event = EventFactory()
    with pytest.raises(errors.TimeNotRight):
        move_event(event_id=event.pk, starts_at=event.ends_at, ends_at=event.starts_at)


def test_taken_away_is_told_as_cancelled_and_stays_for_feeds():
    event = EventFactory()
    RegistrationFactory(event=event)

    delete_event(event_id=event.pk)
    delete_event(event_id=event.pk)

    event.refresh_from_db()
    assert event.sequence == 1
    assert [mail.purpose for mail in OutboundEmail.objects.all()] == ["bookings.cancelled"]
    assert list(Event.objects.in_feeds()) == [event]
    assert not Event.objects.public().exists()


def test_who_cancels_and_comes_back_is_invited_above_their_cancellation():
    event = EventFactory()
    revisions = []
    for _again in range(2):
        mine = confirm_registration(public_id=register(event_id=event.pk, attendee=an_attendee()).public_id)
        cancel_registration(public_id=mine.public_id)
    for mail in OutboundEmail.objects.filter(attachments__isnull=False).order_by("pk"):
        invited, method = invitation_of(mail)
        revisions.append((method, int(invited["SEQUENCE"])))

    assert revisions == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2), ("CANCEL", 3)]


# --- series -----------------------------------------------------------------------------------------------------


def days_of(series: Series) -> list[str]:
    return [f"{localtime(event.starts_at):%Y-%m-%d %H:%M}" for event in series.events.order_by("starts_at")]


def test_dates_keep_their_hour_when_the_clock_changes():
    series = SeriesFactory(starts_at_time=time(19, 30), rrule="FREQ=MONTHLY;BYDAY=1TU")

    made = generate_dates(series_id=series.pk, until=date(2027, 12, 31))

    assert len(made) == 13
    assert days_of(series)[:5] == [
        "2026-12-01 19:30",
        "2027-01-05 19:30",
        "2027-02-02 19:30",
        "2027-03-02 19:30",
        "2027-04-06 19:30",
    ]
    assert {event.starts_at.utctimetuple().tm_hour for event in made} == {17, 18}
    assert made[1].slug == f"{series.slug}-2027-01-05"


def test_making_again_makes_nothing_and_leaves_alone_what_was_touched():
    series = SeriesFactory(rrule="FREQ=WEEKLY")
    made = generate_dates(series_id=series.pk, until=date(2027, 1, 31))
    moved, cancelled, deleted, edited = made[1:5]
    move_event(event_id=moved.pk, starts_at=moved.starts_at + 24 * HOUR, ends_at=moved.ends_at + 24 * HOUR)
    cancel_event(event_id=cancelled.pk)
    delete_event(event_id=deleted.pk)
    edit_event(event_id=edited.pk, changes={"title": "Met gast"})
    before = list(Event.objects.order_by("pk").values())

    assert generate_dates(series_id=series.pk, until=date(2027, 1, 31)) == []
    assert list(Event.objects.order_by("pk").values()) == before


def test_holidays_are_skipped_unless_the_series_says_otherwise():
    HolidayFactory(day="2026-12-25")
    skips, stays = SeriesFactory(rrule="FREQ=DAILY"), SeriesFactory(rrule="FREQ=DAILY", skips_holidays=False)

    until = date(2026, 12, 31)
    assert len(generate_dates(series_id=skips.pk, until=until)) + 1 == len(
        generate_dates(series_id=stays.pk, until=until)
    )
    assert not skips.events.filter(occurs_on="2026-12-25").exists()


def test_clock_makes_dates_as_far_ahead_as_each_series_says(time_machine):
    SeriesFactory(rrule="FREQ=WEEKLY", ahead_days=28)
    SeriesFactory(rrule="FREQ=WEEKLY", is_active=False)
    SeriesFactory(rrule="")

    assert make_dates() == 5
    time_machine.shift(7 * 24 * 3600)
    call_command("make_dates")

    assert Event.objects.count() == 6


def test_address_that_is_taken_gets_a_number():
    series = SeriesFactory(slug="reeks", rrule="FREQ=DAILY")
    EventFactory(slug="reeks-2026-12-02")

    generate_dates(series_id=series.pk, until=date(2026, 12, 2))

    assert series.events.get(occurs_on="2026-12-02").slug == "reeks-2026-12-02-2"


@pytest.mark.parametrize(
    "rule", ["FREQ=HOURLY", "X", "FREQ=MONTHLY;BYDAY=9XX", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY;COUNT=x"]
)
def test_rule_that_is_none_is_refused(rule):
    with pytest.raises(errors.RuleNotUnderstood):
        check_rule(rule)


@pytest.mark.parametrize(
    "rule", ["FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE", "RRULE:FREQ=WEEKLY;UNTIL=20270101T000000Z", "freq=daily;count=3", ""]
)
def test_rule_that_is_one_is_read(rule):
    check_rule(rule)


def test_change_of_the_series_reaches_its_untouched_future_dates_and_their_people():
    series = SeriesFactory(rrule="FREQ=WEEKLY", capacity=5)
    first, second, third = generate_dates(series_id=series.pk, until=date(2026, 12, 15))
    edit_event(event_id=second.pk, changes={"summary": "Met gast."})
    person = RegistrationFactory(event=Event.objects.get(pk=third.pk), companions=2)
    series.city, series.capacity, series.starts_at_time = "Gent", 2, time(20)
    series.save()

    done = apply_series(series_id=series.pk)

    assert (done.changed, done.kept_seats) == (2, 1)
    assert apply_series(series_id=series.pk).changed == 0
    for event in (first, second, third):
        event.refresh_from_db()
    assert [event.city for event in (first, second, third)] == ["Gent", "", "Gent"]
    assert [event.capacity for event in (first, second, third)] == [2, 5, 3]
    assert [localtime(event.starts_at).hour for event in (first, second, third)] == [20, 19, 20]
    assert (first.edited_at, third.sequence) == (None, 1)
    assert [mail.recipient for mail in OutboundEmail.objects.all()] == [person.email]


def test_capacity_may_end():
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    waits = RegistrationFactory(event=event, waiting=True)

    change_capacity(event_id=event.pk, capacity=None)

    waits.refresh_from_db()
    assert waits.state == "offered"
