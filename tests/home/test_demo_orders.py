"""The demo's orders: in several states, through the services, with figures and no mail."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from catalogue.models import Batch, Order, Product
from catalogue.reach import safe, totals
from catalogue.services import prove_stock
from cms.services.roles import SHOP
from home.demo.orders import build_orders
from tests.factories import user_with_role
from tests.factories.shop import ProductFactory
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(site):
    return user_with_role(SHOP)


def test_orders_stand_in_several_states_and_everything_adds_up(colleague):
    ProductFactory(step=25, order_most=200, stock=6000)
    ProductFactory(kind="folder", step=10, stock=3000)
    last = ProductFactory(kind="poster", low_at=20, stock=600)

    made = build_orders()

    assert made == Order.objects.count() > 60
    assert {"to-pack", "packed", "sent", "picked-up", "cancelled"} == set(Order.objects.values_list("state", flat=True))
    assert prove_stock() == []
    assert Batch.objects.get().orders.count() >= 2
    assert safe(totals())
    last.refresh_from_db()
    assert last.available == last.low_at
    assert not OutboundEmail.objects.filter(state="queued").exists()
    ordered = Order.objects.order_by("placed_at").values_list("pk", flat=True)
    assert list(ordered) == sorted(ordered), "the oldest came first"


def test_nothing_is_added_twice_or_without_products_or_somebody_who_packs(colleague):
    assert build_orders() == 0
    ProductFactory(stock=500)
    made = build_orders()

    assert made > 0
    assert build_orders() == 0
    assert Product.objects.aggregate(level=Sum("available"))["level"] >= 0


def test_few_copies_make_few_orders(colleague):
    ProductFactory(stock=3)

    assert 0 < build_orders() <= 3
    assert prove_stock() == []
