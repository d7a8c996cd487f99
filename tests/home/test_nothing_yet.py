"""Lists that are still empty, in the admin and on the site: they say what comes there and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.generic.base import BaseListingView

from catalogue.models import Product
from cms.services.roles import BOOKINGS, OFFICE, SHOP
from home.templatetags.nothing_yet import WORDS
from tests.factories import (
    InspirationPageFactory,
    NewsIndexPageFactory,
    ShopPageFactory,
    StoryIndexPageFactory,
    TermFactory,
    user_with_role,
)
from tests.factories.registrations import SeriesFactory
from tests.factories.shop import ProductFactory
from tests.reading import addresses, soup, words

pytestmark = pytest.mark.django_db

# The migrations fill the first two; who opens the journals stands in them.
NEVER_EMPTY = {"trust.postcode", "trust.municipality", "trust.auditentry", "trust.accessentry"}
# Wagtail's own words stand there, or (plays) words above the list.
OTHER_WORDS = {"cms.lusimage", "cms.lusdocument", "podcast.episodepage"}
ROOMS = {"cms", "home", "trust", "bookings", "catalogue", "circles", "podcast"}
INFORMED = reverse("informed")


def patterns_of(patterns: list) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns_of(pattern.url_patterns)
        else:
            yield pattern


def listed() -> set[str]:
    """The models of ours of which the admin has a list or a report."""
    found = set()
    for pattern in patterns_of(get_resolver().url_patterns):
        view = getattr(pattern.callback, "view_class", None)
        if pattern.name and view and issubclass(view, BaseListingView):
            model = pattern.callback.view_initkwargs.get("model") or view.model
            if model and model._meta.app_label in ROOMS:
                found.add(model._meta.label_lower)
    return found


def test_each_list_of_ours_has_words_for_when_it_is_empty():
    assert listed() - NEVER_EMPTY - OTHER_WORDS == set(WORDS)


@pytest.mark.parametrize(("role", "may_add"), [(BOOKINGS, True), (OFFICE, False)])
def test_empty_list_says_what_comes_there_and_lets_who_may_begin(site, client, role, may_add):
    client.force_login(user_with_role(role))

    listing = soup(client.get(reverse("series:index"))).select_one("#listing-results")

    assert str(WORDS["bookings.series"]) in words(listing)
    assert (addresses(listing) == [reverse("series:add")]) == may_add


def test_list_with_something_in_it_or_that_was_searched_says_it_no_more(site, client):
    client.force_login(user_with_role(BOOKINGS))
    SeriesFactory()

    for address in (reverse("series:index"), reverse("series:index") + "?q=niets-te-vinden"):
        assert str(WORDS["bookings.series"]) not in words(soup(client.get(address)))


@pytest.mark.parametrize(("there", "says"), [(False, "Er is nog geen product."), (True, "Geen product past daarbij.")])
def test_empty_stock_is_something_else_than_a_search_that_finds_none(site, client, there, says):
    client.force_login(user_with_role(SHOP))
    if there:
        ProductFactory(title="Affiche")

    main = soup(client.get(reverse("stock:list"), {"q": "niets-te-vinden"} if there else {})).main

    assert says in words(main)
    assert (reverse("products:add") in addresses(main)) != there


def test_empty_pages_lead_on_and_speak_of_nothing_else_that_is_there(home, client):
    for factory, slug in (
        (NewsIndexPageFactory, "nieuws"),
        (StoryIndexPageFactory, "verhalen"),
        (InspirationPageFactory, "inspiratie"),
    ):
        factory(parent=home, slug=slug)

        state = soup(client.get(f"/{slug}/")).select_one(".empty-state")

        assert INFORMED in addresses(state), slug
        assert "Ander nieuws is er wel" not in words(state)
    assert "Ander nieuws is er wel" in words(soup(client.get("/nieuws/?categorie=niets")).select_one(".empty-state"))


def test_empty_shop_asks_for_nothing_to_be_looked_for(home, client):
    ShopPageFactory(parent=home)

    empty = soup(client.get("/webwinkel/")).main

    assert "/contact/" in addresses(empty.select_one(".empty-state"))
    assert empty.select_one(".shop__filter, .shop__basket") is None
    ProductFactory()
    assert Product.objects.exists()
    assert soup(client.get("/webwinkel/")).select_one(".shop__filter")


def test_word_list_without_words_says_so(site, client):
    assert "/contact/" in addresses(soup(client.get("/woordenlijst/")).select_one(".empty-state"))

    TermFactory()

    assert soup(client.get("/woordenlijst/")).select_one(".empty-state") is None
