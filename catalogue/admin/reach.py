"""*Reports → Reach of the shop*: what went where, by quarter, region and kind, as counts that are safe to hand on (spec D12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalogue.admin.rights import SEE_ORDERS
from catalogue.enums import ProductKind
from catalogue.reach import Cell, Key, safe, totals
from cms.charts import Figure, stacked
from cms.quarters import name_of, short_name
from cms.safe_counts import HIDDEN_BELOW
from cms.sheets import csv_lines
from trust.places.enums import Province
from trust.viewing import READ, guarded

QUARTERS = 12


@dataclass(frozen=True)
class Row:
    """A region (or kind) of a quarter: its label, and what is shown for each kind (None: hidden)."""

    label: str
    cells: list[Cell | None]
    total: Cell


@dataclass(frozen=True)
class Quarter:
    """A quarter, by region."""

    first: date
    label: str
    rows: list[Row]


@guarded(SEE_ORDERS, READ)
def reach(request: HttpRequest) -> HttpResponse:
    """`/admin/reports/reach/`; two queries."""
    shown = safe(totals())
    context = {
        "chart": chart(shown),
        "quarters": quarters_of(shown),
        "kinds": [str(kind.label) for kind in ProductKind],
        "hidden_below": HIDDEN_BELOW,
        "page_title": _("Reach of the shop"),
        "breadcrumbs_items": [{"url": "", "label": _("Reach of the shop")}],
    }
    return TemplateResponse(request, "catalogue/admin/reach.html", context)


@guarded(SEE_ORDERS, READ)
def reach_csv(request: HttpRequest) -> HttpResponseBase:
    """`/admin/reports/reach/csv/`: the same cells, and no others."""
    response = HttpResponse("".join(csv_lines(rows_of(safe(totals())))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bereik-webwinkel-{localdate():%Y-%m-%d}.csv"'
    return response


def regions() -> list[tuple[str, str]]:
    """All, and those of whom we do not know it (picked up without an address)."""
    return [*((place.value, str(place.label)) for place in Province), ("", _("unknown"))]


def chart(shown: dict[Key, Cell]) -> Figure:
    """Copies by kind in the last twelve quarters of which something is shown."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for (quarter, _province, kind), cell in shown.items():
        found[quarter][kind] += cell.copies
    rows = [(name_of(quarter), short_name(quarter), found[quarter]) for quarter in sorted(found)[-QUARTERS:]]
    legend = {kind.value: str(kind.label) for kind in ProductKind}
    return stacked("reach", _("Copies that left us"), legend, rows, first=_("Quarter"))


def quarters_of(shown: dict[Key, Cell]) -> list[Quarter]:
    """The last first; totals are sums of what is shown."""
    made = []
    for quarter in sorted({key[0] for key in shown}, reverse=True)[:QUARTERS]:
        rows = []
        for province, label in regions():
            cells = [shown.get((quarter, province, kind.value)) for kind in ProductKind]
            seen = [cell for cell in cells if cell]
            rows.append(Row(label, cells, Cell(sum(cell.orders for cell in seen), sum(cell.copies for cell in seen))))
        made.append(Quarter(quarter, name_of(quarter), rows))
    return made


def rows_of(shown: dict[Key, Cell]) -> Iterator[list[Any]]:
    yield [_("Quarter"), _("Region"), _("Kind"), _("Orders, to the nearest 5"), _("Copies, to the nearest 25")]
    names, kinds = dict(regions()), dict(ProductKind.choices)
    for (quarter, province, kind), cell in shown.items():
        yield [name_of(quarter), names[province], str(kinds[kind]), cell.orders, cell.copies]


patterns = [
    path("reports/reach/", reach, name="shop-reach"),
    path("reports/reach/csv/", reach_csv, name="shop-reach-csv"),
]
