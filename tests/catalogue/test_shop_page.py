"""`/webwinkel/` and the page of a product: what stands there, what is asked for, and what it costs to show."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from catalogue.models import Product, ProductPicture, ShopSettings
from tests.factories import DocumentFactory, ImageFactory, ShopPageFactory, UserFactory
from tests.factories.shop import CategoryFactory, ProductFactory, stripe_keys
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
QUERIES, PRODUCT_QUERIES = 10, 9


@pytest.fixture
def shop(site) -> str:
    return ShopPageFactory().url


def soup(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def titles(client, address: str) -> list[str]:
    return [link.get_text() for link in soup(client, address).select(".card__title a")]


def test_shelves_stand_in_their_order_without_what_is_hidden(client, shop):
    posters = CategoryFactory(slug="affiches", name="Affiches", sort_order=2)
    flyers = CategoryFactory(slug="flyers", name="Flyers", sort_order=1)
    ProductFactory(title="Jij kiest", category=posters)
    ProductFactory(title="Wat doet Lus", category=flyers)
    ProductFactory(title="Oud", category=flyers, is_shown=False)

    page = soup(client, shop)

    assert [link.get_text() for link in page.select(".card__title a")] == ["Wat doet Lus", "Jij kiest"]
    assert [link.get_text() for link in page.select(".filter__list a")] == ["Alles", "Flyers", "Affiches"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("categorie=boeken", ["Rond mijn tafel"]),
        ("soort=poster", ["Jij kiest"]),
        ("taal=fr", ["Jij kiest"]),
        ("prijs=gratis", ["Jij kiest"]),
        ("prijs=betalend&soort=publication", ["Rond mijn tafel"]),
        ("q=TAFEL", ["Rond mijn tafel"]),
        ("q=tafel&prijs=gratis", []),
        ("categorie=niets&soort=x&taal=xx&prijs=veel&q=%00", ["Rond mijn tafel", "Jij kiest"]),
        ("pagina=99999", ["Rond mijn tafel", "Jij kiest"]),
    ],
)
def test_one_sees_what_one_asks_for(client, shop, question, found):
    books = CategoryFactory(slug="boeken", name="Boeken", sort_order=1)
    posters = CategoryFactory(slug="affiches", name="Affiches", sort_order=2)
    ProductFactory(title="Rond mijn tafel", category=books, paid=True)
    ProductFactory(title="Jij kiest", category=posters, kind="poster", language="fr")

    assert titles(client, f"{shop}?{question}") == found


def test_empty_shop_and_a_search_without_result_are_kind(client, shop):
    assert "De rekken zijn nog leeg" in soup(client, shop).select_one(".empty-state").get_text()

    ProductFactory()

    assert "Zoiets staat niet" in soup(client, f"{shop}?q=zeppelin").select_one(".empty-state").get_text()


def test_stock_is_told_in_words_and_never_as_a_number(client, shop):
    ProductFactory(title="A", stock=777, low_at=5)
    ProductFactory(title="B", stock=333, low_at=333)
    ProductFactory(title="C", stock=0)

    page = soup(client, shop)

    states = ["Op voorraad.", "Op voorraad, maar dit zijn de laatste.", "Tijdelijk uitverkocht."]
    assert [each.get_text() for each in page.select(".stock")] == states
    assert not {"777", "333"} & set(page.select_one("main").get_text().split())


def test_list_costs_the_same_with_one_three_and_two_thousand_products(client, shop):
    shelf, cover = CategoryFactory(), ImageFactory()
    ProductFactory(category=shelf, cover=cover)
    assert queries_of(client, shop) == QUERIES

    ProductFactory.create_batch(2, category=shelf, cover=cover)
    assert queries_of(client, shop) == QUERIES

    Product.objects.bulk_create(
        Product(title=f"Folder {number}", slug=f"folder-{number}", category=shelf, cover=cover, available=5)
        for number in range(2000)
    )
    assert queries_of(client, shop) == QUERIES
    assert queries_of(client, f"{shop}?pagina=100&q=folder") == QUERIES
    assert "van 167" in soup(client, shop).select_one(".pagination").get_text()


def test_shared_caches_may_keep_it_for_seconds_and_nothing_of_who_is_signed_in(client, shop):
    product = f"{shop}{ProductFactory().slug}/"

    for address in (shop, product):
        assert client.get(address)["Cache-Control"] == "public, max-age=10"
        assert "Set-Cookie" not in client.get(address).headers
    client.force_login(UserFactory())
    for address in (shop, product):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_product_says_everything_before_one_orders(client, shop):
    product = ProductFactory(
        title="Wat doet Lus",
        step=25,
        order_most=100,
        period_most=200,
        paper_format="A5",
        pages=4,
        weight_grams=12,
        document=DocumentFactory(title="Wat doet Lus"),
        printable=DocumentFactory(title="Zelf drukken"),
    )

    page = soup(client, f"{shop}{product.slug}/")

    limits = [each.get_text() for each in page.select(".product__limits li")]
    assert limits == [
        "Per pak van 25.",
        "Hoogstens 100 per bestelling.",
        "Hoogstens 200 voor één organisatie of persoon in 90 dagen.",
    ]
    assert [option["value"] for option in page.select("#aantal option")] == ["25", "50", "75", "100"]
    facts = [(row.dt.get_text(), row.dd.get_text()) for row in page.select(".facts__list > div")]
    assert facts == [("Formaat", "A5"), ("Bladzijden", "4"), ("Taal", "Nederlands"), ("Gewicht per stuk", "12 gram")]
    order = [part["aria-labelledby"] for part in page.select(".product__deeds > section")]
    assert order == ["digitaal", "bestellen"], "the digital way comes first"
    links = [link.get_text() for link in page.select(".product__digital a")]
    assert links == ["Lees het op je scherm", "Druk het zelf af"]


def test_offer_ends_where_the_stock_does(client, shop):
    product = ProductFactory(step=25, stock=60)

    page = soup(client, f"{shop}{product.slug}/")

    assert [option["value"] for option in page.select("#aantal option")] == ["25", "50"]


def test_many_packs_are_typed_by_whole_packs(client, shop):
    product = ProductFactory(step=25, stock=5000, order_most=1000)

    typed = soup(client, f"{shop}{product.slug}/").select_one("#aantal")

    assert (typed["min"], typed["step"], typed["max"]) == ("25", "25", "1000")


def test_what_cannot_be_ordered_has_no_button_and_says_why(client, shop, settings):
    sold_out, paid = ProductFactory(stock=0), ProductFactory(paid=True)

    assert not soup(client, f"{shop}{sold_out.slug}/").select("form.product__form")
    assert "Betalen lukt hier nu niet" in soup(client, f"{shop}{paid.slug}/").select_one(".product__order").get_text()

    stripe_keys(settings)
    page = soup(client, f"{shop}{paid.slug}/")
    assert page.select("form.product__form")
    assert "€ 12,50, met 6 % btw inbegrepen" in page.select_one(".product__price").get_text().replace("\u00a0", " ")


def test_closed_shop_says_until_when(client, site, shop):
    ShopSettings.objects.create(site=site, is_open=False, closed_text="Terug op 3 januari.")
    product = ProductFactory()

    assert "Terug op 3 januari." in soup(client, shop).select_one(".shop__closed").get_text()
    page = soup(client, f"{shop}{product.slug}/")
    assert "Terug op 3 januari." in page.select_one(".product__order").get_text()
    assert not page.select("form.product__form")


def test_editions_lead_to_each_other(client, shop):
    old = ProductFactory(title="Folder 2025", slug="folder-2025")
    new = ProductFactory(title="Folder 2026", slug="folder-2026", replaces=old)

    assert soup(client, f"{shop}folder-2025/").select_one(".product__newer a")["href"] == f"{shop}folder-2026/"
    assert soup(client, f"{shop}folder-2026/").select_one(".product__words .soft a")["href"] == f"{shop}folder-2025/"

    Product.objects.filter(pk=old.pk).update(is_shown=False)
    assert client.get(f"{shop}folder-2025/").url == f"{shop}{new.slug}/"
    assert "“Folder 2025”" in soup(client, f"{shop}folder-2026/").select_one(".product__words .soft").get_text()


@pytest.mark.parametrize("slug", ["mandje", "bestellen", "bedankt"])
def test_product_cannot_take_an_address_of_the_shop_itself(slug):
    with pytest.raises(ValidationError) as refused:
        ProductFactory(slug=slug).full_clean()

    assert set(refused.value.error_dict) == {"slug"}


def test_what_is_hidden_or_never_was_is_not_found(client, shop):
    hidden = ProductFactory(is_shown=False)

    assert client.get(f"{shop}{hidden.slug}/").status_code == 404
    assert client.get(f"{shop}niets/").status_code == 404
    assert client.post(f"{shop}niets/").status_code == 405


def test_search_engines_read_a_product_with_its_offer(client, shop, settings):
    stripe_keys(settings)
    product = ProductFactory(paid=True, stock=3, low_at=5, pages=96, cover=ImageFactory())

    page = soup(client, f"{shop}{product.slug}/")

    graph = json.loads(page.select_one('script[type="application/ld+json"]').string)["@graph"]
    data = next(thing for thing in graph if thing.get("@id", "").endswith("#product"))
    assert data["@type"] == ["Product", "Book"]
    offer = data["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("12.50", "EUR")
    assert offer["availability"] == "https://schema.org/LimitedAvailability"
    assert "inventoryLevel" not in offer
    assert page.select_one('meta[property="og:title"]')["content"].startswith(product.title)
    shared = page.select_one('meta[property="og:image"]')["content"]
    assert client.get(shared.removeprefix("http://testserver"), follow=True).status_code == 200
    assert data["image"] == [shared]
    assert page.select_one('link[rel="canonical"]')["href"].endswith(f"{shop}{product.slug}/")


def test_product_costs_the_same_with_one_and_three_pictures(client, shop):
    product = ProductFactory(cover=ImageFactory())
    ProductPicture.objects.create(product=product, picture=ImageFactory())
    address = f"{shop}{product.slug}/"
    assert queries_of(client, address) == PRODUCT_QUERIES

    for _more in range(2):
        ProductPicture.objects.create(product=product, picture=ImageFactory())

    assert queries_of(client, address) == PRODUCT_QUERIES
