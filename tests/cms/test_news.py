"""The list of news: filters, pages, and its feed."""

from datetime import date

import feedparser
import pytest
from django.utils.timezone import get_default_timezone
from wagtail.models import PageViewRestriction

from tests.factories import NewsCategoryFactory, NewsIndexPageFactory, NewsPageFactory, ProjectPageFactory
from tests.reading import addresses, main_words, soup, words

pytestmark = pytest.mark.django_db


def titles(client, query=None):
    return [card.title for card in client.get("/nieuws/", query or {}).context_data["page_obj"]]


def make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_news_comes_newest_first(site, client):
    for day in (2, 3, 1):
        NewsPageFactory(title=f"Van {day} maart", published_on=date(2026, 3, day))

    assert titles(client) == ["Van 3 maart", "Van 2 maart", "Van 1 maart"]


def test_news_of_the_same_day_keeps_one_order(site, client):
    made = [NewsPageFactory().title for _ in range(5)]

    assert titles(client) == made[::-1]


def test_news_can_be_narrowed_by_category_and_project(site, client):
    category, project = NewsCategoryFactory(name="Vorming"), ProjectPageFactory(title="Gelinkt")
    NewsPageFactory(title="Beide", categories=[category], project=project)
    NewsPageFactory(title="Rubriek", categories=[category, NewsCategoryFactory()])
    NewsPageFactory(title="Project", project=project)

    assert set(titles(client, {"categorie": "vorming"})) == {"Beide", "Rubriek"}
    assert set(titles(client, {"project": "gelinkt"})) == {"Beide", "Project"}
    assert titles(client, {"categorie": "vorming", "project": "gelinkt"}) == ["Beide"]


def test_filter_that_is_chosen_is_said(site, client):
    NewsPageFactory(categories=[NewsCategoryFactory(name="Vorming")])

    current = soup(client.get("/nieuws/?categorie=vorming")).main.select("[aria-current]")

    assert "Vorming" in [words(link) for link in current]


@pytest.mark.parametrize("query", ["categorie=bestaat-niet", "project=bestaat-niet", "categorie=%27;--"])
def test_unknown_filter_shows_an_empty_list_with_a_way_back(site, client, query):
    NewsPageFactory(title="Een bericht")

    main = soup(client.get(f"/nieuws/?{query}")).main

    assert "Een bericht" not in words(main)
    assert "/nieuws/" in addresses(main)


def test_filters_offer_only_what_has_live_news(site, client):
    NewsCategoryFactory(name="Leeg")
    NewsPageFactory(categories=[NewsCategoryFactory(name="Vol")])
    NewsPageFactory(categories=[NewsCategoryFactory(name="Offline")]).unpublish()

    context = client.get("/nieuws/").context_data

    assert [category["name"] for category in context["categories"]] == ["Vol"]
    assert list(context["projects"]) == []


def test_list_goes_on_to_next_pages_and_back(site, client):
    for number in range(1, 15):
        NewsPageFactory(title=f"Bericht {number:02}", published_on=date(2026, 3, number))

    first, second = client.get("/nieuws/"), client.get("/nieuws/?pagina=2")

    assert len(first.context_data["page_obj"]) == 12
    assert [card.title for card in second.context_data["page_obj"]] == ["Bericht 02", "Bericht 01"]
    assert any("pagina=2" in address for address in addresses(soup(first).main))
    assert any("pagina=1" in address or address == "/nieuws/" for address in addresses(soup(second).main))


def test_pages_of_a_narrowed_list_keep_the_filter(site, client):
    category = NewsCategoryFactory(name="Vorming")
    for _ in range(13):
        NewsPageFactory(categories=[category])

    further = [
        address for address in addresses(soup(client.get("/nieuws/?categorie=vorming")).main) if "pagina=2" in address
    ]

    assert further
    assert all("categorie=vorming" in address for address in further)
    assert len(client.get("/nieuws/" + further[0]).context_data["page_obj"]) == 1


@pytest.mark.parametrize("asked", ["0", "-1", "99", "twee", "1e9", "%00"])
def test_page_number_that_is_none_shows_the_nearest(site, client, asked):
    NewsPageFactory(title="Een bericht")

    assert titles(client, {"pagina": asked}) == ["Een bericht"]


