"""One date as calendars read it."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from bookings.icalendars import Party, mail_part, single, text_of, uid_of
from tests.factories.bookings import EventFactory

ORGANIZER = Party("kalender@example.org", "Lus vzw")
RITA = Party("rita@example.org", 'Rita "de" Wit; Jansen')


def the_event(content: bytes):
    (component,) = Calendar.from_ical(content).walk("VEVENT")
    return component


@pytest.mark.parametrize(
    ("day", "offset"),
    [((2027, 3, 27), 1), ((2027, 3, 28), 2), ((2027, 10, 30), 2), ((2027, 10, 31), 1)],
)
def test_local_hour_stands_beside_a_zone_whose_rules_give_the_same_moment(day, offset):
    starts = datetime(*day, 19 - offset, 30, tzinfo=UTC)
    event = EventFactory.build(starts_at=starts, ends_at=starts + timedelta(hours=1))

    component = the_event(single(event))

    assert component["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert component["DTSTART"].to_ical() == f"{starts:%Y%m%d}T193000".encode()
    assert component.start.utcoffset() == timedelta(hours=offset)
    assert component.start == starts


def test_zone_is_written_as_rules_not_as_dates():
    (zone,) = Calendar.from_ical(single(EventFactory.build())).walk("VTIMEZONE")

    assert [(half.name, half["RRULE"].to_ical()) for half in zone.subcomponents] == [
        ("DAYLIGHT", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("STANDARD", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ]


@pytest.mark.parametrize(
    ("traits", "status", "first_words"),
    [
        ({}, "CONFIRMED", "Infomoment"),
        ({"postponed": True}, "TENTATIVE", "Uitgesteld:"),
        ({"cancelled": True}, "CANCELLED", "Gaat niet door:"),
        ({"deleted": True}, "CANCELLED", "Gaat niet door:"),
    ],
)
def test_state_is_said_in_status_and_in_words(traits, status, first_words):
    component = the_event(single(EventFactory.build(**traits)))

    assert component["STATUS"] == status
    assert component["SUMMARY"].startswith(first_words)


def test_stamps_come_from_the_record_in_utc():
    changed = datetime(2027, 1, 5, 10, 30, tzinfo=UTC)
    event = EventFactory.build(changed_at=changed, sequence=7)

    component = the_event(single(event))

    assert component["DTSTAMP"].to_ical() == component["LAST-MODIFIED"].to_ical() == b"20270105T103000Z"
    assert component["SEQUENCE"] == 7
    assert component["UID"] == uid_of(event)
    assert single(event) == single(event)


def test_lines_end_in_crlf_and_hold_at_most_75_octets():
    event = EventFactory.build(title="Eén " * 30, summary="Samen rond de tafel; « ja », zei zij.\r\nEn toen?" * 4)

    content = single(event)

    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in content.split(b"\r\n"))
    assert the_event(content)["SUMMARY"] == ("Eén " * 30).strip()


def test_online_link_is_only_in_a_mail_that_hands_it_in():
    event = EventFactory.build(is_online=True, online_url="https://samen.example.org/geheim")

    assert b"geheim" not in single(event)
    assert b"geheim" not in mail_part(event, method="REQUEST", organizer=ORGANIZER, attendee=RITA)
    told = mail_part(event, method="REQUEST", organizer=ORGANIZER, attendee=RITA, online_url=event.online_url)
    assert event.online_url in the_event(told)["DESCRIPTION"]


def test_full_date_says_so_to_visitors_and_not_to_who_has_a_seat():
    event = EventFactory.build(full=True)

    assert "wachtlijst" in the_event(single(event))["DESCRIPTION"]
    invited = mail_part(event, method="REQUEST", organizer=ORGANIZER, attendee=RITA)
    assert "wachtlijst" not in the_event(invited)["DESCRIPTION"]


def test_mail_to_somebody_who_no_longer_comes_is_a_cancellation_of_a_higher_revision():
    event = EventFactory.build(sequence=2)

    calendar = Calendar.from_ical(mail_part(event, method="CANCEL", organizer=ORGANIZER, attendee=RITA, sequence=3))

    (component,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], component["STATUS"], component["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert component["UID"] == uid_of(event)
    assert component["ORGANIZER"] == "mailto:kalender@example.org"
    assert component["ATTENDEE"].params["CN"] == "Rita 'de' Wit; Jansen"
    assert "METHOD" not in Calendar.from_ical(single(event))


def test_rich_text_reads_as_lines_without_what_no_calendar_may_hold():
    html = '<p>Eerst <b>dit</b> &amp; dan\x0b dat.</p><ul><li>Een</li><li><a href="/x/">Twee</a></li></ul>'

    assert text_of(html) == "Eerst dit & dan\ndat.\n- Een\n- Twee"
