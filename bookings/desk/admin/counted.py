"""A page of a list with how many there are in all, in one query."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Subquery, Value
from wagtail.admin.paginator import WagtailPaginator


class CountedPaginator(WagtailPaginator):
    """Counts beside the rows of the page; only a page without rows, or that is no number, costs a query of its own."""

    def get_page(self, number: Any) -> Page:
        asked = str(number or 1)
        if not (asked.isascii() and asked.isdigit()) or not 0 < int(asked) <= 10**6:
            return super().get_page(number)
        begin = (int(asked) - 1) * self.per_page
        every: Any = self.object_list
        beside = every.order_by().values(one=Value(1)).annotate(many=Count("pk")).values("many")
        rows = list(every.annotate(in_all=Subquery(beside))[begin : begin + self.per_page])
        if not rows:
            return super().get_page(number)
        self.count = rows[0].in_all
        return Page(rows, int(asked), self)
