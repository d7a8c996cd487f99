"""`/kalender/<slug>/`: one date, for people and for machines."""

import json
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import make_aware, now
from icalendar import Calendar

from bookings.words import duration, way_words, when
from tests.factories import UserFactory
from tests.factories.bookings import EventFactory, SeriesFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SECRET = {"is_online": True, "online_url": "https://samen.example.org/geheim"}


def page_of(client, event) -> BeautifulSoup:
    response = client.get(f"/kalender/{event.slug}/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def data_of(client, event) -> dict:
    graph = json.loads(page_of(client, event).select_one("script[type='application/ld+json']").string)["@graph"]
    (found,) = (each for each in graph if each["@type"] == "Event")
    return found


@pytest.mark.parametrize(
    ("traits", "state", "status", "availability", "deed"),
    [
        ({"capacity": 3}, None, "EventScheduled", "InStock", "Schrijf me in"),
        ({"full": True}, "Volzet", "EventScheduled", "SoldOut", "Zet me op de wachtlijst"),
        ({"postponed": True}, "Uitgesteld", "EventPostponed", "OutOfStock", None),
        (
            {"cancelled": True, "state_reason": "De zaal is dicht."},
            "Gaat niet door",
            "EventCancelled",
            "OutOfStock",
            None,
        ),
    ],
)
def test_state_is_the_same_in_text_and_for_machines(client, site, traits, state, status, availability, deed):
    event = EventFactory(**traits)

    page, data = page_of(client, event), data_of(client, event)

    shown = page.select_one(".date-state")
    assert (shown and shown.get_text()) == state
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data["offers"]["availability"] == f"https://schema.org/{availability}"
    button = page.select_one(".date .button--primary")
    assert (button and button.get_text()) == deed
    assert event.state_reason in page.get_text()


def test_machines_read_when_where_and_how_many(client, site):
    starts = make_aware(datetime(2127, 3, 28, 19, 30))
    event = EventFactory(starts_at=starts, place_name="De Spil", city="Antwerpen", capacity=12, seats_taken=3, **SECRET)

    data = data_of(client, event)

    assert (data["startDate"], data["endDate"]) == ("2127-03-28T19:30+01:00", "2127-03-28T21:00+01:00") or data[
        "startDate"
    ].startswith("2127-03-28T19:30")
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["VirtualLocation", "Place"]
    assert (data["maximumAttendeeCapacity"], data["remainingAttendeeCapacity"]) == (12, 9)


def test_online_link_is_nowhere_in_public(client, site):
    event = EventFactory(**SECRET)

    for address in (f"/kalender/{event.slug}/", f"/kalender/{event.slug}/agenda.ics", "/kalender/agenda.ics"):
        assert b"geheim" not in client.get(address).content
    for address in ("/api/v3/bookings/events/", f"/api/v3/bookings/events/{event.public_id}/"):
        assert b"geheim" not in client.get(address).content


def test_draft_is_not_there_and_what_was_taken_away_is_gone(client, site):
    draft, gone = EventFactory(draft=True), EventFactory(deleted=True)

    for tail in ("", "agenda.ics"):
        assert client.get(f"/kalender/{draft.slug}/{tail}").status_code == 404
        assert client.get(f"/kalender/{gone.slug}/{tail}").status_code == 410


def test_file_adds_the_date_once(client, site):
    event = EventFactory(title="Samen eten")

    response = client.get(f"/kalender/{event.slug}/agenda.ics")

    assert response["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
    (component,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert component["SUMMARY"] == "Samen eten"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Inschrijven kan tot het begint."),
        ({"registration_opens_at": timedelta(days=1)}, "Inschrijven kan vanaf"),
        ({"registration_closes_at": timedelta(days=-1)}, "Inschrijven kan niet meer."),
        ({"registration_closes_at": timedelta(days=2)}, "Inschrijven kan tot"),
        ({"full": True, "has_waiting_list": False}, "Alle plaatsen zijn bezet."),
        ({"past": True}, "Deze datum is voorbij."),
        ({"starts_at": timedelta(minutes=-5)}, "Deze datum is nu bezig."),
        ({"price_cents": 1250}, "Betalen kan hier nog niet."),
    ],
)
def test_window_is_said_in_words(fields, words):
    fields = {name: now() + value if isinstance(value, timedelta) else value for name, value in fields.items()}

    assert way_words(EventFactory.build(**fields)).startswith(words)


def test_hours_are_said_as_people_here_say_them():
    evening = make_aware(datetime(2027, 3, 28, 19, 30))

    assert when(EventFactory.build(starts_at=evening)) == "zondag 28 maart 2027, van 19.30 tot 21 uur"
    assert [duration(timedelta(minutes=minutes)) for minutes in (45, 60, 90, 100, 2880)] == [
        *("45 minuten", "1 uur", "1,5 uur", "1 uur en 40 minuten", "2 dagen")
    ]


def test_page_leads_to_the_other_dates_of_its_series(client, site):
    series = SeriesFactory()
    event, other = EventFactory.create_batch(2, series=series)
    EventFactory(series=series, cancelled=True)

    assert [link["href"] for link in page_of(client, event).select(".strand a")] == [f"/kalender/{other.slug}/"]


def test_page_costs_the_same_with_one_and_with_thirty_others(client, site):
    series = SeriesFactory()
    event, _other = EventFactory.create_batch(2, series=series)
    address = f"/kalender/{event.slug}/"
    with_one = queries_of(client, address, at_most=7)
    EventFactory.create_batch(29, series=series)

    assert queries_of(client, address, at_most=7) == with_one


def test_copy_of_a_page_is_never_older_than_what_it_says(client, site):
    soon = EventFactory(registration_closes_at=now() + timedelta(seconds=5))
    later = EventFactory()

    assert int(client.get(f"/kalender/{soon.slug}/")["Cache-Control"].split("max-age=")[1].split(",")[0]) <= 5
    assert set(client.get(f"/kalender/{later.slug}/")["Cache-Control"].split(", ")) == {"public", "max-age=10"}
    client.force_login(UserFactory())
    assert "no-store" in client.get(f"/kalender/{later.slug}/")["Cache-Control"]


def test_subscribe_page_leads_into_each_calendar(client, site):
    series = SeriesFactory(slug="maandelijks", title="Elke maand")
    EventFactory(series=series)

    page = BeautifulSoup(client.get("/kalender/abonneren/?agenda=reeks-maandelijks").content, "html5lib")

    links = [link["href"] for link in page.select(".follow__ways a")]
    feed = "testserver/kalender/agenda/reeks/maandelijks.ics"
    assert links[0] == f"webcal://{feed}"
    assert (
        links[1]
        == "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftestserver%2Fkalender%2Fagenda%2Freeks%2Fmaandelijks.ics"
    )
    assert all("outlook" in link and "http%3A%2F%2Ftestserver%2Fkalender" in link for link in links[2:])
    assert page.select_one("#feed-address")["value"] == f"http://{feed}"
    assert page.select_one(".follow__code svg")
    assert page.select_one(".filter__list [aria-current]").get_text() == "Elke maand"
