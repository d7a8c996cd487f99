"""Figures of requests: by year, what was asked, what it came to, for how many people and where; with what is erased since (spec H10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from bookings.desk.admin.rights import SEE_REQUESTS
from bookings.desk.counts import Key, Total, totals
from bookings.desk.enums import ActivityKind, RequestState
from trust.places.enums import Province
from trust.viewing import READ, guarded

GIVEN = frozenset({RequestState.GIVEN, RequestState.INVOICED, RequestState.CLOSED})


@dataclass
class Row:
    """What `label` names in a year: asked for, given, the people of what was given, refused, and what ended otherwise."""

    label: str
    asked: int = 0
    given: int = 0
    people: int = 0
    refused: int = 0
    ended: int = 0

    def add(self, state: str, total: Total) -> None:
        self.asked += total.requests
        if state in GIVEN:
            self.given += total.requests
            self.people += total.people
        elif state == RequestState.REFUSED:
            self.refused += total.requests
        elif state in (RequestState.WITHDRAWN, RequestState.EXPIRED):
            self.ended += total.requests


@dataclass
class Year:
    """A year, by kind and by region."""

    year: int
    kinds: list[Row] = field(default_factory=list)
    regions: list[Row] = field(default_factory=list)
    total: Row = field(default_factory=lambda: Row(_("Together")))


@guarded(SEE_REQUESTS, READ)
def figures(request: HttpRequest) -> HttpResponse:
    """`/admin/reports/requests/`."""
    context = {
        "years": years_of(totals()),
        "page_title": _("Figures of requests"),
        "breadcrumbs_items": [{"url": "", "label": _("Figures of requests")}],
    }
    return TemplateResponse(request, "bookings/desk/admin/figures.html", context)


def years_of(found: dict[Key, Total]) -> list[Year]:
    """The last year first."""
    by_year: dict[int, dict[Key, Total]] = defaultdict(dict)
    for key, total in found.items():
        by_year[key[0]][key] = total
    return [_year(year, by_year[year]) for year in sorted(by_year, reverse=True)]


def _year(year: int, found: dict[Key, Total]) -> Year:
    made = Year(year)
    kinds: dict[str, Row] = {kind.value: Row(str(kind.label)) for kind in ActivityKind}
    regions: dict[str, Row] = {place.value: Row(str(place.label)) for place in Province}
    for (_year, kind, province, state), total in found.items():
        kinds.setdefault(kind, Row(kind)).add(state, total)
        regions.setdefault(province, Row(province or _("unknown"))).add(state, total)
        made.total.add(state, total)
    made.kinds = [row for row in kinds.values() if row.asked]
    made.regions = [row for row in regions.values() if row.asked]
    return made
