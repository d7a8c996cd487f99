"""When stock runs out, said only where the ledger says enough."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate, make_aware

from catalogue.enums import MovementKind
from catalogue.forecast import Outlook, forecast, levels
from catalogue.models import StockMovement
from cms.charts import months_up_to
from tests.factories.shop import ProductFactory

pytestmark = pytest.mark.django_db
TODAY = date(2027, 6, 15)


def a_product(available: int, *moves: tuple[int, int], kind=MovementKind.RESERVED, **said):
    """With copies that moved so many days before TODAY (days, copies); it came in long ago unless `known_for` says otherwise."""
    known_for = said.pop("known_for", 400)
    product = ProductFactory(stock=0, **said)
    product.available = available
    product.save(update_fields=["available"])
    for days, copies in [(known_for, 5000), *moves]:
        StockMovement.objects.create(
            product=product,
            kind=MovementKind.RECEIVED if copies == 5000 else kind,
            quantity=copies,
            level=available,
            at=make_aware(datetime(2027, 6, 15, 12)) - timedelta(days=days),
        )
    return product


def test_day_follows_the_average_of_the_last_ninety_days():
    product = a_product(200, *[(10 * turn + 1, -18) for turn in range(5)], (200, -900))

    found = forecast(product, today=TODAY)

    assert (found.outlook, found.a_week, found.days) == (Outlook.KNOWN, 7, 90)
    assert found.on == TODAY + timedelta(days=200)


def test_what_was_given_free_again_is_no_demand():
    product = a_product(200, *[(turn + 1, -18) for turn in range(5)])
    StockMovement.objects.create(
        product=product, kind=MovementKind.RELEASED, quantity=90, level=1, at=make_aware(datetime(2027, 6, 14))
    )

    assert forecast(product, today=TODAY).outlook == Outlook.STILL


@pytest.mark.parametrize(
    ("moves", "known_for"), [([(1, -90)] * 4, 400), ([(1, -10)] * 9, 27), ([], 20)], ids=["seldom", "new", "nothing"]
)
def test_too_little_is_said_to_be_too_little(moves, known_for):
    assert forecast(a_product(200, *moves, known_for=known_for), today=TODAY).outlook == Outlook.TOO_LITTLE


def test_what_lasts_for_years_gets_no_day():
    assert forecast(a_product(9000, *[(1, -1)] * 9), today=TODAY).outlook == Outlook.FAR


def test_less_than_a_pack_is_out():
    assert forecast(a_product(24, step=25), today=TODAY).outlook == Outlook.OUT


def test_nothing_left_for_ninety_days_has_no_day():
    assert forecast(a_product(200), today=TODAY).outlook == Outlook.STILL


def test_levels_go_back_from_what_there_is():
    product = ProductFactory(stock=0)
    months = months_up_to(localdate())
    for month, copies in [(months[0], 100), (months[5], -30), (months[11], -10)]:
        at = make_aware(datetime.combine(month, datetime.min.time())) + timedelta(hours=1)
        StockMovement.objects.create(product=product, kind="received", quantity=copies, level=1, at=at)
    product.available = 60

    assert levels(product, months) == [100] * 5 + [70] * 6 + [60]
