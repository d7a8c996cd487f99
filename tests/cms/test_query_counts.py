"""What each page costs: the same few queries with one and with thirty of whatever it lists (bar: at most twelve)."""

from datetime import date

import pytest

from tests.factories import (
    PAGE_FACTORIES,
    EpisodePageFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
    PodcastPageFactory,
    ProjectPageFactory,
    PublicationPageFactory,
    StoryPageFactory,
    TermFactory,
)
from tests.factories.pages import site_home
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

MOST = 12

# Each page type: what fills it, and the address to ask for. Every filled thing has a picture.
FILLERS = {
    "HomePage": (lambda number, page: _news(number, page), site_home),
    "ContactPage": (lambda number, page: PlainPageFactory(show_in_menus=True, revised=False), None),
    "PlainPage": (lambda number, page: PlainPageFactory(show_in_menus=True, revised=False), None),
    "ActivityPage": (lambda number, page: PlainPageFactory(show_in_menus=True, revised=False), None),
    "OfferingPage": (lambda number, page: PlainPageFactory(parent=page, picture=ImageFactory(), revised=False), None),
    "ProjectPage": (lambda number, page: _news(number, page), None),
    "NewsIndexPage": (lambda number, page: _news(number, None), None),
    "NewsPage": (lambda number, page: _news(number, None), None),
    "StoryIndexPage": (lambda number, page: StoryPageFactory(picture=ImageFactory(), revised=False), None),
    "StoryPage": (lambda number, page: StoryPageFactory(picture=ImageFactory(), revised=False), None),
    "PodcastIndexPage": (
        lambda number, page: PodcastPageFactory(title=f"Reeks {number}", picture=ImageFactory(), revised=False),
        None,
    ),
    "PodcastPage": (lambda number, page: EpisodePageFactory(parent=page, picture=ImageFactory(), revised=False), None),
    "EpisodePage": (lambda number, page: EpisodePageFactory(picture=ImageFactory(), revised=False), None),
    "InspirationPage": (lambda number, page: PublicationPageFactory(picture=ImageFactory(), revised=False), None),
    "PublicationPage": (lambda number, page: PublicationPageFactory(picture=ImageFactory(), revised=False), None),
}

QUERIES = {
    "HomePage": 6,
    "ContactPage": 6,
    "PlainPage": 6,
    "ActivityPage": 6,
    "OfferingPage": 7,
    "ProjectPage": 8,
    "NewsIndexPage": 10,
    "NewsPage": 8,
    "StoryIndexPage": 8,
    "StoryPage": 7,
    "PodcastIndexPage": 7,
    "PodcastPage": 8,
    "EpisodePage": 8,
    "InspirationPage": 9,
    "PublicationPage": 6,
}


def _news(number, page):
    project = page if type(page).__name__ == "ProjectPage" else ProjectPageFactory(revised=False)
    return NewsPageFactory(
        project=project,
        categories=[NewsCategoryFactory()],
        picture=ImageFactory(),
        revised=False,
        published_on=date(2026, 1, 1 + number % 28),
    )


@pytest.mark.parametrize("name", FILLERS)
def test_page_costs_the_same_with_one_and_with_thirty(site, client, name):
    fill, find = FILLERS[name]
    page = find() if find else PAGE_FACTORIES[name](picture=ImageFactory())

    fill(0, page)
    with_one = queries_of(client, page.url, at_most=MOST)
    for number in range(1, 30):
        fill(number, page)
    with_thirty = queries_of(client, page.url, at_most=MOST)

    assert (with_one, with_thirty) == (QUERIES[name], QUERIES[name])


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/zoeken/?q=brug", 10), ("/zoeken/", 3), ("/woordenlijst/", 4), ("/nieuws/feed.xml", 4), ("/robots.txt", 0)],
)
def test_address_beside_the_tree_costs_the_same_with_one_and_with_thirty(site, client, address, queries):
    counts = []
    for number in range(30):
        NewsPageFactory(title=f"Brug {number}", picture=ImageFactory(), revised=False)
        TermFactory()
        if number in (0, 29):
            counts.append(queries_of(client, address, at_most=MOST))

    assert counts == [queries, queries]


def test_deep_page_costs_no_more_than_a_shallow_one(site, client):
    shallow = OfferingPageFactory()
    deep = OfferingPageFactory(parent=OfferingPageFactory(parent=OfferingPageFactory(parent=shallow)))

    assert queries_of(client, shallow.url) == queries_of(client, deep.url)


def test_page_that_is_not_there_costs_little(site, client):
    from tests.queries import exactly

    client.get("/bestaat-niet/")
    with exactly(3):
        client.get("/bestaat-niet/")
