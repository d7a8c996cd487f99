"""What an order costs. Cents throughout; prices include VAT, which is split off by rate (Belgian VAT: rounded once for each rate)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings as site_settings

if TYPE_CHECKING:
    from catalogue.models import ShopSettings


# What Stripe takes of one payment in euro, in cents: nothing smaller or larger can be paid here.
LEAST_CENTS, MOST_CENTS = 50, 99_999_999


def payments_are_on() -> bool:
    """Whether anything can be paid here: with Stripe's keys in the environment. Without them the shop gives what is free, and no more."""
    return bool(site_settings.STRIPE_SECRET_KEY and site_settings.STRIPE_WEBHOOK_SECRETS)


def can_be_paid(cents: int) -> bool:
    """Whether Stripe takes a payment of so much; nothing to pay is no payment."""
    return not cents or LEAST_CENTS <= cents <= MOST_CENTS


@dataclass(frozen=True)
class Sums:
    """`vat_lines`: mappings with `rate` (percent), `gross_cents`, `vat_cents`, by rate."""

    goods_cents: int
    postage_cents: int
    vat_lines: list[dict[str, int]] = field(default_factory=list)

    @property
    def total_cents(self) -> int:
        return self.goods_cents + self.postage_cents


def add_up(lines: Iterable[tuple[int, int, int]], *, settings: ShopSettings, by_post: bool) -> Sums:
    """`lines`: price of one, copies, rate. Postage goes with what is paid, at the highest rate among it (it follows the goods)."""
    by_rate: dict[int, int] = {}
    for price_cents, quantity, rate in lines:
        if price_cents:
            by_rate[rate] = by_rate.get(rate, 0) + price_cents * quantity
    goods = sum(by_rate.values())
    postage = postage_for(goods, settings=settings, by_post=by_post)
    if postage:
        by_rate[max(by_rate)] += postage
    return Sums(
        goods,
        postage,
        [
            {"rate": rate, "gross_cents": gross, "vat_cents": included_vat(gross, rate)}
            for rate, gross in sorted(by_rate.items())
        ],
    )


def postage_for(goods_cents: int, *, settings: ShopSettings, by_post: bool) -> int:
    """What the post costs: nothing for what is free, is picked up, or costs enough."""
    free_from = settings.free_postage_from_cents
    if not goods_cents or not by_post or (free_from and goods_cents >= free_from):
        return 0
    return settings.postage_cents


def included_vat(gross_cents: int, rate: int) -> int:
    """The VAT inside `gross_cents` at `rate` percent, half a cent upwards."""
    return (2 * gross_cents * rate + 100 + rate) // (2 * (100 + rate))
