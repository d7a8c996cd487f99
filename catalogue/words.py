"""What the shop says of a product, in plain words: the same on pages, in search and in the API. Never how many there are."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.enums import StockState
from catalogue.models import Product
from catalogue.prices import payments_are_on
from cms.money import euro


def price(product: Product) -> str:
    """What one costs."""
    return _("free") if product.is_free else euro(product.price_cents)


def price_with_vat(product: Product) -> str:
    """The same, with what it includes."""
    if product.is_free:
        return _("Free. Sending it costs you nothing either.")
    return _("%(price)s, %(rate)s %% VAT included. Postage comes on top.") % {
        "price": euro(product.price_cents),
        "rate": product.vat_rate,
    }


def stock(product: Product) -> str:
    """How it stands with the stock."""
    match product.stock_state:
        case StockState.OUT:
            return _("Sold out for now.")
        case StockState.LOW:
            return _("In stock, but these are the last ones.")
    return _("In stock.")


def limits(product: Product) -> list[str]:
    """Each limit in a short sentence, before anybody meets it."""
    found = []
    if product.step > 1:
        found.append(_("By packs of %(copies)s.") % {"copies": product.step})
    if product.order_most is not None:
        found.append(_("At most %(copies)s in one order.") % {"copies": product.order_most})
    if product.period_most is not None:
        found.append(
            _("At most %(copies)s for one organisation or person in %(days)s days.")
            % {"copies": product.period_most, "days": product.period_days}
        )
    return found


def facts(product: Product) -> list[tuple[str, str]]:
    """What it is on paper, as pairs; what nobody filled in is left out."""
    rows = [
        (_("Format"), product.paper_format),
        (_("How many pages"), str(product.pages or "")),
        (_("Language"), str(product.get_language_display()).capitalize()),
        (_("Weight of one"), weight(product.weight_grams)),
    ]
    return [(name, value) for name, value in rows if value]


def weight(grams: int) -> str:
    """`12 gram`, `1,25 kg`; empty for what nobody weighed."""
    if not grams:
        return ""
    if grams < 1000:
        return ngettext("%(grams)s gram", "%(grams)s grams", grams) % {"grams": grams}
    kilos = f"{grams / 1000:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{kilos} kg"


def can_be_ordered(product: Product) -> bool:
    """Whether somebody can order it now: there are some, and what costs money can be paid."""
    return product.stock_state != StockState.OUT and (product.is_free or payments_are_on())
