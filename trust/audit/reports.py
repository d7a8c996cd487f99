"""The two logs as reports: the audit trail and the access log (spec H7). Whoever takes one along is written down in the other."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from trust.audit.enums import Access, Actor
from trust.audit.models import AccessEntry, AuditEntry
from trust.audit.panels import SEE_DEEDS, SEE_LOOKS
from trust.audit.services import record_access
from trust.audit.words import actor_in_words, deed_in_words, deeds, details_in_words
from trust.words import choices, in_words


def record_in_words(entry: Any) -> str:
    """Which kind of record, and its number: never what it says."""
    return f"{entry.about_type.name} {entry.about_id}" if entry.about_type else "–"


def staff(request: Any) -> QuerySet:
    """Accounts that may appear in a log."""
    return get_user_model().objects.order_by("username")


class AuditFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    verb = django_filters.ChoiceFilter(choices=deeds, label=_("Deed"))
    actor = django_filters.ChoiceFilter(choices=Actor, label=_("By"))
    by = django_filters.ModelChoiceFilter(queryset=staff, label=_("Account"))
    about_id = django_filters.CharFilter(label=_("Number of the record"))

    class Meta:
        model = AuditEntry
        fields = ["at", "verb", "actor", "by", "about_id"]


class AccessFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    by = django_filters.ModelChoiceFilter(queryset=staff, label=_("Account"))
    what = django_filters.ChoiceFilter(choices=lambda: choices("screen"), label=_("Screen or export"))
    access = django_filters.MultipleChoiceFilter(choices=Access, label=_("How"))
    about_id = django_filters.CharFilter(label=_("Number of the record"))

    class Meta:
        model = AccessEntry
        fields = ["at", "by", "what", "access", "about_id"]


class LogReportView(ReportView):
    """What both reports share: their right, no search, the export written down."""

    permission_needed: str
    what: str
    is_searchable = False
    default_ordering = "-at"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission_needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        named = self.model.objects.annotate(account=F("by__username"), about_kind=F("about_type__model"))
        return named.newest().select_related("by", "about_type")

    def as_spreadsheet(self, queryset, spreadsheet_format):
        record_access(what=self.what, by=self.request.user, access=Access.EXPORT, count=queryset.count())
        return super().as_spreadsheet(queryset, spreadsheet_format)


class AuditReportView(LogReportView):
    """Who did what, the newest first."""

    model = AuditEntry
    permission_needed, what = SEE_DEEDS, "audit.entries"
    index_url_name, index_results_url_name = "audit-entries", "audit-entries-results"
    header_icon = "history"
    page_title = _("Who did what")
    verbose_name_plural = _("deeds")
    filterset_class = AuditFilterSet
    list_export = ["at", "actor", "account", "verb", "about_kind", "about_id", "details", "request_id"]
    columns = [
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("who", label=_("Who"), accessor=actor_in_words),
        Column("what", label=_("What"), accessor=deed_in_words),
        Column("about", label=_("Record"), accessor=record_in_words),
        Column("details", label=_("Details"), accessor=details_in_words),
    ]


class AccessReportView(LogReportView):
    """Who looked at what is sensitive, the newest first."""

    model = AccessEntry
    permission_needed, what = SEE_LOOKS, "audit.looks"
    index_url_name, index_results_url_name = "access-entries", "access-entries-results"
    header_icon = "view"
    page_title = _("Who looked at what")
    verbose_name_plural = _("looks")
    filterset_class = AccessFilterSet
    list_export = ["at", "account", "access", "what", "about_kind", "about_id", "count"]
    columns = [
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("who", label=_("Who"), accessor=lambda look: look.by.get_username() if look.by else "–"),
        Column("how", label=_("How"), accessor=lambda look: look.get_access_display()),
        Column("what", label=_("Screen or export"), accessor=lambda look: in_words("screen", look.what)),
        Column("about", label=_("Record"), accessor=record_in_words),
        Column("count", label=_("Records")),
    ]
