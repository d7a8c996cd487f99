"""An order comes in, is changed, is stopped (spec D4–D6).

A new order locks its customer, then its products; one that exists is locked first, then its products: by their key, and all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate, now

from catalogue import emails
from catalogue.enums import Delivery, OrderActor, OrderState
from catalogue.errors import (
    AmountNotPayable,
    NothingOrdered,
    OrderMoveNotAllowed,
    PaymentsOff,
    PriceChanged,
    ProductGone,
    QuantityNotPossible,
    ShopClosed,
)
from catalogue.models import Order, OrderLine, Payment, Product, shop_settings
from catalogue.prices import add_up, can_be_paid, payments_are_on
from catalogue.services.customers import key_of, known_customer
from catalogue.services.limits import shortfalls
from catalogue.services.moving import delete_on, lock_order, log_move, move
from catalogue.services.stock import lock_products, release, reserve
from catalogue.terms import HOLD_FOR
from trust.audit.services import record
from trust.organisations.services import Legal, remember_organisation
from trust.places.services import province_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Ordered:
    """What somebody orders. `quantities`: copies by the public id of a product. Without an organisation its name is empty."""

    quantities: Mapping[UUID, int]
    contact_name: str
    email: str
    organisation: Legal
    phone: str = ""
    delivery: Delivery = Delivery.POST
    attention: str = ""
    remarks: str = ""
    wants_editions: bool = False
    # What the goods cost where they read it; None where nobody saw a price.
    seen_cents: int | None = None


@transaction.atomic
def place_order(*, ordered: Ordered, source: str = "site", by: AbstractBaseUser | None = None) -> Order:
    """Write it, keep its stock, mail who ordered. `by`: who of staff wrote it down for them.

    What is free is to be packed at once; what is not waits for its payment until `pay_by`.

    Raises `NothingOrdered`, `ProductGone`, `QuantityNotPossible`, `OutOfStock`, `PriceChanged`, `PaymentsOff`, `AmountNotPayable`, `ShopClosed`.
    """
    shop = shop_settings()
    if not shop.is_open:
        raise ShopClosed(shop.closed_text)
    legal = ordered.organisation
    customer = known_customer(
        key=key_of(
            number=legal.number,
            name=legal.name or ordered.contact_name,
            street=legal.street,
            postcode=legal.postcode,
            email=ordered.email,
        ),
        name=legal.name or ordered.contact_name,
    )
    quantities = _locked(_wanted(ordered.quantities))
    if short := shortfalls(quantities, customer):
        raise QuantityNotPossible(short)
    sums = add_up(
        [(product.price_cents, quantity, product.vat_rate) for product, quantity in quantities.items()],
        settings=shop,
        by_post=ordered.delivery == Delivery.POST,
    )
    if ordered.seen_cents is not None and ordered.seen_cents != sums.goods_cents:
        raise PriceChanged(sums.goods_cents)
    if sums.total_cents and not payments_are_on():
        raise PaymentsOff
    if not can_be_paid(sums.total_cents):
        raise AmountNotPayable
    moment = now()
    province = province_of(postcode=legal.postcode) if legal.postcode else None
    order = Order.objects.create(
        customer=customer,
        organisation=remember_organisation(said=legal),
        organisation_name=legal.name,
        organisation_number=legal.number,
        street=legal.street,
        postcode=legal.postcode,
        city=legal.city,
        province=province.value if province else "",
        contact_name=ordered.contact_name,
        email=ordered.email,
        phone=ordered.phone,
        delivery=ordered.delivery,
        attention=ordered.attention,
        remarks=ordered.remarks,
        wants_editions=ordered.wants_editions,
        goods_cents=sums.goods_cents,
        postage_cents=sums.postage_cents,
        total_cents=sums.total_cents,
        vat_lines=sums.vat_lines,
        pay_by=moment + HOLD_FOR if sums.total_cents else None,
        source=source,
        placed_at=moment,
        state_changed_at=moment,
        delete_on=delete_on(ended_on=localdate(), paid=bool(sums.total_cents)),
    )
    _write_lines(order, quantities)
    reserve(order, quantities)
    actor = OrderActor.STAFF if by else OrderActor.CUSTOMER
    log_move(order, was="", actor=actor, by=by)
    if order.is_free:
        move(order, OrderState.TO_PACK, actor=actor, by=by)
        emails.mail_confirmed(order)
    else:
        emails.mail_to_pay(order)
    return order


@transaction.atomic
def cancel_order(*, public_id: UUID, actor: OrderActor, by: AbstractBaseUser | None = None, why: str = "") -> Order:
    """It does not leave: its stock is free again, who ordered hears of it. What was paid is a case for staff until it is given back.

    A repeat changes nothing. Raises `OrderMoveNotAllowed`.
    """
    order = lock_order(public_id=public_id)
    if order.state == OrderState.CANCELLED:
        return order
    move(order, OrderState.CANCELLED, actor=actor, by=by, why=why)
    release(order, by=by, why=why)
    for listener in CANCELLED:
        listener(order=order, by=by)
    emails.stop_mail_to_pay(order)
    if order.paid_at or actor in (OrderActor.CUSTOMER, OrderActor.STAFF):
        emails.mail_cancelled(order, by_them=actor == OrderActor.CUSTOMER, why=why)
    else:
        emails.mail_not_paid(order)
    return order


@transaction.atomic
def change_order(
    *,
    public_id: UUID,
    by: AbstractBaseUser,
    changes: Mapping[str, object] | None = None,
    quantities: Mapping[UUID, int] | None = None,
    beyond_limits: bool = False,
) -> Order:
    """Staff correct where it goes (`changes`: `EDITED`) or, of what is free, how many go (`quantities`: all its lines).

    `beyond_limits`: what staff agreed on with somebody who needs more.

    Raises `QuantityNotPossible`, `OutOfStock`, and `OrderMoveNotAllowed` once it is packed.
    """
    changes = changes or {}
    if unknown := changes.keys() - EDITED:
        raise ValueError(f"not changed by staff: {', '.join(sorted(unknown))}")
    order = lock_order(public_id=public_id)
    if order.state not in (OrderState.PLACED, OrderState.TO_PACK):
        raise OrderMoveNotAllowed(order.state, order.state, OrderActor.STAFF)
    different = sorted(name for name, value in changes.items() if getattr(order, name) != value)
    for name in different:
        setattr(order, name, changes[name])
    if "postcode" in different:
        found = province_of(postcode=order.postcode) if order.postcode else None
        order.province = found.value if found else ""
    if different:
        order.save(update_fields=[*different, "province"])
    if quantities is not None and _change_lines(order, quantities, by=by, beyond_limits=beyond_limits):
        different.append("lines")
    if different:
        record(verb="catalogue.order-changed", about=order, by=by, details={"fields": different})
    return order


@transaction.atomic
def keep_notes(*, public_id: UUID, notes: str, by: AbstractBaseUser) -> Order:
    """What staff note beside it, whatever its state."""
    order = lock_order(public_id=public_id)
    if order.notes != notes:
        order.notes = notes
        order.save(update_fields=["notes"])
        record(verb="catalogue.order-changed", about=order, by=by, details={"fields": ["notes"]})
    return order


@transaction.atomic
def resend_link(*, public_id: UUID, by: AbstractBaseUser) -> Order:
    """The link to its page, once more, to the address that stands on it."""
    order = lock_order(public_id=public_id)
    emails.mail_link(order)
    record(verb="catalogue.order-link-sent", about=order, by=by)
    return order


EDITED = frozenset(
    {
        *("organisation_name", "contact_name", "email", "phone", "delivery", "attention"),
        *("street", "postcode", "city", "remarks", "notes"),
    }
)
# What happens beside it when an order is cancelled (its payment ends), filled by `catalogue.payments`.
CANCELLED: list = []


def release_unpaid(*, at: datetime | None = None) -> int:
    """Cancel every order whose time to pay is over and that nobody is paying. Returns how many. Safe to run twice at once.

    While a payment is open at Stripe, or under way at the bank, only Stripe knows whether it is paid: `catalogue.payments` ends those.
    """
    paying = Payment.objects.of("order", OuterRef("public_id")).live()
    unpaid = Order.objects.unpaid_since(at or now()).exclude(Exists(paying))
    overdue = list(unpaid.values_list("public_id", flat=True)[:500])
    done = 0
    for public_id in overdue:
        with transaction.atomic():
            order = lock_order(public_id=public_id)
            if order.state == OrderState.PLACED and order.pay_by and order.pay_by < (at or now()):
                cancel_order(public_id=public_id, actor=OrderActor.CLOCK)
                done += 1
    return done


def _wanted(asked: Mapping[UUID, int], had: Collection[int] = ()) -> dict[int, int]:
    """Copies by the key of a product that stands in the shop (or is among `had`); one with none is left out.

    Raises `NothingOrdered`, `ProductGone`.
    """
    wanted = {public_id: quantity for public_id, quantity in asked.items() if quantity > 0}
    if not wanted:
        raise NothingOrdered
    there = Product.objects.filter(Q(is_shown=True) | Q(pk__in=had), public_id__in=wanted)
    pks = dict(there.values_list("public_id", "pk"))
    if missing := [public_id for public_id in wanted if public_id not in pks]:
        title = Product.objects.filter(public_id=missing[0]).values_list("title", flat=True).first()
        raise ProductGone(title or str(missing[0]))
    return {pks[public_id]: quantity for public_id, quantity in wanted.items()}


def _locked(wanted: Mapping[int, int]) -> dict[Product, int]:
    rows = lock_products(wanted)
    return {rows[pk]: quantity for pk, quantity in wanted.items()}


def _change_lines(order: Order, asked: Mapping[UUID, int], *, by: AbstractBaseUser, beyond_limits: bool) -> bool:
    """Whether anything differs. Only of what is free: money that was asked stands."""
    had = dict(order.lines.values_list("product_id", "quantity"))
    wanted = _wanted(asked, had)
    if had == wanted:
        return False
    rows = lock_products(had.keys() | wanted.keys())
    if not order.is_free or any(rows[pk].price_cents for pk in wanted):
        raise OrderMoveNotAllowed(order.state, order.state, OrderActor.STAFF)
    quantities = {rows[pk]: quantity for pk, quantity in wanted.items()}
    short = [] if beyond_limits else shortfalls(quantities, order.customer, but=order.pk, had=had)
    if short:
        raise QuantityNotPossible(short)
    release(order, by=by)
    order.lines.all().delete()
    quantities = _locked(wanted)
    _write_lines(order, quantities)
    reserve(order, quantities)
    return True


def _write_lines(order: Order, quantities: Mapping[Product, int]) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            product=product,
            title=product.title,
            quantity=quantity,
            price_cents=product.price_cents,
            vat_rate=product.vat_rate,
        )
        for product, quantity in quantities.items()
    )
