"""The ledger adds up, whatever happens to it (spec D2)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from catalogue.enums import MovementKind, OrderActor, StockState
from catalogue.errors import OutOfStock, StockNotThere
from catalogue.models import Product, StockMovement
from catalogue.services import (
    cancel_order,
    count_stock,
    hand_out_stock,
    place_order,
    prove_stock,
    receive_stock,
    return_stock,
)
from catalogue.services.stock import lock_products, reserve
from tests.factories import UserFactory
from tests.factories.shop import OrderFactory, ProductFactory, an_order

pytestmark = pytest.mark.django_db


def adds_up(product: Product) -> int:
    product.refresh_from_db()
    assert (product.movements.aggregate(all=Sum("quantity"))["all"] or 0) == product.available
    assert prove_stock() == []
    return product.available


def test_stock_comes_in_leaves_and_comes_back_with_who_and_why():
    product, colleague = ProductFactory(stock=0), UserFactory()

    receive_stock(product_id=product.pk, quantity=200, why="Drukwerk", by=colleague)
    hand_out_stock(product_id=product.pk, quantity=30, why="Stand in Gent", by=colleague)
    return_stock(product_id=product.pk, quantity=5, why="Over van de stand", by=colleague)

    assert adds_up(product) == 175
    lines = product.movements.values_list("kind", "quantity", "level", "why", "by")
    assert list(lines) == [
        ("received", 200, 200, "Drukwerk", colleague.pk),
        ("handed-out", -30, 170, "Stand in Gent", colleague.pk),
        ("returned", 5, 175, "Over van de stand", colleague.pk),
    ]


def test_more_than_there_is_cannot_be_handed_out():
    product = ProductFactory(stock=10)

    with pytest.raises(StockNotThere) as refused:
        hand_out_stock(product_id=product.pk, quantity=11, why="Stand", by=None)

    assert refused.value.available == 10
    assert adds_up(product) == 10


def test_database_refuses_a_level_below_zero():
    product = ProductFactory(stock=10)

    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(available=-1)


def test_counting_finds_what_orders_wait_for_too():
    product = ProductFactory(stock=100)
    place_order(ordered=an_order({product: 30}))

    assert count_stock(product_id=product.pk, counted=100, why="Geteld", by=None) is None
    movement = count_stock(product_id=product.pk, counted=97, why="Drie natte", by=None)

    assert (movement.kind, movement.quantity) == (MovementKind.CORRECTED, -3)
    assert adds_up(product) == 67


def test_count_below_what_orders_wait_for_is_refused():
    product = ProductFactory(stock=100)
    place_order(ordered=an_order({product: 30}))

    with pytest.raises(StockNotThere):
        count_stock(product_id=product.pk, counted=29, why="Geteld", by=None)

    assert adds_up(product) == 70


def test_order_keeps_its_copies_and_gives_them_free_once():
    product = ProductFactory(stock=100)

    order = place_order(ordered=an_order({product: 30}))
    assert adds_up(product) == 70
    cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER)
    cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER)

    assert adds_up(product) == 100
    assert list(order.movements.values_list("kind", "quantity")) == [("reserved", -30), ("released", 30)]


def test_order_for_more_than_there_is_writes_nothing():
    product, other, order = ProductFactory(stock=10), ProductFactory(stock=10, step=4), OrderFactory()
    rows = lock_products([product.pk, other.pk])
    before = StockMovement.objects.count()

    with pytest.raises(OutOfStock) as refused, transaction.atomic():
        reserve(order, {rows[product.pk]: 5, rows[other.pk]: 12})

    assert (refused.value.product, refused.value.available) == (other, 8)
    assert StockMovement.objects.count() == before
    assert adds_up(product) == 10


def test_a_line_that_somebody_changes_by_hand_is_found_at_night():
    product = ProductFactory(stock=10)
    ProductFactory(stock=10)

    Product.objects.filter(pk=product.pk).update(available=12)

    assert [(found.product, found.level, found.ledger) for found in prove_stock()] == [(product, 12, 10)]


@pytest.mark.parametrize(
    ("available", "step", "low_at", "state"),
    [(0, 1, 0, "out"), (24, 25, 0, "out"), (25, 25, 50, "low"), (50, 25, 50, "low"), (51, 25, 50, "in-stock")],
)
def test_visitors_hear_of_the_stock_in_words(available, step, low_at, state):
    product = ProductFactory.build(available=available, step=step, low_at=low_at)

    assert product.stock_state == StockState(state)
