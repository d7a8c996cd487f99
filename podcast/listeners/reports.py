"""*Reports → Plays*: how often episodes are played, a day and in all. Numbers only: there is nothing else (spec E7)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, Sum
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.charts import Bar, bars
from podcast.models import DailyPlays, EpisodePage

DAYS = 28


def editable_episodes(user):
    """The episodes that `user` may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return EpisodePage.objects.filter(pk__in=pages.values("pk"))


def plays_by_day(episodes, *, until: date) -> list[Bar]:
    """Plays of all `episodes` together on each of the four weeks of days up to `until`."""
    first = until - timedelta(days=DAYS - 1)
    rows = DailyPlays.objects.filter(episode__in=episodes, day__gte=first, day__lte=until)
    counts = dict(rows.order_by().values_list("day").annotate(count=Sum("count")))
    days = [first + timedelta(days=ago) for ago in range(DAYS)]
    return bars(
        (date_format(day, "j F"), date_format(day, "j/n") if day.weekday() == 0 else "", counts.get(day, 0))
        for day in days
    )


class PlaysReportView(ReportView):
    """Episodes that this user may edit, the most played first."""

    model = EpisodePage
    index_url_name = "podcast-plays"
    index_results_url_name = "podcast-plays-results"
    header_icon = "media"
    page_title = _("Plays")
    is_searchable = False
    template_name = "podcast/admin/plays_report.html"
    list_export = ["title", "published_on", "recent", "plays_in_all"]
    export_headings = {
        "title": _("Episode"),
        "published_on": _("Date"),
        "recent": _("In the last four weeks"),
        "plays_in_all": _("In all"),
    }
    columns = [
        TitleColumn("title", label=_("Episode"), get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.pk])),
        DateColumn("published_on", label=_("Date")),
        Column("recent", label=_("In the last four weeks")),
        Column("plays_in_all", label=_("In all")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not page_permission_policy.user_has_any_permission(request.user, {"change"}):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        recent = Q(plays__day__gt=localdate() - timedelta(days=DAYS))
        return (
            editable_episodes(self.request.user)
            .defer("body", "transcript")
            .annotate(recent=Sum("plays__count", filter=recent, default=0), plays_in_all=Sum("plays__count", default=0))
            .order_by("-plays_in_all", "-published_on", "-pk")
        )

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["bars"] = plays_by_day(editable_episodes(self.request.user), until=localdate())
        return context


@hooks.register("register_admin_urls")
def register_plays_report():
    return [
        path("reports/beluisterd/", PlaysReportView.as_view(), name="podcast-plays"),
        path("reports/beluisterd/results/", PlaysReportView.as_view(results_only=True), name="podcast-plays-results"),
    ]


class PlaysMenuItem(MenuItem):
    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, {"change"})


@hooks.register("register_reports_menu_item")
def register_plays_menu_item():
    return PlaysMenuItem(_("Plays"), reverse("podcast-plays"), icon_name="media", order=60)
