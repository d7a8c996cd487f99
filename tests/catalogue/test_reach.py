"""What went where, in numbers that give nobody away and that outlive erasure."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils.timezone import make_aware, now

from catalogue.admin.reach import quarters_of
from catalogue.models import Order, ReachTally
from catalogue.reach import Cell, safe, totals
from catalogue.services.erasing import erase_orders, wipe_orders
from cms.quarters import quarter_of
from cms.safe_counts import HIDDEN_BELOW
from tests.catalogue.admin.asking import kept_out
from tests.factories.shop import OrderFactory, ProductFactory
from tests.queries import cost

pytestmark = pytest.mark.django_db
Q1 = date(2026, 1, 1)
TODAY = date(2026, 7, 10)


def left(number: int, *, day=date(2026, 2, 3), product=None, **said) -> list[Order]:
    product = product or ProductFactory()
    at = make_aware(datetime(day.year, day.month, day.day, 12))
    return OrderFactory.create_batch(number, product=product, state="sent", left_at=at, **said)


def test_what_left_counts_by_quarter_region_and_kind():
    left(2)
    left(1, province="antwerp", day=date(2026, 4, 1))
    left(1, product=ProductFactory(kind="poster"))
    OrderFactory(state="to-pack")
    OrderFactory(state="cancelled")

    assert totals() == {
        (Q1, "flemish-brabant", "flyer"): Cell(2, 100),
        (date(2026, 4, 1), "antwerp", "flyer"): Cell(1, 50),
        (Q1, "flemish-brabant", "poster"): Cell(1, 50),
    }


def test_quarter_turns_at_midnight_in_brussels():
    OrderFactory(state="sent", left_at=make_aware(datetime(2026, 4, 1, 0, 30)))

    assert [key[0] for key in totals()] == [date(2026, 4, 1)]


@pytest.mark.parametrize("wipe", [lambda rows: erase_orders(rows), lambda rows: wipe_orders([row.pk for row in rows])])
def test_numbers_outlive_erasure(wipe):
    left(3)
    left(2, day=date(2026, 4, 1))
    OrderFactory(state="cancelled")
    before = totals()

    wipe(Order.objects.filter(pk__in=list(Order.objects.values_list("pk", flat=True)[:3])))
    assert totals() == before
    wipe(Order.objects.all())

    assert totals() == before
    assert not Order.objects.exists()
    assert sum(ReachTally.objects.values_list("orders", flat=True)) == 5


def a_table(chance: random.Random) -> dict:
    """A true table of one quarter with some small cells."""
    return {
        (Q1, province, kind): Cell(orders, orders * 30)
        for province in ("antwerp", "limburg", "brussels")
        for kind in ("flyer", "poster")
        if (orders := chance.choice([0, 1, 2, 3, 4, 5, 8, 12, 13, 40])) or chance.random() < 0.5
    }


@pytest.mark.parametrize("seed", range(30))
def test_no_hidden_cell_can_be_reckoned_back(seed):
    """An attacker who knows every other cell exactly, and sees all that is shown, totals too, cannot tell 0 from 4: nothing shown differs."""
    table = a_table(random.Random(seed))
    published = quarters_of(safe(table, today=TODAY))

    for key, cell in table.items():
        if cell.orders < HIDDEN_BELOW:
            for guess in range(HIDDEN_BELOW):
                other = table | {key: Cell(guess, guess * 999)}
                assert quarters_of(safe(other, today=TODAY)) == published


def test_totals_are_sums_of_what_is_shown_and_not_of_what_is_true():
    table = {
        (Q1, "antwerp", "flyer"): Cell(4, 400),
        (Q1, "antwerp", "poster"): Cell(12, 310),
        (Q1, "antwerp", "folder"): Cell(13, 312),
    }

    (quarter,) = quarters_of(safe(table, today=TODAY))

    (row,) = [row for row in quarter.rows if row.total.orders]
    assert [cell and (cell.orders, cell.copies) for cell in row.cells] == [None, (15, 300), (10, 300), None]
    assert row.total == Cell(25, 600)


def test_quarter_that_runs_is_not_shown():
    table = {(quarter_of(TODAY), "antwerp", "flyer"): Cell(100, 1000)}

    assert safe(table, today=TODAY) == {}
    assert safe(table, today=date(2026, 10, 1)) != {}


def test_screen_and_csv_say_the_same_and_cost_the_same(desk):
    left(6, day=date(2025, 2, 3))
    left(4, day=date(2025, 2, 3), province="antwerp")
    before = cost(desk, reverse("shop-reach"))
    left(6, day=date(2025, 5, 3))

    assert cost(desk, reverse("shop-reach")) == before
    shown = desk.get(reverse("shop-reach")).context
    rows = list(csv.reader(io.StringIO(desk.get(reverse("shop-reach-csv")).content.decode()), delimiter=";"))
    assert [row[-2:] for row in rows[1:]] == [["5", "300"], ["5", "300"]]
    assert [bar.values for bar in shown["chart"].bars] == [["300", "0", "0", "0"], ["300", "0", "0", "0"]]
    assert all("Antwerp" not in row[1] for row in rows[1:])


@pytest.mark.parametrize("name", ["shop-reach", "shop-reach-csv"])
def test_who_has_another_role_opens_nothing(site, name):
    left(1, day=now().date())

    assert kept_out(reverse(name))
