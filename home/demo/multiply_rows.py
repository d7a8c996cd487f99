"""More rows, to measure with: every series, date, registration, product and order again, each under a name of its own.

Written in bulk, past the services, so that no mail leaves. Copies lie at the same moments: with ten times as many there are ten times as many
dates ahead. Once there are copies, nothing is added.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, transaction

from bookings.models import Event, Registration, Series
from catalogue.enums import MovementKind
from catalogue.models import Customer, Order, OrderLine, Product, StockMovement
from home.demo.multiply import count_rows
from trust.references import new_reference

Row = TypeVar("Row", bound=models.Model)

A_BATCH = 500


@transaction.atomic
def multiply_rows(*, times: int) -> int:
    """Have `times` as many (≥ 1) of each. Gives the number of rows made."""
    if Series.objects.filter(slug__endswith="-x2").exists():
        return 0
    kinds = (Series, Event, Registration, Product, Customer, Order, OrderLine)
    originals = {model: list(model.objects.order_by("pk")) for model in kinds}
    made = sum(_dates(originals, number) + _shop(originals, number) for number in range(2, times + 1))
    count_rows()
    return made


def _dates(originals: dict, number: int) -> int:
    """Each series, date and registration once more."""
    series = _again(originals[Series], lambda one: {"slug": f"{one.slug}-x{number}", "title": _title(one, number)})
    events = _again(
        originals[Event],
        lambda one: {
            "slug": f"{one.slug}-x{number}",
            "title": _title(one, number),
            "series_id": series.get(one.series_id),
        },
    )
    people = _again(originals[Registration], lambda one: {"event_id": events[one.event_id]})
    return len(series) + len(events) + len(people)


def _shop(originals: dict, number: int) -> int:
    """Each product, customer and order once more; all copies of a product that can be ordered came in at once."""
    products = _again(
        originals[Product],
        lambda one: {"slug": f"{one.slug}-x{number}", "title": _title(one, number), "replaces_id": None},
    )
    StockMovement.objects.bulk_create(
        StockMovement(
            product_id=products[one.pk], kind=MovementKind.RECEIVED, quantity=one.available, level=one.available
        )
        for one in originals[Product]
        if one.available
    )
    customers = _again(originals[Customer], lambda one: {"name": f"{one.name} ({number})"})
    orders = _again(
        originals[Order],
        lambda one: {"reference": new_reference(), "customer_id": customers.get(one.customer_id), "batch_id": None},
    )
    lines = _again(
        originals[OrderLine],
        lambda one: {"order_id": orders[one.order_id], "product_id": products[one.product_id]},
    )
    return len(products) + len(customers) + len(orders) + len(lines)


def _again(originals: list[Row], other: Callable[[Row], dict[str, Any]]) -> dict[int, int]:
    """A copy of each with what `other` says of it; gives the key of the copy by that of the original."""
    copies = []
    for one in originals:
        values = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields} | other(one)
        if "public_id" in values:
            values["public_id"] = uuid.uuid4()
        copies.append(type(one)(**values | {"id": None}))
    if copies:
        type(copies[0])._default_manager.bulk_create(copies, batch_size=A_BATCH)
    return {one.pk: copy.pk for one, copy in zip(originals, copies, strict=True)}


def _title(one: models.Model, number: int) -> str:
    return f"{one} ({number})"
