"""A batch of orders that are packed for a post day, and the addresses of its screens."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localdate

from catalogue.models import Batch
from catalogue.services import gather_batch


def a_batch(by, *orders) -> Batch:
    return gather_batch(post_on=localdate(), public_ids=[order.public_id for order in orders], by=by)


def url_of(name: str, batch: Batch) -> str:
    return reverse(f"packing:{name}", args=[batch.pk])
