"""Whatever people type in a search field is a search, on every engine, in the admin, on the site and in the API (cms/search.py)."""

import pytest
from django.urls import reverse
from modelsearch.query import Phrase
from wagtail.models import Page

from cms.services.roles import CHIEF_EDITORS
from tests.editing import shown
from tests.factories import DocumentFactory, ImageFactory, PlainPageFactory, TermFactory, user_with_role
from tests.reading import words

pytestmark = pytest.mark.django_db

ODD = [
    '"',
    '""',
    '"""',
    'a"b',
    'lus"',
    '"lus',
    '"lus" "',
    '"lus" \'',
    "'",
    "\\",
    "*",
    "lus*",
    "^lus",
    "-",
    "-- -",
    "-lus",
    "NEAR(",
    "NEAR(lus kring, 2)",
    "lus AND",
    "OR NOT",
    "title:lus",
    "{title}: lus",
    "(lus",
    "%",
    "%s %d",
    "lus\x00",
    "💚",
    "lus 💚",
    " ",
    "x" * 1000,
    "lus " * 250,
]
ADMIN = [
    "wagtailadmin_pages:search",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailsnippets_cms_term:list",
]
PUBLIC = ["/zoeken/?q={}", *(f"/api/v3/{name}/?search={{}}" for name in ("content", "pages", "images", "documents"))]


@pytest.fixture
def something(site):
    """One of each kind to find."""
    PlainPageFactory(title="Een lus"), ImageFactory(title="Een lus"), DocumentFactory(title="Een lus"), TermFactory()


@pytest.mark.parametrize("typed", ODD)
def test_any_search_in_the_admin_is_answered(something, client, typed):
    client.force_login(user_with_role(CHIEF_EDITORS))

    answers = {name: client.get(reverse(name), {"q": typed}, follow=True).status_code for name in ADMIN}

    assert answers == dict.fromkeys(ADMIN, 200)


@pytest.mark.parametrize("typed", ODD)
def test_any_search_of_a_visitor_is_answered(something, client, typed):
    for address in PUBLIC:
        path, name = address.removesuffix("={}").split("?")
        wanted = 200
        if path.startswith("/api/"):  # as its document says
            wanted = 400 if "\x00" in typed else 422 if len(typed) > 100 and "content" in path else 200
        assert client.get(path, {name: typed}).status_code == wanted, path


@pytest.mark.parametrize("typed", ['lus"', '"lus', "lus", '"een lus"'])
def test_stray_quotes_hide_nothing_in_the_admin(something, client, typed):
    client.force_login(user_with_role(CHIEF_EDITORS))

    found = shown(client.get(reverse("wagtailadmin_pages:search"), {"q": typed}))

    assert "Een lus" in words(found.select_one("main table") or found.main)


def test_words_between_quotes_are_found_together_and_in_their_order(site):
    PlainPageFactory(title="Groen en geel"), PlainPageFactory(title="Geel en groen")
    assert [page.title for page in Page.objects.search(Phrase("groen en geel"))] == ["Groen en geel"]


def test_marks_between_words_do_not_hide_them(site):
    page = PlainPageFactory(title="Samen sterk")

    assert [found.pk for found in Page.objects.search('samen - "sterk 💚')] == [page.pk]
    assert list(Page.objects.search("💚")) == []


def test_word_list_is_searched_by_a_part_of_a_word_and_by_meaning(site, client):
    TermFactory(term="Zorglus", meaning="Wie voor je zorgt."), TermFactory(term="Linkgroep", meaning="Een kring.")
    client.force_login(user_with_role(CHIEF_EDITORS))

    def found(typed: str) -> list[str]:
        html = shown(client.get(reverse("wagtailsnippets_cms_term:list"), {"q": typed}))
        return [name for name in ("Zorglus", "Linkgroep") if name in words(html.select_one("main table") or html.h1)]

    assert (found("rglu"), found("kring"), found("niets")) == (["Zorglus"], ["Linkgroep"], [])


def test_quote_in_a_phrase_is_no_command(site):
    assert list(Page.objects.search(Phrase('groen" OR "geel'))) == []
