"""Menus and the way back, from the page tree."""

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from home import context_processors
from tests.factories import OfferingPageFactory, PlainPageFactory, UserFactory
from tests.reading import soup, words

pytestmark = pytest.mark.django_db


def menu(client, address="/"):
    cache.clear()
    return {words(link): link for link in soup(client.get(address)).select("header nav a[href]")}


def test_menu_has_two_levels_of_what_editors_tick(site, client):
    top = OfferingPageFactory(title="Wat doet Lus", show_in_menus=True)
    below = OfferingPageFactory(title="Lusgroepen", parent=top, show_in_menus=True)
    OfferingPageFactory(title="Te diep", parent=below, show_in_menus=True)
    PlainPageFactory(title="Niet aangevinkt")

    found = menu(client)

    assert found["Wat doet Lus"]["href"] == "/wat-doet-lus/"
    assert found["Lusgroepen"]["href"] == "/wat-doet-lus/lusgroepen/"
    assert "Te diep" not in found
    assert "Niet aangevinkt" not in found


def test_page_below_one_that_is_not_in_the_menu_does_not_jump_to_the_top(site, client):
    hidden = OfferingPageFactory(title="Wat doet Lus", show_in_menus=False)
    OfferingPageFactory(title="Lusgroepen", parent=hidden, show_in_menus=True)

    assert "Lusgroepen" not in menu(client)


def test_trail_leaves_out_a_page_that_is_offline(site, client):
    offline = OfferingPageFactory(title="Wat doet Lus", draft=True)
    below = OfferingPageFactory(title="Lusgroepen", parent=offline)

    trail = [words(link) for link in soup(client.get(below.url)).select("nav[aria-label] ol a, .breadcrumbs a")]

    assert "Wat doet Lus" not in trail
    assert trail


def test_menu_says_where_the_reader_is(site, client):
    top = OfferingPageFactory(title="Wat doet Lus", show_in_menus=True)
    below = OfferingPageFactory(title="Lusgroepen", parent=top, show_in_menus=True)

    assert menu(client, top.url)["Wat doet Lus"].get("aria-current") == "page"
    assert menu(client, below.url)["Wat doet Lus"].get("aria-current") is None
    assert menu(client, below.url)["Lusgroepen"]["aria-current"] == "page"


def test_menu_leaves_out_what_is_offline_or_private(site, client):
    PlainPageFactory(title="Offline", show_in_menus=True).unpublish()
    private = PlainPageFactory(title="Besloten", show_in_menus=True)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    found = menu(client)

    assert "Offline" not in found
    assert "Besloten" not in found


def test_foot_of_the_page_leads_to_the_small_pages(site, client):
    PlainPageFactory(title="Privacy")

    links = {words(link): link["href"] for link in soup(client.get("/")).select("footer nav a")}

    assert links["Privacy"] == "/privacy/"


def test_trail_leads_back_to_the_home_page(site, client):
    parent = OfferingPageFactory(title="Wat doet Lus")
    child = OfferingPageFactory(title="Lusgroepen", parent=parent)

    context = client.get(child.url).context_data

    assert [(step.title, step.url) for step in context["breadcrumbs"]] == [
        ("Lus", "/"),
        ("Wat doet Lus", "/wat-doet-lus/"),
        ("Lusgroepen", "/wat-doet-lus/lusgroepen/"),
    ]
    assert client.get("/").context_data["breadcrumbs"] == []


def test_page_begins_with_a_way_past_the_menu(site, client):
    html = soup(client.get("/"))
    first = html.body.find("a")

    assert first["href"] == "#inhoud"
    assert html.select_one("#inhoud").name == "main"


def test_kept_menu_shows_each_reader_their_own_place(site, client):
    top = OfferingPageFactory(title="Wat doet Lus", show_in_menus=True)
    below = OfferingPageFactory(title="Lusgroepen", parent=top, show_in_menus=True)
    beside = PlainPageFactory(title="Ernaast", parent=top)

    def place(address: str) -> dict[str, tuple[bool, bool]]:
        links = {words(link): link for link in soup(client.get(address)).select("#menu a[href]")}
        return {
            name: ("menu__link--active" in link.get("class", []), link.get("aria-current") == "page")
            for name, link in links.items()
        }

    for _twice in range(2):
        assert place("/") == {"Wat doet Lus": (False, False), "Lusgroepen": (False, False), "Zoeken": (False, False)}
        assert place(top.url)["Wat doet Lus"] == (True, True)
        assert place(below.url)["Wat doet Lus"] == (True, False)
        assert place(below.url)["Lusgroepen"] == (False, True)
        assert place(beside.url)["Wat doet Lus"] == (True, False)
        assert place(beside.url)["Lusgroepen"] == (False, False)
        assert place("/zoeken/") == {
            "Wat doet Lus": (False, False),
            "Lusgroepen": (False, False),
            "Zoeken": (False, True),
        }


def test_kept_foot_shows_the_reader_on_a_small_page(site, client):
    privacy = PlainPageFactory(title="Privacy", slug="privacy")

    def current(address: str) -> list[str]:
        return [words(link) for link in soup(client.get(address)).select("footer [aria-current=page]")]

    for _twice in range(2):
        assert current("/") == []
        assert current(privacy.url) == ["Privacy"]


def test_what_is_kept_around_a_page_knows_nothing_of_who_asked_first(site, client, monkeypatch):
    made_with = []

    def render(template, context):
        made_with.append((template, set(context)))
        return f"<!-- {template} -->"

    monkeypatch.setattr(context_processors, "render_to_string", render)
    client.force_login(UserFactory())

    client.get("/")

    shared = {"navigation", "searching", "footer_navigation", "organisation"}
    assert made_with == [(f"components/{name}.html", shared) for name in ("assets", "header", "footer")]
