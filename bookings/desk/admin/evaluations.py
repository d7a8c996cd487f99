"""How organisations found it: averages by activity and by kind over time, a chart, and their words; a constant number of queries (spec C9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import TruncMonth, TruncYear
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from bookings.desk.admin.rights import SEE_EVALUATIONS
from bookings.desk.enums import ActivityKind
from bookings.desk.models import Evaluation
from cms.charts import Bar, bars, months_up_to
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, guarded

SCORES = ("content", "trainer", "practical")
BEST = 5
AVERAGES = {name: Avg(f"{name}_score") for name in SCORES} | {
    "count": Count("pk"),
    "yes": Count("pk", filter=Q(would_recommend=True)),
    "said": Count("pk", filter=Q(would_recommend__isnull=False)),
}
PAGE = 25


class Filters(forms.Form):
    """Which evaluations; everything without a choice."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("All")), *ActivityKind.choices], required=False
    )
    activity = forms.ChoiceField(label=gettext_lazy("Activity"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=AdminDateInput)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=AdminDateInput)

    def __init__(self, *args, titles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = [("", _("All")), *((title, title) for title in titles)]  # type: ignore[attr-defined]

    def applied(self, rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
        """`rows` that fit; a choice that is none is passed over."""
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        wanted = {
            "kind": said.get("kind"),
            "activity_title": said.get("activity"),
            "given_on__gte": said.get("since"),
            "given_on__lte": said.get("until"),
        }
        return rows.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Line:
    """Averages (1 to 5, one decimal) of what `label` names; `recommend` in percent of those who said, None when nobody did."""

    label: str
    count: int
    content: float
    trainer: float
    practical: float
    recommend: int | None
    kind: str = ""


@guarded(SEE_EVALUATIONS, READ)
def evaluations(request: HttpRequest) -> HttpResponse:
    """`/admin/reports/evaluations/?kind=&activity=&since=&until=&p=`."""
    titles = Evaluation.objects.order_by("activity_title").values_list("activity_title", flat=True).distinct()
    filters = Filters(request.GET, titles=list(titles))
    rows = filters.applied(Evaluation.objects.order_by())
    total = rows.aggregate(**AVERAGES)
    words = rows.exclude(good="", better="").order_by("-given_on", "-pk")
    page = Paginator(words, PAGE).get_page(request.GET.get("p"))
    if len(page):
        record_access(what="bookings.evaluations", by=request.user, access=Access.LIST, count=len(page))  # type: ignore[arg-type]
    chosen = request.GET.copy()
    chosen.pop("p", None)
    context = {
        "filters": filters,
        "total": line(_("Everything"), total) if total["count"] else None,
        "activities": by_activity(rows),
        "years": by_year(rows),
        "bars": by_month(rows),
        "words": page,
        "chosen": chosen.urlencode(),
        "media": filters.media,
        "page_title": _("Evaluations"),
        "breadcrumbs_items": [{"url": "", "label": _("Evaluations")}],
    }
    return TemplateResponse(request, "bookings/desk/admin/evaluations.html", context)


def by_activity(rows: QuerySet[Evaluation]) -> list[Line]:
    """A line for each activity, as it was called."""
    found: Any = rows.values("kind", "activity_title").annotate(**AVERAGES).order_by("kind", "activity_title")
    return [line(row["activity_title"], row, kind=row["kind"]) for row in found]


def by_year(rows: QuerySet[Evaluation]) -> list[Line]:
    """A line for each kind in each year, the last year first."""
    found: Any = rows.annotate(year=TruncYear("given_on")).values("year", "kind").annotate(**AVERAGES)
    return [line(str(row["year"].year), row, kind=row["kind"]) for row in found.order_by("-year", "kind")]


def by_month(rows: QuerySet[Evaluation]) -> list[Bar]:
    """The average of all scores in each of the last twelve months; a month without evaluations has no bar."""
    months = months_up_to(localdate())
    found: Any = (
        rows.filter(given_on__gte=months[0])
        .annotate(month=TruncMonth("given_on"))
        .values("month")
        .annotate(**AVERAGES)
        .order_by("month")
    )
    mean: dict[date, float] = {row["month"]: round(sum(row[name] for name in SCORES) / len(SCORES), 1) for row in found}
    return bars(
        ((date_format(month, "F Y"), date_format(month, "M").lower(), mean.get(month, 0)) for month in months),
        most=BEST,
    )


def line(label: str, row: dict, *, kind: str = "") -> Line:
    said = row["said"]
    return Line(
        label=label,
        count=row["count"],
        **{name: round(row[name], 1) for name in SCORES},
        recommend=round(100 * row["yes"] / said) if said else None,
        kind=str(ActivityKind(kind).label) if kind in ActivityKind.values else kind,
    )
