"""The last ten copies over real HTTP: four processes of gunicorn, a hundred clients at once (spec D2)."""

from __future__ import annotations

from collections import Counter

import pytest

from catalogue.models import Order, Product, StockMovement
from catalogue.services import prove_stock
from tests.benchmarks.posting import post_all
from tests.factories.shop import ProductFactory
from tests.races.test_http import served

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS, COPIES = 100, 10


def everybody_orders(port: int, *products: Product):
    said = [
        {
            "lines": [{"product": str(product.public_id), "quantity": 1} for product in products],
            "contact_name": f"Mens {number}",
            "email": f"mens.{number}@example.org",
            "street": f"Kerkstraat {number}",
            "postcode": "3000",
            "city": "Leuven",
        }
        for number in range(CLIENTS)
    ]
    return post_all(port, "/api/v3/catalogue/orders/", said, clients=CLIENTS)


def test_a_hundred_clients_and_the_last_ten_copies(site, tmp_path):
    product, other = ProductFactory(stock=COPIES), ProductFactory(stock=1000)

    with served("cms.wsgi", tmp_path) as port:
        posted = everybody_orders(port, product, other)

    assert posted.statuses == {201: COPIES, 409: CLIENTS - COPIES}
    product.refresh_from_db()
    other.refresh_from_db()
    assert (product.available, other.available) == (0, 1000 - COPIES)
    assert Order.objects.count() == COPIES
    assert Counter(StockMovement.objects.filter(product=product).values_list("quantity", flat=True)) == {10: 1, -1: 10}
    assert prove_stock() == []
