"""Which orders somebody wants to see."""

from __future__ import annotations

import django_filters
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from catalogue.enums import Delivery, OrderState
from catalogue.models import Order, OrderLine, Product

KEPT = 60  # seconds that a new product may be lacking among the filters


def product_choices() -> list[tuple[str, str]]:
    products = Product.objects.order_by("title", "pk").values_list("pk", "title")
    return cache.get_or_set("shop-products", lambda: [(str(pk), title) for pk, title in products], KEPT)  # type: ignore[return-value]


class OrderFilterSet(WagtailFilterSet):
    """By state, how it goes, when it was ordered, and what is in it."""

    state = django_filters.MultipleChoiceFilter(
        choices=OrderState, label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    delivery = django_filters.ChoiceFilter(choices=Delivery, label=_("How it goes"), empty_label=_("all ways"))
    placed_at = django_filters.DateFromToRangeFilter(label=_("Ordered"), widget=DateRangePickerWidget)
    product = django_filters.ChoiceFilter(
        choices=product_choices, label=_("Product"), empty_label=_("all products"), method="by_product"
    )

    class Meta:
        model = Order
        fields = ["state", "delivery", "placed_at", "product"]

    def by_product(self, queryset, name, value):
        return queryset.filter(pk__in=OrderLine.objects.filter(product=value).order_by().values("order"))
