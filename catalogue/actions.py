"""An action on any page that leads to a product, with its stock state (spec A2)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import words
from catalogue.addresses import path_of_product
from catalogue.models import Product
from cms.actions import ActionKind, LiveAction, register_action


def choices() -> list[tuple[str, str]]:
    """Each product of the shop."""
    products = Product.objects.shown().order_by("title", "pk").values_list("public_id", "title")
    return [(str(public_id), title) for public_id, title in products]


def prints(keys: Iterable[str]) -> dict[str, LiveAction]:
    """How it stands with each now, in one query; what left the shop is passed over."""
    products = Product.objects.shown().filter(public_id__in=list(keys)).defer("description")
    return {str(product.public_id): _action(product) for product in products}


def _action(product: Product) -> LiveAction:
    label = _("Order it") if words.can_be_ordered(product) else _("See what it is")
    said = [words.stock(product), capfirst(words.price(product)), *words.limits(product)[:1]]
    return LiveAction(product.title, path_of_product(product), label, said, state=product.stock_state.value)


register_action(ActionKind(name="print", label=gettext_lazy("Order print"), choices=choices, find=prints))
