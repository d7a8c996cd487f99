"""Search, the word list, robots and the sitemap."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import NewsPageFactory, PlainPageFactory, TermFactory
from tests.reading import fragment, soup, words

pytestmark = pytest.mark.django_db


def found(client, query):
    return client.get("/zoeken/", {"q": query}).context["results"]


def test_search_finds_words_of_title_summary_and_body(site, client):
    PlainPageFactory(title="Een brug")
    PlainPageFactory(title="Twee", summary="Over water en een brug.")
    PlainPageFactory(title="Drie", body=[("text", {"text": "<p>Onder de brug.</p>"})])
    PlainPageFactory(title="Vier")

    assert {card.title for card in found(client, "brug")} == {"Een brug", "Twee", "Drie"}


def test_search_marks_the_words_and_escapes_the_rest(site, client):
    PlainPageFactory(title="Vet", summary="Een <b>brug</b> & <script>alert(1)</script>")

    html = soup(client.get("/zoeken/", {"q": "brug"}))

    assert [words(mark) for mark in html.main.select("mark")] == ["brug"]
    assert not html.main.select("b, script")


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "'\"; --", "a" * 5000, "%", "*", "AND OR NOT", "\x00", "(", "🙂"]
)
def test_search_takes_any_words(site, client, query):
    response = client.get("/zoeken/", {"q": query})

    assert response.status_code == 200
    assert not fragment(response.content.decode()).select("main script")


def test_search_without_words_shows_the_form_and_where_to_begin(site, client):
    page = PlainPageFactory(title="Over ons", show_in_menus=True)

    html = soup(client.get("/zoeken/"))

    assert html.main.select_one("input[name=q]")
    assert not html.main.select("mark, ol li")
    assert [link["href"] for link in html.main.select("nav a")] == [page.url]


def test_search_keeps_what_was_typed(site, client):
    assert soup(client.get("/zoeken/", {"q": 'een "brug"'})).main.select_one("input[name=q]")["value"] == 'een "brug"'


def test_search_finds_nothing_that_is_not_public(site, client):
    PlainPageFactory(title="Brug offline").unpublish()
    private = PlainPageFactory(title="Brug besloten")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, "brug") == []


def test_mistyped_word_of_the_house_is_suggested(site, client):
    TermFactory(term="lusgroep")

    response = client.get("/zoeken/", {"q": "lusgreop"})

    assert response.context["suggestions"] == ["lusgroep"]
    assert "?q=lusgroep" in [link["href"] for link in soup(response).main.select("a[href]")]


def test_mistyped_word_of_a_title_is_suggested(site, client):
    PlainPageFactory(title="Vrijwilligers gezocht")

    assert client.get("/zoeken/", {"q": "vrijwiligres"}).context["suggestions"][0] == "Vrijwilligers"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("lusgroepen", "lusgroep"),
        ("lusgroep", "lusgroepen"),
        ("buur", "buren"),
        ("buren", "buur"),
        ("vrijwilliger", "vrijwilligers"),
        ("brieven", "brief"),
        ("burgers aan zet", "BurgersAanZet"),
        ("buur vrijwilligers", "een vrijwilliger voor de buren"),
    ],
)
def test_search_finds_another_form_of_the_word(site, client, typed, written):
    PlainPageFactory(title="Een", body=[("text", {"text": f"<p>Over {written} en meer.</p>"})])
    PlainPageFactory(title="Ander", body=[("text", {"text": "<p>Over bureaus en burgemeesters.</p>"})])

    html = soup(client.get("/zoeken/", {"q": typed}))

    assert [words(title) for title in html.select(".row__title")] == ["Een"]
    assert html.select("mark")


def test_page_with_the_word_as_it_is_typed_comes_first(site, client):
    for number in range(3):
        PlainPageFactory(title=f"Buren {number}", summary="Buren, buren, buren.")
    PlainPageFactory(title="Een ander", body=[("text", {"text": "<p>En dan was er een buur die bleef.</p>"})])

    assert found(client, "buur")[0].title == "Een ander"
    assert len(found(client, "buur")) == 4


def test_page_that_is_called_so_comes_before_those_that_only_say_so(site, client):
    for number in range(3):
        PlainPageFactory(title=f"Pagina {number}", summary="Lusgroep, lusgroep, lusgroep.")
    PlainPageFactory(
        title="Lusgroepen", body=[("text", {"text": f"<p>{'Veel woorden. ' * 50} Begin een lusgroep.</p>"})]
    )

    assert found(client, "lusgroep")[0].title == "Lusgroepen"


def test_excerpt_is_cut_between_words_and_keeps_blocks_apart(site, client):
    before = "<p>Onderwerpen</p><ul><li>Peergroepen die elkaar begrijpen</li><li>Buddy’s</li></ul>"
    PlainPageFactory(title="Lang", body=[("text", {"text": f"{before * 5}<p>Een brug.</p>{before * 5}"})])

    text = soup(client.get("/zoeken/", {"q": "brug"})).select_one(".row__summary").get_text()

    whole = {"Onderwerpen", "Peergroepen", "die", "elkaar", "begrijpen", "Buddy’s", "Een", "brug.", "·", "…"}
    assert set(text.split()) <= whole
    assert "begrijpen · Buddy’s · Een brug. Onderwerpen · Peergroepen" in text


def test_long_list_of_results_is_cut_in_pages(site, client):
    for number in range(12):
        NewsPageFactory(title=f"Brug {number}")

    assert len(client.get("/zoeken/?q=brug").context["results"]) == 10
    assert len(client.get("/zoeken/?q=brug&pagina=2").context["results"]) == 2


def test_word_list_shows_every_word_with_its_meaning(site, client):
    TermFactory(term="lusgroep", meaning="Een kring van <mensen>.")

    html = soup(client.get("/woordenlijst/"))

    assert "lusgroep" in words(html.select_one("#lusgroep"))
    assert "Een kring van <mensen>." in words(html.select_one("#lusgroep"))


@pytest.mark.parametrize("address", ["/zoeken/", "/woordenlijst/", "/robots.txt"])
def test_views_only_show(site, client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_robots_may_read_the_site_and_not_the_admin(site, client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())

    assert robots.can_fetch("any", "/nieuws/")
    assert not robots.can_fetch("any", "/admin/")
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]


def test_sitemap_lists_the_public_pages(site, client):
    shown = NewsPageFactory()
    PlainPageFactory(title="Offline").unpublish()
    private = PlainPageFactory(title="Besloten")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)

    listed = [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    listed = [address for address in listed if not address.startswith("http://testserver/meedoen/")]
    assert listed == ["http://testserver/", "http://testserver/nieuws/", f"http://testserver{shown.url}"]
