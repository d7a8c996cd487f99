"""The table of municipalities, how it is loaded, and who may change it."""

from __future__ import annotations

import importlib
from io import StringIO
from itertools import pairwise

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils.text import slugify

from tests.factories.places import MunicipalityFactory
from tests.factories.users import UserFactory
from trust.places.enums import TYPICAL, PopulationClass, Province
from trust.places.models import Municipality, Postcode
from trust.places.nearness import kilometres, neighbours
from trust.places.services import load_municipalities, municipality_of
from trust.places.table import rows

postcodes = importlib.import_module("trust.migrations.0003_postcodes")
migration = importlib.import_module("trust.migrations.0008_municipality_data")
SCREEN = "/admin/municipalities/"
# Statbel, 1 January 2024, with Zwijndrecht in East Flanders, where its merger took it.
INHABITANTS = {
    Province.ANTWERP: 1_900_000,
    Province.LIMBURG: 900_000,
    Province.EAST_FLANDERS: 1_590_000,
    Province.FLEMISH_BRABANT: 1_190_000,
    Province.WEST_FLANDERS: 1_220_000,
    Province.BRUSSELS: 1_250_000,
}


@pytest.fixture
def places(db):
    """Both tables as the migrations fill them; a test with real transactions may have emptied them."""
    postcodes.fill(apps, None)
    load_municipalities()


def by_slug() -> dict:
    return {row.slug: row for row in rows()}


def test_municipalities_are_exactly_those_of_the_postcodes():
    of_postcodes = {(name, province) for _code, name, province in postcodes.rows()}

    assert {(row.name, row.province) for row in rows()} == of_postcodes
    assert len(rows()) == 304
    assert [row.slug for row in rows()] == [slugify(row.name) for row in rows()]


@pytest.mark.parametrize("province", INHABITANTS)
def test_typical_numbers_add_up_to_about_the_inhabitants_of_the_province(province):
    reckoned = sum(row.population_class.typical for row in rows() if row.province == province)

    assert reckoned == pytest.approx(INHABITANTS[province], rel=0.08)


def test_typical_number_lies_in_its_class():
    bounds = [*PopulationClass.values, 1_000_000]

    assert all(low <= TYPICAL[low] < high for low, high in pairwise(bounds))


def test_neighbours_in_the_table_are_those_reckoned_from_the_points():
    reckoned = neighbours({row.slug: (row.latitude, row.longitude) for row in rows()})

    assert {row.slug: set(row.neighbours) for row in rows()} == reckoned


def test_neighbours_hold_both_ways_and_nobody_is_without():
    table = by_slug()

    assert all(row.slug in table[other].neighbours for row in rows() for other in row.neighbours)
    assert all(len(row.neighbours) >= 2 and row.slug not in row.neighbours for row in rows())
    assert 4 <= sum(len(row.neighbours) for row in rows()) / len(rows()) <= 6


def test_everybody_can_be_reached_from_neighbour_to_neighbour():
    table, reached, next_to = by_slug(), set(), {"leuven"}
    while next_to:
        reached |= next_to
        next_to = {other for slug in next_to for other in table[slug].neighbours} - reached

    assert len(reached) == 304


@pytest.mark.parametrize(
    ("slug", "near", "far"),
    [
        ("leuven", {"herent", "bierbeek", "oud-heverlee", "holsbeek", "bertem"}, {"tienen", "aarschot", "zaventem"}),
        ("gent", {"evergem", "destelbergen", "merelbeke-melle", "sint-martens-latem"}, {"aalst", "eeklo"}),
        ("antwerpen", {"mortsel", "schoten", "brasschaat", "beveren-kruibeke-zwijndrecht"}, {"lier", "mechelen"}),
        ("brugge", {"damme", "oostkamp", "zedelgem"}, {"oostende", "gent"}),
        ("hasselt", {"genk", "diepenbeek", "alken"}, {"tongeren-borgloon", "sint-truiden"}),
        ("voeren", {"riemst"}, {"tongeren-borgloon", "herstappe"}),
        ("brussel", {"sint-joost-ten-node", "sint-jans-molenbeek", "elsene"}, {"vilvoorde", "halle"}),
        ("baarle-hertog", {"turnhout", "merksplas"}, {"antwerpen"}),
        ("de-panne", {"koksijde", "veurne"}, {"ieper"}),
    ],
)
def test_neighbours_are_those_that_people_know(slug, near, far):
    found = set(by_slug()[slug].neighbours)

    assert near <= found
    assert not far & found


def test_points_lie_where_the_towns_are():
    table = by_slug()
    distance = {
        (one, other): kilometres(*((table[slug].latitude, table[slug].longitude) for slug in (one, other)))
        for one, other in [("leuven", "brussel"), ("gent", "antwerpen"), ("de-panne", "voeren")]
    }

    assert distance["leuven", "brussel"] == pytest.approx(25, abs=2)
    assert distance["gent", "antwerpen"] == pytest.approx(52, abs=2)
    assert distance["de-panne", "voeren"] == pytest.approx(225, abs=5)


