"""The check finds each fault that makes calendars drop a feed."""

import pytest

from bookings.feed_check import check_feed
from bookings.feeds import feed_bytes, scope_of
from tests.factories import user_with_role
from tests.factories.bookings import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def good() -> bytes:
    EventFactory(title="Samen eten", summary="Een grote pot soep. " * 8)
    return feed_bytes(scope_of(""))


def test_good_feed_has_no_troubles_and_shows_what_subscribers_see(good):
    checked = check_feed(good)

    assert checked.troubles == []
    assert [(seen.title, seen.status, seen.sequence) for seen in checked.dates] == [("Samen eten", "CONFIRMED", 0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\n", b"\n"),
        (b"\r\n ", b""),
        (b"BEGIN:VEVENT", b"BEGIN:VNOTHING"),
        (b"TZID:Europe/Brussels\r\n", b"TZID:Europe/Gent\r\n"),
        (b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n", b""),
        (b";VALUE=DURATION", b""),
        (b"X-PUBLISHED-TTL:PT1H", b"X-PUBLISHED-TTL:1:00:00"),
        (b"CALSCALE:GREGORIAN\r\n", b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"),
        (b"SEQUENCE:0\r\n", b""),
        (b"STATUS:CONFIRMED", b"STATUS:SURE"),
        (b"CATEGORIES:Infomoment,iedereen", b"CATEGORIES:"),
        (b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT"),
    ],
)
def test_each_fault_is_found(good, old, new):
    assert old in good

    assert check_feed(good.replace(old, new)).troubles


def test_date_that_stands_there_twice_is_found(good):
    event = good[good.index(b"BEGIN:VEVENT") : good.index(b"END:VCALENDAR")]

    assert check_feed(good.replace(b"END:VCALENDAR", event + b"END:VCALENDAR")).troubles


def test_online_link_is_found_also_across_a_fold(good):
    leaked = good.replace(b"SUMMARY:", b"X-LINK:https://samen.exam\r\n ple.org/x\r\nSUMMARY:")

    assert check_feed(leaked, secrets=frozenset({"https://samen.example.org/x"})).troubles


def test_staff_of_bookings_see_every_feed_and_others_do_not(client, site):
    EventFactory(title="Samen eten", audience="vrijwilligers")
    client.force_login(user_with_role("Boekingen"))

    page = client.get("/admin/reports/calendar-feeds/?agenda=vrijwilligers")

    assert page.context["checked"].troubles == []
    assert [seen.title for seen in page.context["checked"].dates] == ["Samen eten"]
    assert "CONFIRMED" not in page.content.decode(), "staff read words"
    client.force_login(user_with_role("Redacteurs"))
    assert client.get("/admin/reports/calendar-feeds/").status_code in (302, 403)
