"""What people read, and what the API says, when the shop refuses something; with what can be ordered in its place."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import errors
from catalogue.basket import BasketLine
from catalogue.services.limits import Bound, Shortfall
from cms.errors import problem
from cms.money import euro

WORDS: dict[type[errors.ShopRefused], Any] = {
    errors.OrderMoveNotAllowed: gettext_lazy("That is not possible any more: your order has gone on meanwhile. Below you see how it stands."),
    errors.NothingOrdered: gettext_lazy("Your basket is empty: choose something first."),
    errors.PaymentsOff: gettext_lazy("Paying does not work here just now. What is free you can order."),
    errors.AmountNotPayable: gettext_lazy("That amount cannot be paid here at once. Change how many you order, or mail or phone us."),
    errors.PaymentNotStarted: gettext_lazy("We could not reach the page where you pay. Your order is kept: try it again in a minute."),
    errors.NothingToPay: gettext_lazy("This order need not be paid (any more). Below you see how it stands."),
    errors.WithdrawalNotPossible: gettext_lazy("This sale cannot be undone here (any more). Mail or phone us when something is wrong with it."),
}  # fmt: skip
# The names by which programs tell them apart: `reason` in a problem document.
NAMES: dict[type[errors.ShopRefused], str] = {
    errors.OrderMoveNotAllowed: "state",
    errors.NothingOrdered: "empty",
    errors.ProductGone: "product-gone",
    errors.QuantityNotPossible: "quantity",
    errors.OutOfStock: "stock",
    errors.PaymentsOff: "payments-off",
    errors.PriceChanged: "price",
    errors.AmountNotPayable: "amount",
    errors.NothingToPay: "paid-already",
    errors.PaymentNotStarted: "payment-not-started",
    errors.ShopClosed: "closed",
    errors.WithdrawalNotPossible: "withdrawal",
}


def words_for(refusal: errors.ShopRefused) -> list[str]:
    """Sentences in Dutch, one a product where it is about products."""
    match refusal:
        case errors.QuantityNotPossible():
            return [short_words(line) for line in refusal.lines]
        case errors.OutOfStock():
            return [_stock_words(refusal.product.title, refusal.available)]
        case errors.ProductGone():
            return [_("“%(title)s” left our shop meanwhile.") % {"title": refusal.product}]
        case errors.PriceChanged():
            now = euro(refusal.goods_cents) if refusal.goods_cents else _("nothing")
            return [
                _(
                    "A price changed meanwhile: what you order now costs %(now)s. "
                    "Look it over, and press the button again if that is all right."
                )
                % {"now": now}
            ]
        case errors.ShopClosed():
            return [refusal.why or _("No orders come in just now. Try it again later.")]
    return [str(WORDS.get(type(refusal), _("That is not possible any more.")))]


def short_words(line: Shortfall) -> str:
    """Why so many cannot be, and how many can."""
    said = {"title": line.product.title, "most": line.most, "step": line.product.step, "days": line.product.period_days}
    if line.reason == Bound.STEP:
        return _("“%(title)s” comes by packs of %(step)s.") % said
    if line.reason == Bound.STOCK:
        return _stock_words(line.product.title, line.most)
    if line.reason == Bound.ORDER:
        return _("Of “%(title)s” you can order at most %(most)s at a time.") % said
    if line.most:
        return (
            _(
                "Of “%(title)s” you can still order %(most)s: you had some in the last %(days)s days, and we share them out."
            )
            % said
        )
    return _("Of “%(title)s” you had your share of the last %(days)s days: then we keep the rest for others.") % said


def _stock_words(title: str, most: int) -> str:
    if most:
        return _("Of “%(title)s” there are only %(most)s left.") % {"title": title, "most": most}
    return _("“%(title)s” has just sold out.") % {"title": title}


def adjusted(lines: list[BasketLine], refusal: errors.ShopRefused) -> dict[UUID, int]:
    """What of `lines` can be ordered in place of what was refused; empty when nothing is left or nothing would help."""
    if isinstance(refusal, errors.ShopClosed | errors.PriceChanged | errors.AmountNotPayable):
        return {}
    mosts: dict[UUID, int] = {}
    if isinstance(refusal, errors.QuantityNotPossible):
        mosts = {short.product.public_id: short.most for short in refusal.lines}
    elif isinstance(refusal, errors.OutOfStock):
        mosts = {refusal.product.public_id: refusal.available}
    kept = {}
    for line in lines:
        key = line.product.public_id
        copies = mosts.get(key, line.quantity)
        if copies > 0 and not line.cannot_be_paid:
            kept[key] = copies
    return kept


def problem_for(refusal: errors.ShopRefused, lines: list[BasketLine] | None = None) -> HttpResponse:
    """The problem document (409): `reason` names it for programs, `detail` says it to people, `possible` is what can be ordered instead."""
    reason = NAMES.get(type(refusal), "refused")
    more: dict[str, Any] = {}
    if isinstance(refusal, errors.QuantityNotPossible):
        more["lines"] = [
            {
                "product": str(line.product.public_id),
                "asked": line.asked,
                "most": line.most,
                "reason": line.reason.value,
            }
            for line in refusal.lines
        ]
    if lines is not None:
        possible = adjusted(lines, refusal)
        more["possible"] = [{"product": str(key), "quantity": copies} for key, copies in possible.items()]
    return problem(HTTPStatus.CONFLICT, " ".join(words_for(refusal)), reason=reason, **more)
