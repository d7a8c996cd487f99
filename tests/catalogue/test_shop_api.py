"""The shop as JSON: what stands in it, ordering, and one's own order; each as the document says."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.db import connection

from catalogue.enums import OrderState
from catalogue.models import Order, Product, ProductPicture, ShopSettings
from catalogue.services import pack_order, place_order
from tests.catalogue.reading import api_of
from tests.contract.test_answers import validator
from tests.factories import DocumentFactory, ImageFactory, UserFactory
from tests.factories.shop import CategoryFactory, ProductFactory, an_order, stripe_keys
from tests.queries import queries_of
from trust.links.services import revoke_links
from trust.organisations.models import Organisation
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PRODUCTS, ORDERS = "/api/v3/catalogue/products/", "/api/v3/catalogue/orders/"


def ordering(quantities: dict[Product, int], **said) -> dict:
    return {
        "lines": [{"product": str(product.public_id), "quantity": copies} for product, copies in quantities.items()],
        "organisation_name": "Dienstencentrum De Linde",
        "contact_name": "Rita Peeters",
        "email": "rita@example.org",
        "street": "Kerkstraat 1",
        "postcode": "3000",
        "city": "Leuven",
    } | said


def post(client, body: dict, **headers):
    return client.post(ORDERS, json.dumps(body), content_type="application/json", headers=headers)


def as_described(response, component: str) -> dict:
    validator(component).validate(response.json())
    return response.json()


def refused(response, reason: str) -> dict:
    assert response.status_code == 409, response.content
    said = as_described(response, "Problem")
    assert said["reason"] == reason
    return said


def titles(client, question: str) -> list[str]:
    return [item["title"] for item in as_described(client.get(f"{PRODUCTS}?{question}"), "ProductList")["items"]]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["Boek", "Affiche", "Flyer"]),
        ("kind=poster", ["Affiche"]),
        ("category=boeken", ["Boek"]),
        ("language=fr", ["Flyer"]),
        ("free=true", ["Affiche", "Flyer"]),
        ("free=false", ["Boek"]),
        ("stock=out", ["Affiche"]),
        ("stock=low", ["Flyer"]),
        ("stock=in-stock", ["Boek"]),
        ("q=BOEK", ["Boek"]),
        ("limit=1&offset=1", ["Affiche"]),
    ],
)
def test_products_are_listed_by_what_is_asked(client, question, found):
    ProductFactory(title="Flyer", language="fr", stock=10, low_at=10)
    ProductFactory(title="Affiche", kind="poster", stock=24, step=25)
    ProductFactory(title="Boek", category=CategoryFactory(slug="boeken", name="Boeken"), paid=True)
    ProductFactory(title="Verborgen", is_shown=False)

    assert titles(client, question) == found


def test_stock_is_told_in_words_and_its_number_nowhere(client):
    ProductFactory(stock=7654, step=25, order_most=100)

    response = client.get(PRODUCTS)

    item = response.json()["items"][0]
    assert (item["stock"], item["can_be_ordered"], item["limits"]["step"]) == ("in-stock", True, 25)
    assert "7654" not in response.content.decode()


def test_fields_answer_those_alone_and_an_unknown_one_is_refused(client):
    product = ProductFactory()

    assert client.get(f"{PRODUCTS}?fields=title,stock").json()["items"] == [
        {"id": str(product.public_id), "title": product.title, "stock": "in-stock"}
    ]
    assert client.get(f"{PRODUCTS}?fields=available").status_code == 422
    assert client.get(f"{PRODUCTS}?available=5").status_code == 400


def test_unchanged_list_is_not_sent_twice_and_lives_for_seconds(client):
    product = ProductFactory()
    first = client.get(PRODUCTS)

    assert client.get(PRODUCTS, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] in ("public, max-age=9", "public, max-age=10")
    Product.objects.filter(pk=product.pk).update(available=0)
    assert client.get(PRODUCTS, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_list_costs_the_same_with_one_and_three_products(client):
    shelf = CategoryFactory()
    ProductFactory(category=shelf, cover=ImageFactory())
    assert queries_of(client, PRODUCTS) == 3

    for _more in range(2):
        ProductFactory(category=shelf, cover=ImageFactory())
    assert queries_of(client, PRODUCTS) == 3


def test_one_product_has_its_files_pictures_and_editions(client):
    old = ProductFactory(title="Folder 2025")
    product = ProductFactory(replaces=old, document=DocumentFactory(), cover=ImageFactory())
    ProductPicture.objects.create(product=product, picture=ImageFactory())

    said = as_described(client.get(f"{PRODUCTS}{product.public_id}/"), "ProductDetail")

    assert said["replaces"]["title"] == "Folder 2025"
    assert said["document"]["url"].startswith("http://testserver/documents/")
    assert len(said["pictures"]) == 1
    assert client.get(f"{PRODUCTS}{old.public_id}/").json()["replaced_by"]["id"] == str(product.public_id)


def test_hidden_and_unknown_products_are_a_problem(client):
    for public_id in (ProductFactory(is_shown=False).public_id, uuid4()):
        response = client.get(f"{PRODUCTS}{public_id}/")
        assert response.status_code == 404
        as_described(response, "Problem")


def test_order_is_placed_once_for_a_key(client):
    flyer = ProductFactory(step=25)

    answers = [post(client, ordering({flyer: 50}), idempotency_key="k1") for _time in range(2)]

    order = Order.objects.get()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    said = as_described(answers[0], "OrderMade")
    assert (said["id"], said["reference"], said["state"]) == (str(order.public_id), order.reference, "to-pack")
    assert (said["total_cents"], said["checkout_url"], order.source) == (0, "", "api")
    assert OutboundEmail.objects.about(order).get().purpose == "catalogue.order-confirmed"


def test_order_with_something_to_pay_says_where(client, settings, monkeypatch):
    stripe_keys(settings)
    monkeypatch.setattr("catalogue.paying.checkout_url", lambda *, order: f"https://checkout.stripe.com/{order.reference}")  # fmt: skip

    body = ordering({ProductFactory(paid=True): 2, ProductFactory(): 5})
    answers = [as_described(post(client, body, idempotency_key="k1"), "OrderMade") for _time in range(2)]

    order = Order.objects.get()
    assert answers[0] == answers[1]
    assert (answers[0]["state"], answers[0]["total_cents"]) == ("placed", 2950)
    assert answers[0]["checkout_url"] == f"https://checkout.stripe.com/{order.reference}"
    assert answers[0]["pay_by"] is not None


def test_when_stripe_is_not_there_our_own_page_tries_again(client, settings):
    stripe_keys(settings)

    said = post(client, ordering({ProductFactory(paid=True): 1})).json()

    assert said["checkout_url"].endswith(f"/betaling/order/{said['id']}/")
    assert client.get(said["checkout_url"]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_stripe_is_asked_when_the_order_is_committed(client, settings, monkeypatch):
    stripe_keys(settings)
    monkeypatch.setattr("catalogue.paying.checkout_url", lambda *, order: f"https://x.example/{connection.in_atomic_block}")  # fmt: skip

    said = post(client, ordering({ProductFactory(paid=True): 1}), idempotency_key="k1").json()

    assert said["checkout_url"] == "https://x.example/False"


def test_limits_are_refused_with_what_is_possible(client):
    flyer, folder, poster = ProductFactory(step=25), ProductFactory(order_most=10), ProductFactory()
    shared = ProductFactory(period_most=50)
    place_order(ordered=an_order({shared: 40}))

    said = refused(post(client, ordering({flyer: 30, folder: 11, poster: 2, shared: 20})), "quantity")

    wrong = {line["product"]: (line["most"], line["reason"]) for line in said["lines"]}
    assert wrong == {
        str(flyer.public_id): (25, "step"),
        str(folder.public_id): (10, "order"),
        str(shared.public_id): (10, "period"),
    }
    possible = {line["product"]: line["quantity"] for line in said["possible"]}
    assert possible == {str(flyer.public_id): 25, str(folder.public_id): 10, str(poster.public_id): 2, str(shared.public_id): 10}  # fmt: skip
    again = [{"product": key, "quantity": copies} for key, copies in possible.items()]
    assert post(client, ordering({}, lines=again)).status_code == 201


def test_what_ran_out_left_or_cannot_be_paid_is_refused_by_reason(client, site):
    few, gone, book = ProductFactory(stock=3), ProductFactory(is_shown=False), ProductFactory(paid=True)

    assert refused(post(client, ordering({few: 5})), "quantity")["lines"][0]["reason"] == "stock"
    assert refused(post(client, ordering({few: 1, gone: 1})), "product-gone")["possible"] == [
        {"product": str(few.public_id), "quantity": 1}
    ]
    assert refused(post(client, ordering({few: 1, book: 1})), "payments-off")["possible"] == [
        {"product": str(few.public_id), "quantity": 1}
    ]
    ShopSettings.objects.create(site=site, is_open=False, closed_text="Terug op 3 januari.")
    assert refused(post(client, ordering({few: 1})), "closed")["detail"] == "Terug op 3 januari."
    assert not Order.objects.exists()


def test_price_that_is_not_what_was_shown_is_refused(client, settings, monkeypatch):
    stripe_keys(settings)
    monkeypatch.setattr("catalogue.paying.checkout_url", lambda order: "https://checkout.stripe.com/c")
    book = ProductFactory(paid=True)

    no = refused(post(client, ordering({book: 2}, goods_cents=2 * book.price_cents - 1)), "price")

    assert no["possible"] == []
    assert not Order.objects.exists()
    assert post(client, ordering({book: 2}, goods_cents=2 * book.price_cents)).status_code == 201


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"email": "geen"}, "email"),
        ({"city": "Gent"}, "city"),
        ({"street": ""}, "street"),
        ({"contact_name": "https://x.example"}, "contact_name"),
        ({"organisation_number": "0123456700"}, "organisation_number"),
        ({"delivery": "duif"}, "delivery"),
        ({"lines": []}, "lines"),
    ],
)
def test_what_is_not_right_is_said_by_field(client, said, field):
    response = post(client, ordering({ProductFactory(): 1}, **said))

    assert response.status_code == 422
    assert {error["loc"][2] for error in as_described(response, "Problem")["errors"]} == {field}


def test_product_stands_in_one_line(client):
    line = {"product": str(ProductFactory().public_id), "quantity": 1}

    assert post(client, ordering({}, lines=[line, line])).status_code == 422


def test_known_organisation_needs_its_number_alone(client):
    Organisation.objects.create(number="0123456749", name="De Linde", street="Markt 2", postcode="9000", city="Gent")
    body = ordering({ProductFactory(): 1}, organisation_number="BE 0123.456.749")
    for name in ("organisation_name", "street", "postcode", "city"):
        body.pop(name)

    assert post(client, body).status_code == 201
    assert Order.objects.get().organisation_name == "De Linde"


def test_own_order_is_shown_and_cancelled_by_its_link(client):
    flyer = ProductFactory(stock=10)
    order = place_order(ordered=an_order({flyer: 5}))
    address = api_of(order)

    said = as_described(client.get(address), "OrderOut")
    assert (said["reference"], said["may"], said["lines"][0]["quantity"]) == (order.reference, ["again", "cancel"], 5)
    assert client.get(address)["Cache-Control"] == "private, no-store"
    assert [client.delete(address).status_code for _time in range(2)] == [204, 204]

    assert Order.objects.get().state == OrderState.CANCELLED
    assert client.get(address).json()["may"] == ["again"]


def test_packed_order_is_not_cancelled(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    pack_order(public_id=order.public_id, by=UserFactory())

    refused(client.delete(api_of(order)), "state")


def test_link_that_does_not_open_is_a_problem(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    address = api_of(order)
    revoke_links(about=order)

    for response in (client.get(address), client.delete(address), client.get(f"{ORDERS}verzonnen/")):
        assert response.status_code == 404
        as_described(response, "Problem")


def test_own_order_costs_the_same_with_one_and_three_lines(client):
    def costs(lines: int) -> int:
        products = ProductFactory.create_batch(lines)
        order = place_order(ordered=an_order(dict.fromkeys(products, 1), email=f"{lines}@example.org"))
        return queries_of(client, api_of(order))

    assert [costs(1), costs(3)] == [7, 7]
