"""Where people find the ways in: an action on any page with the state of its region (spec A2), the site's search and its sitemap."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from circles.actions import choices
from circles.enums import RegionState
from circles.forms import FORMS
from circles.models import Region
from cms.actions import find_actions
from cms.blocks import BodyBlock
from home.search import search_all
from tests.factories import PlainPageFactory
from tests.factories.circles import RegionFactory
from tests.queries import exactly, queries_of
from tests.reading import words

pytestmark = pytest.mark.django_db


def tied_to(*keys, **values) -> list:
    said = {"otherwise": "Bel ons."} | values
    return [("live_action", {"target": f"way-in:{key}", **said}) for key in keys]


def in_region(region: Region) -> str:
    return f"linkgroep-in-{region.public_id}"


def block_of(client, page):
    return BeautifulSoup(client.get(page.url).content, "html5lib").select_one(".block--live")


def said_by(client, page) -> list[str]:
    return [words(line) for line in block_of(client, page).select(".action__words li")]


@pytest.mark.parametrize("kind", list(FORMS))
def test_every_way_in_can_stand_on_a_page(client, site, kind):
    block = block_of(client, PlainPageFactory(body=tied_to(kind)))

    button = block.select_one(".button")
    assert client.get(button["href"]).context["form"].kind == kind
    assert words(button)
    assert "week" in words(block.select_one(".action__words"))


def test_action_for_a_volunteer_chooses_the_role(client, site):
    button = block_of(client, PlainPageFactory(body=tied_to("volunteer-as-verbinder"))).select_one(".button")

    assert button["href"] == "/meedoen/vrijwilliger/?als=verbinder"


@pytest.mark.parametrize(
    ("state", "says"),
    [(RegionState.OPEN, "starten groepen"), (RegionState.WAITING, "wachtlijst"), (RegionState.QUIET, "eersten")],
)
def test_action_of_a_region_says_how_it_stands_there_now(client, site, state, says):
    region = RegionFactory(name="Leuven en omgeving", state=state)
    page = PlainPageFactory(body=tied_to(in_region(region)))

    block = block_of(client, page)

    assert words(block.select_one("h2")) == "Een linkgroep: Leuven en omgeving"
    assert says in said_by(client, page)[0]
    assert block.select_one(".button")["href"] == "/meedoen/linkgroep/"


def test_new_groups_are_announced_until_the_day_itself(client, site, time_machine):
    time_machine.move_to("2026-12-31 23:59:00+01:00", tick=False)
    region = RegionFactory(state=RegionState.WAITING, opens_on=date(2027, 1, 1))
    page = PlainPageFactory(body=tied_to(in_region(region)))

    assert said_by(client, page)[1] == "Vanaf 1 januari 2027 bekijken we nieuwe groepen."
    time_machine.shift(60)
    assert len(said_by(client, page)) == 1


def test_what_was_promised_until_a_day_is_gone_the_minute_after_it_though_the_page_is_kept(client, site, time_machine):
    time_machine.move_to("2026-12-01 23:59:00+01:00", tick=False)
    region = RegionFactory(status="Er is plaats in Mortsel.", status_until=date(2026, 12, 1))
    page = PlainPageFactory(body=tied_to(in_region(region)))

    assert said_by(client, page) == ["Hier starten groepen.", "Er is plaats in Mortsel."]
    time_machine.shift(60)
    assert said_by(client, page) == ["Hier starten groepen."]
    live = client.get(f"/api/v3/pages/{page.pk}/").json()["body"][0]["value"]["live"]
    assert live["words"] == ["Hier starten groepen."]


def test_change_of_staff_shows_at_once(client, site):
    region = RegionFactory()
    page = PlainPageFactory(body=tied_to(in_region(region)))
    assert block_of(client, page)

    Region.objects.update(state=RegionState.WAITING)

    assert said_by(client, page) == ["Hier is een wachtlijst."]
    assert "max-age=10" in client.get(page.url)["Cache-Control"]


def test_region_that_is_gone_leaves_the_kind_words(client, site):
    region = RegionFactory()
    page = PlainPageFactory(body=tied_to(in_region(region), otherwise="Bel ons gerust."))
    region.delete()

    block = block_of(client, page)

    assert "Bel ons gerust." in words(block)
    assert not block.select(".button")


def test_one_region_costs_what_three_cost_and_ways_in_cost_nothing(client, site):
    regions = [RegionFactory(places=[]) for _number in range(3)]
    keys = [in_region(region) for region in regions]

    with exactly(0):
        find_actions(["way-in:lusgroep", "way-in:volunteer-as-compagnon", "way-in:all", "way-in:linkgroep-in-niets"])
    for some in (keys[:1], keys):
        with exactly(1):
            assert len(find_actions([f"way-in:{key}" for key in some])) == len(some)
    one, three = PlainPageFactory(body=tied_to(keys[0])), PlainPageFactory(body=tied_to(*keys))
    assert queries_of(client, one.url) == queries_of(client, three.url)


def test_editor_chooses_each_way_in_and_each_region(site):
    region = RegionFactory(name="De Kempen")
    block = BodyBlock().child_blocks["live_action"]

    assert {*FORMS, "volunteer-as-verbinder", "all", in_region(region)} <= {key for key, _words in choices()}
    target = f"way-in:{in_region(region)}"
    assert block.clean(block.normalize({"target": target, "otherwise": "Niets."}))["target"] == target


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("vrijwilliger worden", "/meedoen/vrijwilliger/"),
        ("verbinder worden", "/meedoen/vrijwilliger/"),
        ("lusgroep starten", "/meedoen/lusgroep/"),
        ("inschrijven voor een linkgroep", "/meedoen/linkgroep/"),
        ("meedoen", "/meedoen/"),
        ("aanmelden", "/meedoen/"),
    ],
)
def test_search_leads_to_the_form_that_was_meant(site, query, found):
    assert found in [each.url for each in search_all(query)]


@pytest.mark.parametrize("query", ["fietspomp", "linkgroep", "vrijwilliger"])
def test_search_of_a_word_to_read_about_finds_no_form(site, query):
    assert not search_all(query)


def test_sitemap_lists_the_ways_in(site, client):
    listed = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/meedoen/</loc>" in listed
    assert "<loc>http://testserver/meedoen/linkgroep/</loc>" in listed