def test_news_that_is_offline_or_private_is_not_listed(site, client):
    NewsPageFactory(title="Offline").unpublish()
    private = NewsPageFactory(title="Besloten")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    NewsPageFactory(title="Open")

    assert titles(client) == ["Open"]
    assert client.get(private.url).status_code == 302


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), make_private])
def test_project_that_is_not_public_is_named_nowhere(site, client, hide):
    project = ProjectPageFactory(title="Besloten project")
    post = NewsPageFactory(project=project)
    assert "Besloten project" in main_words(client.get("/nieuws/"))
    assert "Besloten project" in main_words(client.get(post.url))

    hide(project)

    assert "Besloten project" not in main_words(client.get("/nieuws/"))
    assert "Besloten project" not in main_words(client.get(post.url))


def test_category_of_private_news_alone_is_no_filter(site, client):
    private = NewsPageFactory(categories=[NewsCategoryFactory(name="Besloten rubriek")])
    make_private(private)

    assert "Besloten rubriek" not in main_words(client.get("/nieuws/"))
    assert client.get("/api/v3/content/categories/").json() == []


def test_post_offers_other_news_of_its_project_first(site, client):
    project = ProjectPageFactory()
    told, other = NewsPageFactory(project=project), NewsPageFactory(project=project, title="Zelfde project")
    NewsPageFactory(title="Ander nieuws")

    assert [card.title for card in client.get(told.url).context_data["related_news"]] == [other.title]


def feed(client, **headers):
    response = client.get("/nieuws/feed.xml", headers=headers)
    assert response.status_code == 200
    return feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})


def test_feed_reads_without_a_warning(site, client):
    NewsIndexPageFactory(title="Nieuws & meer", slug="nieuws", summary="Wat er gebeurt <in> Lus.")
    NewsPageFactory(title='Een <b>"titel"</b> & meer', summary="Kort & <krachtig>.", published_on=date(2026, 3, 2))

    read = feed(client)

    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "rss20"
    assert read.feed.title == "Nieuws & meer | Lus"
    assert read.feed.language == "nl-be"
    assert read.feed.link == "http://testserver/nieuws/"
    (entry,) = read.entries
    assert entry.link.startswith("http://testserver/nieuws/")
    assert entry.published_parsed[:3] == (2026, 3, 2)


def test_feed_holds_the_twenty_newest(site, client):
    for day in range(1, 23):
        NewsPageFactory(title=f"Van dag {day}", published_on=date(2026, 3, day))

    entries = feed(client).entries

    assert [entry.title for entry in entries] == [f"Van dag {day}" for day in range(22, 2, -1)]


def test_feed_item_stays_the_same_item_when_its_address_changes(site, client):
    page = NewsPageFactory()
    before = feed(client).entries[0]

    page.slug = "een-nieuw-adres"
    page.save_revision().publish()
    after = feed(client).entries[0]

    assert (before.id, before.link) != (after.id, after.link)
    assert before.id == after.id
    assert client.get(after.link).status_code == 200


def test_feed_says_nothing_of_what_is_not_public(site, client):
    NewsPageFactory(title="Offline").unpublish()
    private = NewsPageFactory(title="Besloten")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    NewsPageFactory(title="Open")

    assert [entry.title for entry in feed(client).entries] == ["Open"]


def test_feed_of_a_site_without_news_is_a_404(site, client):
    assert client.get("/nieuws/feed.xml").status_code == 404


def test_feed_without_items_is_still_a_feed(site, client):
    NewsIndexPageFactory()

    read = feed(client)

    assert not read.bozo
    assert read.entries == []


def test_feed_asked_for_again_is_not_sent_again(site, client):
    NewsPageFactory()
    first = client.get("/nieuws/feed.xml")

    assert client.get("/nieuws/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 304

    NewsPageFactory()
    assert client.get("/nieuws/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_page_announces_the_feed_of_news(site, client):
    NewsPageFactory()

    html = soup(client.get("/nieuws/"))

    assert "/nieuws/feed.xml" in addresses(html.main)
    announced = html.head.select('link[rel="alternate"][type="application/rss+xml"]')
    assert [link["href"] for link in announced] == ["/nieuws/feed.xml"]


def test_dates_of_news_are_written_in_dutch(site, client):
    page = NewsPageFactory(published_on=date(2026, 3, 2))

    assert get_default_timezone().key == "Europe/Brussels"
    assert "maart 2026" in main_words(client.get(page.url))
