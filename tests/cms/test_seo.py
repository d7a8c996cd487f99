"""What a page tells search engines and shared links."""

from datetime import date

import pytest

from cms.models import OrganisationSettings
from cms.renditions import SHARE_SPEC
from tests.factories import (
    PAGE_FACTORIES,
    ContactPageFactory,
    ImageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
)
from tests.reading import content_of, fragment, graph, of_type, soup

pytestmark = pytest.mark.django_db

EVIL = "</script><script>alert('x')</script> & \"aanhaling\""


def meta(html, name):
    return content_of(html.head.select_one(f'meta[name="{name}"], meta[property="{name}"]'))


def canonical(html):
    return html.head.select_one('link[rel="canonical"]')["href"]


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_every_page_has_one_title_and_one_canonical_address(site, client, name):
    page = PAGE_FACTORIES[name](title="Wie draagt jou?", summary="Kort gezegd.")

    html = soup(client.get(page.url + "?utm_source=x"))

    assert html.title.string == "Wie draagt jou? | Lus vzw"
    assert len(html.head.select("title")) == 1
    assert canonical(html) == f"http://testserver{page.url}"
    assert meta(html, "og:url") == canonical(html)
    assert meta(html, "description") == "Kort gezegd."
    assert meta(html, "robots") is None


def test_editors_own_words_for_search_engines_come_first(site, client):
    page = PlainPageFactory(seo_title="Anders gezegd", search_description="Voor zoekers.", summary="Kort gezegd.")

    html = soup(client.get(page.url))

    assert html.title.string == "Anders gezegd | Lus vzw"
    assert meta(html, "description") == meta(html, "og:description") == "Voor zoekers."


def test_home_page_is_the_organisation(site, client):
    OrganisationSettings.objects.update_or_create(
        site=site,
        defaults={
            "name": "Lus vzw",
            "address": "Brug 1",
            "postcode": "3000",
            "city": "Leuven",
            "phone": "016 12 34 56",
        },
    )

    organisation = of_type(graph(client.get("/")), "Organization")

    assert organisation["@id"] == "http://testserver/#organisation"
    assert organisation["name"] == "Lus vzw"
    assert organisation["address"]["addressLocality"] == "Leuven"
    assert client.get(organisation["logo"]).status_code == 200


def test_page_deep_in_the_tree_shows_its_trail(site, client):
    parent = OfferingPageFactory(title="Wat doet Lus")
    child = OfferingPageFactory(title="Lusgroepen", parent=parent)

    trail = of_type(graph(client.get(child.url)), "BreadcrumbList")["itemListElement"]

    assert [(step["position"], step["name"], step["item"]) for step in trail] == [
        (1, "Lus", "http://testserver/"),
        (2, "Wat doet Lus", f"http://testserver{parent.url}"),
        (3, "Lusgroepen", f"http://testserver{child.url}"),
    ]


def test_post_is_an_article(site, client):
    page = NewsPageFactory(title="Een bericht", author_name="Noor", published_on=date(2026, 3, 2), summary="Kort.")

    response = client.get(page.url)
    article = of_type(graph(response), "NewsArticle")

    assert article["headline"] == "Een bericht"
    assert article["datePublished"] == "2026-03-02"
    assert article["author"] == {"@type": "Person", "name": "Noor"}
    assert article["publisher"] == {"@id": "http://testserver/#organisation"}
    assert article["inLanguage"] == "nl-BE"
    assert meta(soup(response), "og:type") == "article"
    assert meta(soup(response), "article:published_time").startswith("2026-03-02")


def test_html_in_a_title_is_a_word_in_the_data_and_never_ends_it(site, client):
    page = NewsPageFactory(title=EVIL, summary=EVIL, author_name=EVIL, slug="evil")

    response = client.get(page.url)

    assert of_type(graph(response), "NewsArticle")["headline"] == EVIL
    assert of_type(graph(response), "BreadcrumbList")["itemListElement"][-1]["name"] == EVIL
    assert not soup(response).select("script:not([src]):not([type='application/ld+json'])")
    assert meta(soup(response), "og:title") == f"{EVIL} | Lus vzw"


def test_shared_link_shows_the_picture_at_its_size(site, client):
    picture = ImageFactory(wide=1600, high=900, alt_text="Een brug")
    page = PlainPageFactory(picture=picture)
    picture.get_rendition(SHARE_SPEC)

    html = soup(client.get(page.url))

    assert meta(html, "og:image").startswith("http://testserver/")
    assert meta(html, "og:image").endswith(".jpg")
    assert (meta(html, "og:image:width"), meta(html, "og:image:height")) == ("1200", "630")
    assert meta(html, "og:image:alt") == "Een brug"
    assert meta(html, "twitter:card") == "summary_large_image"


def test_page_without_a_picture_promises_none(site, client):
    html = soup(client.get(PlainPageFactory().url))

    assert meta(html, "og:image") is None
    assert meta(html, "twitter:card") == "summary"


def test_further_page_of_a_list_is_its_own_address_and_a_filter_is_not(site, client):
    NewsIndexPageFactory()
    for _ in range(13):
        NewsPageFactory()

    assert canonical(soup(client.get("/nieuws/?pagina=2"))) == "http://testserver/nieuws/?pagina=2"
    assert canonical(soup(client.get("/nieuws/?categorie=x"))) == "http://testserver/nieuws/"


def test_search_results_stay_out_of_search_engines(site, client):
    assert meta(soup(client.get("/zoeken/?q=brug")), "robots") == "noindex"


def test_canonical_ignores_the_host_that_was_asked(site, client):
    page = PlainPageFactory()

    html = soup(client.get(page.url, headers={"host": "evil.example"}))

    assert canonical(html) == f"http://testserver{page.url}"


def test_titles_beside_the_tree_name_the_site_and_what_was_asked(site, client):
    assert soup(client.get("/zoeken/")).title.string == "Zoeken | Lus vzw"
    assert soup(client.get("/zoeken/?q=brug")).title.string == "Zoeken: brug | Lus vzw"
    assert soup(client.get("/aanmelden/")).title.string == "Meld je aan | Lus vzw"


def test_title_says_that_a_form_came_back(site, client):
    page = ContactPageFactory(title="Contact")

    assert soup(client.get(page.url)).title.string == "Contact | Lus vzw"
    assert fragment(client.post(page.url, {"message": ""}).content.decode()).title.string == "Fout: Contact | Lus vzw"
