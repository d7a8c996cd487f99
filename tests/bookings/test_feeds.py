"""The calendar as feeds: what stands in them, and when they are said to be other than before."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils.timezone import now
from icalendar import Calendar

from bookings.feed_check import check_feed
from bookings.icalendars import uid_of
from bookings.models import Event
from bookings.services import cancel_event, cancel_registration, delete_event, edit_event, move_event, postpone_event
from bookings.terms import OWN_FEED
from tests.factories.bookings import EventFactory, RegistrationFactory, SeriesFactory
from tests.queries import exactly, queries_of
from trust.links.services import issue_link, link_url, revoke_links

FEED = "/kalender/agenda.ics"
pytestmark = pytest.mark.django_db


def read(client, address: str = FEED) -> dict[str, dict[str, bytes]]:
    """What stands in the feed: of each UID its lines by name."""
    response = client.get(address)
    assert response.status_code == 200
    assert check_feed(response.content).troubles == []
    return {
        str(event["UID"]): {name: value.to_ical() for name, value in event.items()}
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    }


def test_feed_says_its_name_and_how_often_to_look_again(client):
    EventFactory()

    response = client.get(FEED)

    calendar = Calendar.from_ical(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Lus: kalender"
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar["X-PUBLISHED-TTL"].to_ical() == b"PT1H"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in response.content
    assert "METHOD" not in calendar
    assert "Content-Disposition" not in response


def test_each_feed_holds_its_own_dates_and_none_holds_drafts(client):
    series = SeriesFactory(slug="maandelijks")
    of_series = EventFactory(series=series, audience="vrijwilligers")
    other = EventFactory(audience="organisaties")
    EventFactory(draft=True)

    assert set(read(client)) == {uid_of(of_series), uid_of(other)}
    assert set(read(client, "/kalender/agenda/organisaties.ics")) == {uid_of(other)}
    assert set(read(client, "/kalender/agenda/reeks/maandelijks.ics")) == {uid_of(of_series)}
    assert client.get("/kalender/agenda/niemand.ics").status_code == 404
    assert client.get("/kalender/agenda/reeks/niets.ics").status_code == 404


def test_online_link_stands_in_no_feed(client):
    EventFactory(is_online=True, online_url="https://samen.example.org/geheim")

    assert b"geheim" not in client.get(FEED).content


MOVE = timedelta(days=7)


@pytest.mark.parametrize(
    ("work", "status", "lines"),
    [
        (
            lambda event: move_event(event_id=event.pk, starts_at=event.starts_at + MOVE, ends_at=event.ends_at + MOVE),
            b"CONFIRMED",
            {"DTSTART", "DTEND"},
        ),
        (lambda event: postpone_event(event_id=event.pk), b"TENTATIVE", {"STATUS", "SUMMARY", "DESCRIPTION", "TRANSP"}),
        (lambda event: cancel_event(event_id=event.pk), b"CANCELLED", {"STATUS", "SUMMARY", "DESCRIPTION", "TRANSP"}),
        (
            lambda event: delete_event(event_id=event.pk),
            b"CANCELLED",
            {"STATUS", "SUMMARY", "DESCRIPTION", "TRANSP", "URL"},
        ),
    ],
    ids=["move", "postpone", "cancel", "delete"],
)
def test_only_the_date_that_changed_changes_in_the_feed(client, work, status, lines):
    long_ago = now() - timedelta(days=30)
    event, _other, _third = (EventFactory(changed_at=long_ago, created_at=long_ago) for _number in range(3))
    before, etag = read(client), client.get(FEED)["ETag"]

    work(event)

    after = read(client)
    uid = uid_of(event)
    assert after.keys() == before.keys()
    assert {other: after[other] for other in after if other != uid} == {
        other: before[other] for other in before if other != uid
    }
    changed = {name for name in {*before[uid], *after[uid]} if before[uid].get(name) != after[uid].get(name)}
    assert changed == lines | {"SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}
    assert after[uid]["STATUS"] == status
    assert after[uid]["SEQUENCE"] == b"1"
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_cancelled_and_deleted_dates_are_told_for_ninety_days(client, time_machine_at):
    cancelled, deleted, kept = EventFactory(), EventFactory(), EventFactory()
    cancel_event(event_id=cancelled.pk)
    delete_event(event_id=deleted.pk)
    etag = client.get(FEED)["ETag"]

    time_machine_at(now() + timedelta(days=89))
    assert set(read(client)) == {uid_of(cancelled), uid_of(deleted), uid_of(kept)}
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304

    time_machine_at(now() + timedelta(days=2))
    assert set(read(client)) == {uid_of(kept)}
    response = client.get(FEED, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response["Last-Modified"] == f"{now() - timedelta(days=1):%a, %d %b %Y}" + response["Last-Modified"][16:]


@pytest.fixture
def time_machine_at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def test_same_question_gets_the_same_bytes_and_not_modified_is_cheap(client):
    EventFactory.create_batch(3)
    first = client.get(FEED)
    cache.clear()

    assert client.get(FEED).content == first.content
    with exactly(2):
        response = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == first["ETag"]
    assert "max-age=60" in response["Cache-Control"]


def test_moment_alone_never_makes_a_calendar_keep_what_it_has(client):
    event = EventFactory(capacity=5, seats_taken=4)
    first = client.get(FEED)
    Event.objects.filter(pk=event.pk).update(seats_taken=5)

    response = client.get(FEED, headers={"If-Modified-Since": first["Last-Modified"]})

    assert response.status_code == 200
    assert response["ETag"] != first["ETag"]
    assert "wachtlijst" in next(iter(Calendar.from_ical(response.content).walk("VEVENT")))["DESCRIPTION"]


def test_seats_that_leave_a_date_open_change_nothing_in_the_feed(client):
    event = EventFactory(capacity=5, seats_taken=1)
    etag = client.get(FEED)["ETag"]
    Event.objects.filter(pk=event.pk).update(seats_taken=2)

    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304


def test_words_that_a_calendar_shows_make_it_another_feed(client):
    event = EventFactory()
    etag = client.get(FEED)["ETag"]
    edit_event(event_id=event.pk, changes={"summary": "Iets anders."})

    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_head_says_what_get_would_and_gzip_holds_the_same(client):
    EventFactory()
    plain = client.get(FEED)

    head = client.head(FEED)
    packed = client.get(FEED, headers={"Accept-Encoding": "gzip, deflate"})

    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (plain["ETag"], plain["Content-Length"])
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert client.get(FEED, headers={"Accept-Encoding": "gzip;q=0"}).content == plain.content
    assert client.post(FEED).status_code == 405


@pytest.mark.parametrize("address", [FEED, "/kalender/agenda/iedereen.ics", "/kalender/agenda/reeks/veel.ics"])
def test_feed_costs_the_same_with_one_three_and_three_hundred_dates(client, address):
    series = SeriesFactory(slug="veel")
    EventFactory(series=series)
    with_one = queries_of(client, address, at_most=3)
    EventFactory.create_batch(2, series=series)
    with_three = queries_of(client, address, at_most=3)
    EventFactory.create_batch(297, series=series)

    assert with_one == with_three == queries_of(client, address, at_most=3)


def test_hours_are_right_across_both_clock_changes(client):
    starts = [datetime(2027, month, day, hour, 30, tzinfo=UTC) for month, day, hour in SUMMER_AND_WINTER]
    for moment in starts:
        EventFactory(starts_at=moment)

    events = Calendar.from_ical(client.get(FEED).content).walk("VEVENT")

    assert [event["DTSTART"].to_ical()[-6:] for event in events] == [b"193000"] * 4
    assert [event.start.astimezone(UTC) for event in events] == starts


# 19.30 in Brussels before and after the clock changes of 2027.
SUMMER_AND_WINTER = [(3, 27, 18), (3, 29, 17), (10, 30, 17), (11, 1, 18)]


def own_address(registration) -> str:
    link = issue_link(purpose=OWN_FEED, about=registration)
    return "/" + link_url(link=link).split("/", 3)[3]


def test_own_feed_holds_what_somebody_comes_to_and_is_kept_from_others(client, site):
    mine = RegistrationFactory(email="rita@example.org")
    also = RegistrationFactory(email="Rita@example.org")
    RegistrationFactory(waiting=True, email="rita@example.org")
    RegistrationFactory(email="sam@example.org")
    address = own_address(mine)

    assert set(read(client, address)) == {uid_of(mine.event), uid_of(also.event)}
    response = client.get(address)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))

    cancel_registration(public_id=also.public_id)
    assert set(read(client, address)) == {uid_of(mine.event)}
    revoke_links(about=mine, purpose=OWN_FEED)
    assert client.get(address).status_code == 404


def test_own_feed_costs_the_same_with_one_and_with_thirty(client, site):
    mine = RegistrationFactory(email="rita@example.org")
    address = own_address(mine)
    with_one = queries_of(client, address, at_most=5)
    RegistrationFactory.create_batch(29, email="rita@example.org")

    assert queries_of(client, address, at_most=5) == with_one
