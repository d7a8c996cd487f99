"""*Reports → Circles*: the promise to phone for ourselves, and the counts that may be handed to funders (spec H10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from circles.admin.rights import SEE_FIGURES
from circles.enums import CONFIDENTIAL_KINDS, Deed, SignUpKind
from circles.figures import Key, Promise, promises, safe, signed_up, totals
from cms.charts import Bar, Figure, bars, stacked
from cms.quarters import name_of, short_name
from cms.safe_counts import HIDDEN_BELOW, ROUNDED_TO
from cms.sheets import csv_lines
from trust.places.enums import Province
from trust.viewing import READ, guarded

QUARTERS = 12


@dataclass(frozen=True)
class Row:
    """A province and a kind: what is shown for each deed (None: hidden)."""

    province: str
    kind: str
    cells: list[int | None]


@dataclass(frozen=True)
class Quarter:
    """What is shown of a quarter; `together`: for each deed, the sum of what is shown."""

    label: str
    rows: list[Row]
    together: list[int]


@guarded(SEE_FIGURES, READ)
def figures(request: HttpRequest) -> HttpResponse:
    """`/admin/reports/circles/`; three queries."""
    kept = promises()[-QUARTERS:]
    context = {
        "last": kept[-1] if kept else None,
        "last_name": name_of(kept[-1].quarter) if kept else "",
        "share": share_bars(kept),
        "calls": calls_chart(kept),
        "kinds": kinds_chart(),
        "quarters": quarters_of(safe(totals())),
        "deeds": [str(deed.label) for deed in Deed],
        "hidden_below": HIDDEN_BELOW,
        "rounded_to": ROUNDED_TO,
        "page_title": _("Figures of the circles"),
        "breadcrumbs_items": [{"url": "", "label": _("Figures of the circles")}],
    }
    return TemplateResponse(request, "circles/admin/figures.html", context)


@guarded(SEE_FIGURES, READ)
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    """`/admin/reports/circles/csv/`: the safe cells, and no others."""
    response = HttpResponse("".join(csv_lines(rows_of(safe(totals())))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kringen-{localdate():%Y-%m-%d}.csv"'
    return response


def share_bars(kept: list[Promise]) -> list[Bar]:
    """Per cent within a week, by quarter."""
    return bars(((name_of(one.quarter), short_name(one.quarter), one.share or 0) for one in kept), most=100)


def calls_chart(kept: list[Promise]) -> Figure:
    legend = {
        "in_time": _("within a week"),
        "late": _("later"),
        "not_reached": _("not reached"),
    }
    rows = [
        (name_of(one.quarter), short_name(one.quarter), {name: getattr(one, name) for name in legend}) for one in kept
    ]
    return stacked("calls", _("How first calls went"), legend, rows, first=_("Quarter"))


def kinds_chart() -> Figure:
    found = signed_up()
    legend = {kind.value: str(kind.label) for kind in SignUpKind if kind not in CONFIDENTIAL_KINDS}
    rows = [(name_of(quarter), short_name(quarter), found[quarter]) for quarter in sorted(found)[-QUARTERS:]]
    return stacked("kinds", _("Who signed up"), legend, rows, first=_("Quarter"))


def provinces() -> list[tuple[str, str]]:
    """All, and those of whom we do not know it."""
    return [*((place.value, str(place.label)) for place in Province), ("", _("unknown"))]


def quarters_of(shown: dict[Key, int]) -> list[Quarter]:
    """The last first, and in each only rows of which something is shown: a row that holds nothing looks like one that is hidden."""
    by_quarter: dict[date, dict[tuple[str, str, str], int]] = {}
    for (quarter, province, kind, deed), count in shown.items():
        by_quarter.setdefault(quarter, {})[province, kind, deed] = count
    made = []
    for quarter in sorted(by_quarter, reverse=True)[:QUARTERS]:
        found, rows = by_quarter[quarter], []
        for province, place in provinces():
            for kind in SignUpKind:
                cells = [found.get((province, kind.value, deed.value)) for deed in Deed]
                if any(cells):
                    rows.append(Row(place, str(kind.label), cells))
        together = [sum(row.cells[number] or 0 for row in rows) for number, _deed in enumerate(Deed)]
        made.append(Quarter(name_of(quarter), rows, together))
    return made


def rows_of(shown: dict[Key, int]) -> Iterator[list[Any]]:
    yield [_("Quarter"), _("Province"), _("Asks"), _("What happened"), _("How often, to the nearest 5")]
    places, kinds, deeds = dict(provinces()), dict(SignUpKind.choices), dict(Deed.choices)
    for (quarter, province, kind, deed), count in shown.items():
        yield [name_of(quarter), places.get(province, province), str(kinds[kind]), str(deeds[deed]), count]


patterns = [
    path("reports/circles/", figures, name="circles-figures"),
    path("reports/circles/csv/", figures_csv, name="circles-figures-csv"),
]
