"""The basket: what comes in, what it refuses, and what a browser keeps of it."""

from __future__ import annotations

import pytest
from django.core import signing
from django.test import Client

from catalogue.basket import COOKIE, packed, unpacked
from catalogue.models import Product, ShopSettings
from catalogue.terms import LINES_MOST
from tests.catalogue.reading import BASKET, basket_of, put_in
from tests.factories import ImageFactory
from tests.factories.shop import ProductFactory, stripe_keys
from tests.queries import queries_of
from tests.reading import main_words, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_what_is_put_in_lies_in_the_basket_and_leads_back_to_it(client):
    flyer = ProductFactory(step=25, order_most=100)

    response = put_in(client, flyer, 50)

    assert (response.status_code, response.url) == (302, f"{BASKET}?gedaan=erbij")
    assert basket_of(client) == {flyer.public_id: 50}
    assert soup(client.get(BASKET)).select_one("option[selected]").text == "50"


def test_cookie_is_signed_lives_below_the_shop_and_names_nobody(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    put_in(client, ProductFactory())

    cookie = client.cookies[COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == (
        "/webwinkel/",
        True,
        "Lax",
        True,
    )
    assert set(client.cookies) == {COOKIE}, "no session, no token"
    client.cookies[COOKIE] = cookie.value[:-2] + "xx"
    assert "Er ligt nog niets in" in main_words(client.get(BASKET))


def test_basket_is_kept_by_nobody_else(client):
    response = client.get(BASKET)

    assert response["Cache-Control"] == "private, no-store"
    assert soup(response).select_one('meta[name="robots"]')["content"] == "noindex"


@pytest.mark.parametrize(
    ("asked", "kept", "said"),
    [(30, 25, "minder"), (500, 100, "minder"), ("9" * 400, 100, "minder"), (100, 100, "erbij"),
        *((typed, 25, "minder") for typed in ("veel", -3, 0, "1.5"))],
)  # fmt: skip
def test_quantity_becomes_what_can_be_ordered(client, asked, kept, said):
    flyer = ProductFactory(step=25, order_most=100)

    response = put_in(client, flyer, asked)

    assert basket_of(client) == {flyer.public_id: kept}
    assert response.url.endswith(f"?gedaan={said}")


def test_changing_to_nothing_takes_it_out_and_to_no_number_changes_nothing(client):
    flyer = ProductFactory(step=25, order_most=100)
    put_in(client, flyer, 75)

    said = [
        client.post(BASKET, {"product": flyer.public_id, "deed": "set", "quantity": typed}).url
        for typed in ("veel", "-3", "")
    ]
    assert basket_of(client) == {flyer.public_id: 75}
    assert [url.rpartition("=")[2] for url in said] == ["minder", "minder", "veranderd"]

    response = client.post(BASKET, {"product": flyer.public_id, "deed": "set", "quantity": "0"})

    assert (basket_of(client), response.url.rpartition("=")[2]) == ({}, "weg")


def test_twice_the_same_adds_up_to_the_limit(client):
    flyer = ProductFactory(step=25, order_most=100)

    answers = [put_in(client, flyer, 75).url for _time in range(2)]

    assert basket_of(client) == {flyer.public_id: 100}
    assert [url.rpartition("=")[2] for url in answers] == ["erbij", "minder"]


def test_lines_are_changed_and_taken_out(client):
    flyer, poster = ProductFactory(), ProductFactory()
    put_in(client, flyer, 5)
    put_in(client, poster, 2)

    put_in(client, flyer, 7, deed="set")
    put_in(client, poster, deed="drop")

    assert basket_of(client) == {flyer.public_id: 7}
    put_in(client, flyer, deed="drop")
    assert client.cookies[COOKIE].value == ""


def test_what_is_gone_sold_out_or_cannot_be_paid_does_not_come_in(client):
    for product in (ProductFactory(is_shown=False), ProductFactory(stock=0), ProductFactory(paid=True)):
        assert put_in(client, product).url.endswith("?gedaan=niet")
    assert client.post(BASKET, {"product": "geen", "deed": "add"}).url.endswith("?gedaan=niet")

    assert not basket_of(client)


def test_full_basket_says_so(client):
    products = ProductFactory.create_batch(LINES_MOST)
    client.cookies[COOKIE] = packed({product.public_id: 1 for product in products})

    response = put_in(client, ProductFactory())

    assert response.url.endswith("?gedaan=vol")
    assert len(client.cookies[COOKIE].value) < 4000, "browsers keep no longer ones"


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_form_of_another_site_fills_nobodys_basket(client, headers):
    flyer = ProductFactory()

    response = client.post(BASKET, {"product": str(flyer.public_id), "deed": "add"}, headers=headers)

    assert response.status_code == 403
    assert COOKIE not in client.cookies


def test_own_form_needs_no_token_because_shared_caches_keep_its_page(site):
    strict, flyer = Client(enforce_csrf_checks=True), ProductFactory()
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}

    assert strict.post(BASKET, {"product": str(flyer.public_id)}, headers=headers).status_code == 302


def test_what_changed_meanwhile_is_said_and_mended_with_one_button(client):
    flyer, poster, gone = ProductFactory(stock=100, step=25), ProductFactory(), ProductFactory()
    client.cookies[COOKIE] = packed({flyer.public_id: 100, poster.public_id: 2, gone.public_id: 1})
    Product.objects.filter(pk=flyer.pk).update(available=60)
    Product.objects.filter(pk=gone.pk).update(is_shown=False)

    page = soup(client.get(BASKET))
    assert "hoogstens 50" in page.select_one(".basket-line__wrong").text
    assert page.select_one(".basket__lost")
    assert not page.select('a[href="/webwinkel/bestellen/"]')
    client.post(BASKET, {"deed": page.select_one('button[value="fit"]')["value"]})

    assert basket_of(client) == {flyer.public_id: 50, poster.public_id: 2}
    assert soup(client.get(BASKET)).select('a[href="/webwinkel/bestellen/"]')


def test_who_reaches_a_limit_reads_whom_to_ask(client, site):
    ShopSettings.objects.create(site=site, ask_for_more="Bel 0400 00 00 00.")
    flyer = ProductFactory(step=25, order_most=50)

    put_in(client, flyer, 25)
    assert "Meer nodig?" not in main_words(client.get(BASKET))
    put_in(client, flyer, 50, deed="set")

    assert "Meer nodig? Bel 0400 00 00 00." in main_words(client.get(BASKET))


def test_totals_name_postage_and_vat_and_what_is_free_costs_nothing(client, settings):
    stripe_keys(settings)
    put_in(client, ProductFactory(), 5)
    assert "allemaal gratis" in main_words(client.get(BASKET))

    put_in(client, ProductFactory(paid=True), 2)

    rows = [row.text.replace("\u00a0", " ").split("€") for row in soup(client.get(BASKET)).select(".sums tr")]
    assert [amount.strip() for _words, amount in rows] == ["25,00", "4,50", "29,50", "1,67"]


def test_basket_costs_the_same_with_one_and_three_lines(client):
    def filled(count: int) -> int:
        products = [ProductFactory(cover=ImageFactory()) for _one in range(count)]
        client.cookies[COOKIE] = packed({product.public_id: 1 for product in products})
        return queries_of(client, BASKET)

    assert [filled(1), filled(3)] == [6, 6]


def test_nothing_but_our_own_signature_opens(client):
    assert unpacked("") == unpacked("x:y:z") == unpacked(signing.dumps([["a", 1]], salt="elders")) == {}
