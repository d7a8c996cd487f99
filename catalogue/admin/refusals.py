"""What staff read when the shop refuses something."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import errors
from catalogue.services.limits import Bound

STAFF_WORDS: dict[type[errors.ShopRefused], Any] = {
    errors.OrderMoveNotAllowed: gettext_lazy(
        "That is not possible any more: somebody else was first. Look how it stands now."
    ),
    errors.NothingOrdered: gettext_lazy("Choose at least one product, and how many of it."),
    errors.PaymentsOff: gettext_lazy("This costs money, and payments are off here."),
}
BOUND_WORDS = {
    Bound.STEP: gettext_lazy("%(product)s goes by whole packs of %(step)d: %(most)d is possible, or a pack more."),
    Bound.ORDER: gettext_lazy("Of %(product)s at most %(most)d go in one order."),
    Bound.PERIOD: gettext_lazy("Of %(product)s this customer can have %(most)d more within %(days)d days."),
    Bound.STOCK: gettext_lazy("Of %(product)s there are only %(most)d."),
}


def staff_words(refusal: errors.ShopRefused) -> str:
    """A sentence in Dutch, or one for each line that cannot be."""
    if isinstance(refusal, errors.QuantityNotPossible):
        return " ".join(_line(line) for line in refusal.lines)
    if isinstance(refusal, errors.OutOfStock):
        said = {"product": refusal.product, "most": refusal.available}
        return str(BOUND_WORDS[Bound.STOCK]) % said
    if isinstance(refusal, errors.StockNotThere):
        return _("There are only %(count)d that no order waits for.") % {"count": refusal.available}
    if isinstance(refusal, errors.ProductGone):
        return _("%(product)s stands in the shop no longer.") % {"product": refusal.product}
    return str(STAFF_WORDS.get(type(refusal)) or STAFF_WORDS[errors.OrderMoveNotAllowed])


def _line(line: Any) -> str:
    said = {
        "product": line.product.title,
        "most": line.most,
        "step": line.product.step,
        "days": line.product.period_days,
    }
    return str(BOUND_WORDS[line.reason]) % said
