"""Products elsewhere on the site: an action on any page, the search, the sitemap."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from catalogue.actions import choices, prints
from catalogue.models import Product
from cms.actions import find_actions
from tests.factories import PlainPageFactory
from tests.factories.shop import ProductFactory, stripe_keys
from tests.queries import exactly, queries_of
from tests.reading import main_words, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_action_leads_to_what_can_be_ordered_and_says_how_the_stock_is():
    product = ProductFactory(title="Folder", step=25, low_at=1000)

    action = find_actions([f"print:{product.public_id}"])[f"print:{product.public_id}"]

    assert (action.title, action.href, action.label, action.state) == ("Folder", f"/webwinkel/{product.slug}/", "Bestel het", "low")  # fmt: skip
    assert action.words == ["Op voorraad, maar dit zijn de laatste.", "Gratis", "Per pak van 25."]


def test_action_offers_no_order_of_what_cannot_be_had(settings):
    sold_out, book = ProductFactory(stock=0), ProductFactory(paid=True)

    labels = {key: action.label for key, action in prints([str(sold_out.public_id), str(book.public_id)]).items()}
    assert set(labels.values()) == {"Bekijk wat het is"}
    stripe_keys(settings)

    assert prints([str(book.public_id)])[str(book.public_id)].label == "Bestel het"


def test_actions_cost_one_query_and_pass_over_what_is_gone():
    products = ProductFactory.create_batch(3)
    Product.objects.filter(pk=products[2].pk).update(is_shown=False)
    keys = [str(product.public_id) for product in products]

    for asked in (keys[:1], keys):
        with exactly(1):
            found = prints(asked)

    assert set(found) == set(keys[:2])
    assert [key for key, _title in choices()] == [str(one.public_id) for one in sorted(products[:2], key=lambda one: one.title)]  # fmt: skip


def test_action_stands_on_any_page_and_keeps_its_copy_short(client):
    product = ProductFactory(title="Folder")
    block = {"target": f"print:{product.public_id}", "title": "", "text": "", "otherwise": "Mail ons."}
    page = PlainPageFactory(body=[("live_action", block)])

    response = client.get(page.url)

    assert soup(response).select_one(f'a[href="/webwinkel/{product.slug}/"]').get_text(strip=True) == "Bestel het"
    assert response["Cache-Control"] == "public, max-age=10"
    Product.objects.update(is_shown=False)
    assert "Mail ons." in main_words(client.get(page.url))


def test_search_finds_products_by_another_form_of_a_word(client):
    ProductFactory(title="Affiches voor de buurt", summary="Hang ze op.")
    ProductFactory(title="Verborgen affiche", is_shown=False)

    words = main_words(client.get("/zoeken/?q=affiche"))

    assert "Affiches voor de buurt" in words
    assert "Verborgen" not in words


def test_search_costs_the_same_with_one_and_three_products(client):
    ProductFactory(title="Folder een")
    first = queries_of(client, "/zoeken/?q=folder")
    ProductFactory(title="Folder twee")
    ProductFactory(title="Folder drie")

    assert queries_of(client, "/zoeken/?q=folder") == first


def test_sitemap_names_each_product_that_stands_in_the_shop(client):
    product = ProductFactory()
    ProductFactory(is_shown=False)

    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)

    places = [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert [place for place in places if "/webwinkel/" in place] == [f"http://testserver/webwinkel/{product.slug}/"]
