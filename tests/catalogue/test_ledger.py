"""Ten thousand steps that Hypothesis thinks up: the level is the sum of the ledger, never below zero, and every reservation ends with its order."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from catalogue.enums import OrderState
from catalogue.errors import OutOfStock, StockNotThere
from catalogue.models import Order, OrderLine, Product, StockMovement
from catalogue.services import stock
from tests.factories.shop import ProductFactory

pytestmark = pytest.mark.django_db
STEPS, EACH = 10_000, 250
COPIES = st.integers(1, 40)
done: Counter[str] = Counter()


class Ledger(RuleBasedStateMachine):
    """Two products beside a model of them: what can be ordered, and what is kept for whom."""

    @initialize()
    def fill(self):
        self.products = [ProductFactory(stock=0).pk for _one in range(2)]
        self.level = dict.fromkeys(self.products, 0)
        self.kept: dict[int, tuple[int, int]] = {}

    def on_shelf(self, pk: int) -> int:
        return self.level[pk] + sum(copies for product, copies in self.kept.values() if product == pk)

    @rule(which=st.integers(0, 1), copies=COPIES)
    def receive(self, which, copies):
        done["receive"] += 1
        stock.receive_stock(product_id=self.products[which], quantity=copies)
        self.level[self.products[which]] += copies

    @rule(which=st.integers(0, 1), copies=COPIES)
    def reserve(self, which, copies):
        pk = self.products[which]
        order = Order.objects.create(contact_name="An", email="an@example.org", delete_on=localdate())
        product = stock.lock_products([pk])[pk]
        if copies > self.level[pk]:
            done["refused"] += 1
            with pytest.raises(OutOfStock):
                stock.reserve(order, {product: copies})
            order.delete()
            return
        done["reserve"] += 1
        stock.reserve(order, {product: copies})
        OrderLine.objects.create(order=order, product=product, title="Flyer", quantity=copies)
        self.kept[order.pk] = (pk, copies)
        self.level[pk] -= copies

    @rule(data=st.data())
    def release(self, data):
        done["release"] += 1
        if not self.kept:
            return
        order = data.draw(st.sampled_from(sorted(self.kept)))
        pk, copies = self.kept.pop(order)
        stock.release(Order.objects.get(pk=order))
        Order.objects.filter(pk=order).update(state=OrderState.CANCELLED)
        self.level[pk] += copies
        assert StockMovement.objects.filter(order=order).aggregate(all=Sum("quantity"))["all"] == 0

    @rule(data=st.data())
    def leave(self, data):
        done["leave"] += 1
        if not self.kept:
            return
        order = data.draw(st.sampled_from(sorted(self.kept)))
        del self.kept[order]
        Order.objects.filter(pk=order).update(state=OrderState.SENT)

    @rule(which=st.integers(0, 1), copies=COPIES)
    def hand_out(self, which, copies):
        pk = self.products[which]
        if copies > self.level[pk]:
            done["refused"] += 1
            with pytest.raises(StockNotThere):
                stock.hand_out_stock(product_id=pk, quantity=copies, why="Stand", by=None)
            return
        done["hand out"] += 1
        stock.hand_out_stock(product_id=pk, quantity=copies, why="Stand", by=None)
        self.level[pk] -= copies

    @rule(which=st.integers(0, 1), copies=COPIES)
    def give_back(self, which, copies):
        done["return"] += 1
        stock.return_stock(product_id=self.products[which], quantity=copies, why="Over", by=None)
        self.level[self.products[which]] += copies

    @rule(which=st.integers(0, 1), off=st.integers(-5, 5))
    def count(self, which, off):
        pk = self.products[which]
        counted = max(0, self.on_shelf(pk) + off)
        if self.level[pk] + counted - self.on_shelf(pk) < 0:
            done["refused"] += 1
            with pytest.raises(StockNotThere):
                stock.count_stock(product_id=pk, counted=counted, why="Geteld", by=None)
            return
        done["count"] += 1
        stock.count_stock(product_id=pk, counted=counted, why="Geteld", by=None)
        self.level[pk] += counted - self.on_shelf(pk)

    @invariant()
    def adds_up(self):
        rows = dict(Product.objects.filter(pk__in=self.products).values_list("pk", "available"))
        assert rows == self.level
        assert min(rows.values()) >= 0

    def teardown(self):
        assert stock.prove_stock() == []
        for product in Product.objects.filter(pk__in=getattr(self, "products", [])).with_kept():
            assert product.available + product.kept == self.on_shelf(product.pk)


def test_ledger_adds_up_whatever_happens():
    done.clear()

    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=STEPS // EACH + 15,
            stateful_step_count=EACH,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert sum(done.values()) >= STEPS, done
    assert min(done.values()) > 100, "each kind of step, refusals too"
