"""An action on any page that is tied to the next date; dates in search and in the sitemap."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from bookings.models import Event
from bookings.services import cancel_event
from cms.blocks import BodyBlock
from home.search import search_all, suggestions
from tests.factories import PlainPageFactory
from tests.factories.bookings import EventFactory, SeriesFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
AT_MOST_TEN = [words for age in (9, 10) for words in (f"public, max-age={age}", f"max-age={age}, public")]


def tied_to(*things, **values) -> list:
    targets = [f"series-{thing.public_id}" if hasattr(thing, "public_id") else f"audience-{thing}" for thing in things]
    return [
        ("live_action", {"target": f"next-date:{target}", "otherwise": "Er is nu niets gepland.", **values})
        for target in targets
    ]


def block_of(client, page):
    return BeautifulSoup(client.get(page.url).content, "html5lib").select_one(".block--live")


def test_block_shows_the_next_date_with_its_seats_and_a_button_to_it(client, site):
    series = SeriesFactory()
    EventFactory(series=series, cancelled=True)
    EventFactory(series=series, past=True)
    following = EventFactory(series=series, starts_at=now() + timedelta(days=20), capacity=5, seats_taken=2)
    EventFactory(series=series, starts_at=now() + timedelta(days=30))

    block = block_of(client, PlainPageFactory(body=tied_to(series)))

    assert block.select_one(".button")["href"] == f"/kalender/{following.slug}/"
    assert block.select_one(".button").get_text() == "Schrijf me in"
    assert block.select(".action__words li")[-1].get_text() == "Nog 3 plaatsen"


def test_block_is_live_though_the_page_is_kept(client, site):
    series = SeriesFactory()
    first = EventFactory(series=series, capacity=2)
    second = EventFactory(series=series, starts_at=now() + timedelta(days=20))
    page = PlainPageFactory(body=tied_to(series))
    assert block_of(client, page).select_one(".button")["href"] == f"/kalender/{first.slug}/"

    Event.objects.filter(pk=first.pk).update(seats_taken=2)
    assert block_of(client, page).select_one(".button").get_text() == "Zet me op de wachtlijst"
    cancel_event(event_id=first.pk)
    assert block_of(client, page).select_one(".button")["href"] == f"/kalender/{second.slug}/"
    assert set(client.get(page.url)["Cache-Control"].split(", ")) == {"public", "max-age=10"}
    assert client.get(f"/api/v3/pages/{page.pk}/")["Cache-Control"] in AT_MOST_TEN


def test_block_without_a_date_is_kind_and_leads_on(client, site):
    there = PlainPageFactory(title="Kennismaken")

    block = block_of(client, PlainPageFactory(body=tied_to(SeriesFactory(), title="Kom langs", page=there)))

    assert block.select_one("h2").get_text() == "Kom langs"
    assert "Er is nu niets gepland." in block.get_text()
    assert block.select_one(".button")["href"] == there.url


def test_block_can_be_tied_to_an_audience(client, site):
    EventFactory(audience="organisaties")
    event = EventFactory(audience="vrijwilligers", starts_at=now() + timedelta(days=20))

    block = block_of(client, PlainPageFactory(body=tied_to("vrijwilligers")))

    assert block.select_one(".button")["href"] == f"/kalender/{event.slug}/"


def test_one_page_with_many_blocks_costs_what_one_block_costs(client, site):
    series = [SeriesFactory() for _number in range(9)]
    for each in series:
        EventFactory.create_batch(3, series=each)
    one, many = PlainPageFactory(body=tied_to(series[0])), PlainPageFactory(body=tied_to(*series))

    assert queries_of(client, one.url) == queries_of(client, many.url)
    assert queries_of(client, f"/api/v3/pages/{one.pk}/") == queries_of(client, f"/api/v3/pages/{many.pk}/")


def test_api_gives_the_date_as_it_stands(client, site):
    series = SeriesFactory()
    event = EventFactory(series=series, full=True)
    page = PlainPageFactory(body=tied_to(series, title="Kom erbij"))

    (block,) = client.get(f"/api/v3/pages/{page.pk}/").json()["body"]

    assert block["value"]["title"] == "Kom erbij"
    live = block["value"]["live"]
    assert (live["url"], live["state"]) == (f"http://testserver/kalender/{event.slug}/", "full")
    assert live["label"] == "Zet me op de wachtlijst"


def test_editor_chooses_a_series_or_an_audience_and_nothing_else(site):
    series = SeriesFactory(title="Elke maand")
    block = BodyBlock().child_blocks["live_action"]

    labels = {label for _kind, choices in block.child_blocks["target"].field.choices if _kind for _v, label in choices}
    assert {"Elke maand", "eender welke datum voor vrijwilligers"} <= labels
    kept = block.clean(block.normalize({"target": f"next-date:series-{series.public_id}", "otherwise": "Niets."}))
    assert kept["target"] == f"next-date:series-{series.public_id}"
    with pytest.raises(ValidationError):
        block.clean(block.normalize({"target": "next-date:series-niets", "otherwise": "Niets."}))


def test_search_finds_dates_those_to_come_before_pages(site):
    PlainPageFactory(title="Soep koken")
    past = EventFactory(title="Oude soep", past=True)
    event = EventFactory(title="Samen eten", description="<p>Met verse soepen.</p>")
    EventFactory(title="Soep", draft=True)

    found = search_all("soep")

    urls = [each.url for each in found]
    assert (urls[0], urls[-1]) == (f"/kalender/{event.slug}/", f"/kalender/{past.slug}/")
    assert len(urls) == 3
    assert "<mark>soepen</mark>" in found[0].highlight


def test_search_gives_the_next_date_of_a_series_once(site):
    series = SeriesFactory()
    EventFactory(title="Soep", series=series, cancelled=True)
    goes_on = EventFactory(title="Soep", series=series, starts_at=now() + timedelta(days=20))
    EventFactory(title="Soep", series=series, starts_at=now() + timedelta(days=30))

    assert [found.url for found in search_all("soep")] == [f"/kalender/{goes_on.slug}/"]


def test_search_page_and_suggestions_know_dates(client, site):
    event = EventFactory(title="Pannenkoeken bakken", cancelled=True)

    page = BeautifulSoup(client.get("/zoeken/?q=pannenkoeken").content, "html5lib")

    assert page.select_one(".row__title a")["href"] == f"/kalender/{event.slug}/"
    assert "gaat niet door" in page.select_one(".row__label").get_text()
    assert "Pannenkoeken" in suggestions("panenkoeken")


def test_sitemap_lists_dates_that_people_may_see(client, site):
    event, cancelled = EventFactory(), EventFactory(cancelled=True)
    EventFactory(draft=True)
    EventFactory(deleted=True)

    listed = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [each.text for each in listed.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert sorted(place for place in places if "/kalender/" in place) == sorted(
        f"http://testserver/kalender/{each.slug}/" for each in (event, cancelled)
    )
