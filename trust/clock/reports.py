"""What ran by the clock, as staff see it."""

from __future__ import annotations

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from trust.clock.models import ClockRun
from trust.words import choices, in_words

SEE = "trust.view_clockrun"


class ClockFilterSet(WagtailFilterSet):
    job = django_filters.ChoiceFilter(choices=lambda: choices("job"), label=_("Job"))
    went_wrong = django_filters.BooleanFilter(method="only_wrong", label=_("Went wrong"))

    class Meta:
        model = ClockRun
        fields = ["job", "went_wrong"]

    def only_wrong(self, runs, name, value):
        return runs.exclude(error="") if value else runs.filter(error="")


class ClockReportView(ReportView):
    """Every run, the newest first."""

    model = ClockRun
    index_url_name = "clock-runs"
    index_results_url_name = "clock-runs-results"
    header_icon = "time"
    page_title = _("Clock")
    filterset_class = ClockFilterSet
    is_searchable = False
    default_ordering = "-slot"
    list_export: list[str] = []
    columns = [
        Column("job", label=_("Job"), accessor=lambda run: in_words("job", run.job)),
        DateColumn("slot", label=_("Due")),
        DateColumn("started_at", label=_("Started")),
        DateColumn("finished_at", label=_("Ended")),
        Column("error", label=_("Error")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return ClockRun.objects.order_by("-slot", "job")
