"""The public map, as a page and as JSON: one published snapshot, and nothing of a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from circles.anonymity import APPEARS_AT
from circles.areas import AREAS, area_of
from circles.models import MapSnapshot
from circles.services import publish_map
from tests.factories import MapPageFactory
from tests.factories.circles import RegionFactory, SignUpFactory, municipality
from tests.reading import soup

pytestmark = pytest.mark.django_db

MAP, GEOJSON = "/api/v3/circles/map/", "/api/v3/circles/map/areas.geojson"
PUBLIC = [
    "/kaart/",
    MAP,
    GEOJSON,
    "/",
    "/sitemap.xml",
    "/zoeken/?q=linkgroep",
    "/meedoen/",
    "/meedoen/linkgroep/",
    "/api/v3/openapi.json",
]


@pytest.fixture
def map_page(site):
    return MapPageFactory()


def people(number: int, *places: str) -> list:
    """So many in each of these municipalities, on the list long enough to count."""
    long_ago = now() - timedelta(hours=2)
    return [
        SignUpFactory(municipality=municipality(place), signed_at=long_ago)
        for place in places
        for _one in range(number)
    ]


def test_map_list_and_json_say_the_same(map_page, client):
    people(12, "Leuven")
    people(3, "Genk")
    publish_map()

    html = soup(client.get("/kaart/"))
    said = client.get(MAP).json()
    features = client.get(GEOJSON).json()["features"]

    leuven = area_of("leuven")
    assert said["people"] == 20
    shown = {
        area["id"]: area["people"] for province in said["provinces"] for area in province["areas"] if area["people"]
    }
    assert shown == {leuven.key: 10}
    assert {one["id"]: one["properties"]["people"] for one in features if one["properties"]["people"]} == shown
    assert "10" in html.select_one(f"#streek-{leuven.key}").text
    assert len(html.select(".map__dots circle")) == 10
    assert len(html.select(".map__area")) == len(AREAS) == len(features)


def test_dots_stand_in_the_same_places_whoever_they_are(map_page, client):
    people(12, "Leuven")
    publish_map()
    before = soup(client.get("/kaart/")).select(".map__dots circle")
    MapSnapshot.objects.all().delete()
    SignUpFactory._meta.model.objects.all().delete()
    people(12, "Bierbeek")

    publish_map()

    assert soup(client.get("/kaart/")).select(".map__dots circle") == before


def test_two_people_of_one_area_give_the_same_bytes_everywhere(map_page, client, time_machine):
    time_machine.move_to("2026-12-01T10:00:00+00:00", tick=False)
    assert area_of("leuven") == area_of("herent")
    people(APPEARS_AT - 1, "Leuven")
    publish_map()
    [last] = people(1, "Leuven")
    answers = []
    before = MapSnapshot.objects.get()
    for place in ("Leuven", "Herent"):
        last.municipality = municipality(place)
        last.save()
        MapSnapshot.objects.update(shown=before.shown, made_at=before.made_at, next_at=now())
        publish_map()
        answers.append({address: public_part(client.get(address)) for address in PUBLIC})

    assert MapSnapshot.objects.get().shown[f"area:{area_of('leuven').key}"] == 10
    assert answers[0] == answers[1]


def public_part(response) -> tuple:
    """The body without what is made anew for each visitor, and the headers that caches see."""
    body = response.content.decode()
    for name in ("csrfmiddlewaretoken", "submission", "shown"):
        body = " ".join(
            part.split('"', 2)[-1] if index else part for index, part in enumerate(body.split(f'name="{name}" value='))
        )
    kept = {
        name: value
        for name, value in response.headers.items()
        if name.lower() not in {"x-request-id", "set-cookie", "date", "content-length", "etag"}
    }
    return body, kept


@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_address_asks_the_database_for_a_person(map_page, client, address):
    people(12, "Leuven")
    RegionFactory()
    publish_map()

    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200

    tables = ("circles_signup", "circles_call", "circles_volunteer", "circles_circlemember")
    assert not [query for query in queries.captured_queries if any(table in query["sql"] for table in tables)]


@pytest.mark.parametrize("address", ["/kaart/", MAP, GEOJSON])
def test_no_date_travels_with_the_map(map_page, client, address):
    people(12, "Leuven")
    publish_map()
    snapshot = MapSnapshot.objects.get()

    response = client.get(address)

    assert "Last-Modified" not in response
    for moment in (snapshot.made_at, snapshot.next_at):
        assert f"{moment:%H:%M}" not in response.content.decode()


@pytest.mark.parametrize(("address", "queries"), [(MAP, 2), (GEOJSON, 2)])
def test_the_map_costs_the_same_with_more_regions(map_page, client, django_assert_num_queries, address, queries):
    client.get(address)
    for more in ([], ["Gent"], ["Genk"]):
        RegionFactory(places=more)
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_api_answers_304_while_nothing_changed(map_page, client):
    people(12, "Leuven")
    publish_map()
    first = client.get(MAP)

    again = client.get(MAP, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304


def test_outlines_are_geojson_as_the_standard_asks(map_page, client):
    response = client.get(GEOJSON)

    assert response["Content-Type"] == "application/geo+json"
    for feature in response.json()["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for polygon in polygons:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert all(2 < longitude < 7 and 50 < latitude < 52 for longitude, latitude in ring)


def test_a_region_says_how_it_stands_while_that_holds(map_page, client):
    region = RegionFactory(
        state="waiting", status="Bel ons gerust.", status_until=localdate(), opens_on=localdate() + timedelta(days=40)
    )
    other = RegionFactory(places=["Gent"], status="Dit is voorbij.", status_until=localdate() - timedelta(days=1))

    html = soup(client.get("/kaart/"))

    assert "Bel ons gerust." in html.select_one(f"#regio-{region.slug}").text
    assert "Dit is voorbij." not in html.select_one(f"#regio-{other.slug}").text
    assert reverse("circles-linkgroep") in [link["href"] for link in html.select("main a[href]")]


def test_names_stand_above_what_would_hide_them(client, map_page):
    assert soup(client.get("/kaart/")).select(".map__provinces ~ .map__dots ~ .map__names")