def test_loading_makes_what_is_missing_with_its_neighbours_and_a_repeat_changes_nothing(places):
    Municipality.objects.filter(slug__in=["leuven", "herent"]).delete()

    assert sorted(load_municipalities().made) == ["Herent", "Leuven"]
    leuven = Municipality.objects.get(slug="leuven")
    assert {place.slug for place in leuven.neighbours.all()} == set(by_slug()["leuven"].neighbours)
    assert leuven in Municipality.objects.get(slug="bierbeek").neighbours.all()

    links = Municipality.neighbours.through.objects.count()
    again = load_municipalities()
    assert (again.made, again.different, again.same) == ([], [], 304)
    assert Municipality.neighbours.through.objects.count() == links


def test_what_an_editor_corrected_stays_and_is_said(places):
    Municipality.objects.filter(slug="leuven").update(name="Louvain", latitude=50.9)
    Municipality.objects.get(slug="gent").neighbours.remove(Municipality.objects.get(slug="evergem"))
    said = StringIO()

    call_command("load_municipalities", stdout=said)

    assert said.getvalue().splitlines() == [
        "0 made, 301 as in the table, 3 different",
        "different from the table, left as it is: Evergem",
        "different from the table, left as it is: Gent",
        "different from the table, left as it is: Leuven",
    ]
    assert Municipality.objects.get(slug="leuven").latitude == 50.9


def test_loading_costs_the_same_however_much_is_there(places, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        load_municipalities()
    Municipality.objects.all().delete()
    with django_assert_max_num_queries(12):  # rows go in batches
        load_municipalities()


def test_migration_fills_the_table_and_goes_back(places):
    migration.empty(apps, None)
    assert not Municipality.objects.exists()

    migration.fill(apps, None)
    assert Municipality.objects.count() == 304


def test_every_postcode_has_a_municipality_and_every_municipality_a_postcode(places):
    of_postcodes = set(Postcode.objects.order_by().values_list("municipality", "province"))

    assert of_postcodes == set(Municipality.objects.order_by().values_list("name", "province"))


@pytest.mark.parametrize(
    ("postcode", "slug"),
    [
        ("3000", "leuven"),
        ("B-3012", "leuven"),
        ("9000", "gent"),
        ("2070", "beveren-kruibeke-zwijndrecht"),
        ("1050", "elsene"),
        ("3790", "voeren"),
    ],
)
def test_postcode_has_its_municipality(places, postcode, slug, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert municipality_of(postcode=postcode).slug == slug


@pytest.mark.parametrize("postcode", ["", "4000", "1300", "99999", "1012 AB"])
def test_postcode_of_elsewhere_has_none(places, postcode):
    assert municipality_of(postcode=postcode) is None


def test_postcode_whose_name_no_municipality_has_has_none(places):
    Postcode.objects.filter(code=3000).update(municipality="Leuven-Centrum")

    assert municipality_of(postcode="3000") is None


def test_municipality_is_called_by_its_name_and_has_inhabitants():
    place = MunicipalityFactory.build(name="Leuven", population_class=100_000)

    assert str(place) == "Leuven"
    assert place.inhabitants == 120_000


def signed_in(client, *codenames: str):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)


def said(**changed) -> dict:
    values = {"name": "Nergens", "province": "limburg", "population_class": 0, "latitude": 51, "longitude": 5.5}
    return values | changed


def test_editor_corrects_a_municipality_and_its_slug_stays(client, site):
    signed_in(client, "view_municipality", "change_municipality")
    place, other = MunicipalityFactory(name="Nergens"), MunicipalityFactory()

    assert client.get(SCREEN).status_code == 200
    answer = client.post(f"{SCREEN}edit/{place.pk}/", said(name="Ergens", neighbours=[other.pk]))

    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.slug, place.province) == ("Ergens", "nergens", "limburg")
    assert list(other.neighbours.all()) == [place]


def test_editor_adds_a_municipality_but_not_twice_with_nearly_the_same_name(client, site):
    signed_in(client, "view_municipality", "add_municipality")

    assert client.post(f"{SCREEN}new/", said(name="Sint Nergens")).status_code == 302
    assert Municipality.objects.get(name="Sint Nergens").slug == "sint-nergens"
    again = client.post(f"{SCREEN}new/", said(name="Sint-Nergens"))
    assert again.status_code == 200
    assert not Municipality.objects.filter(name="Sint-Nergens").exists()


@pytest.mark.parametrize(("field", "value"), [("latitude", 4.7), ("longitude", 50.9)])
def test_point_outside_the_country_is_refused(client, site, field, value):
    signed_in(client, "view_municipality", "add_municipality")

    assert client.post(f"{SCREEN}new/", said(**{field: value})).status_code == 200
    assert not Municipality.objects.filter(name="Nergens").exists()


def test_who_may_not_comes_no_further_than_the_door(client, site):
    signed_in(client, "view_postcode", "change_postcode")

    assert client.get(SCREEN).status_code == 302
    assert client.get(f"{SCREEN}edit/{MunicipalityFactory().pk}/").status_code == 302


def test_list_costs_the_same_with_one_and_three_more(client, site, django_assert_num_queries):
    signed_in(client, "view_municipality", "change_municipality")
    Municipality.objects.all().delete()
    MunicipalityFactory()
    client.get(SCREEN)
    for number in (0, 2):
        MunicipalityFactory.create_batch(number)
        with django_assert_num_queries(10):
            client.get(SCREEN)
