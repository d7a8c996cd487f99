"""What staff see of requests, of the nightly job and of the ledger."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from trust.audit.panels import history_of
from trust.audit.services import record_access
from trust.privacy.models import ErasureEntry, PrivacyRequest, RetentionLine
from trust.privacy.services.requests import settle
from trust.registry import entry_for
from trust.words import in_words

SEE, SETTLE = "trust.view_privacyrequest", "trust.change_privacyrequest"
SEE_RETENTION, SEE_LEDGER = "trust.view_retentionline", "trust.view_erasureentry"


def label_of(model: str) -> str:
    """A table as its entry in the registry calls it."""
    if not model:
        return gettext("a whole person")
    entry = entry_for(model)
    return capfirst(str(entry.label)) if entry else model


class GuardedReportView(ReportView):
    """A report with a right of its own."""

    permission_needed: str
    is_searchable = False
    list_export: list[str] = []

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission_needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RequestReportView(GuardedReportView):
    """Requests about own data, the newest first. Who asked is not shown: nobody of staff needs to know."""

    model = PrivacyRequest
    permission_needed = SEE
    index_url_name, index_results_url_name = "privacy-request-list", "privacy-request-list-results"
    header_icon = "user"
    page_title = _("Requests about own data")
    default_ordering = "-asked_at"
    columns = [
        TitleColumn(
            "asked_at",
            label=_("Asked"),
            get_url=lambda request: reverse("privacy-request-detail", args=[request.public_id]),
        ),
        Column("kind", label=_("Asks"), accessor=lambda request: request.get_kind_display()),
        Column("state", label=_("State"), accessor=lambda request: request.get_state_display()),
        DateColumn("done_at", label=_("Done")),
        Column("held_back", label=_("Held back"), accessor=lambda request: len(request.held_back) or "–"),
        DateColumn("settled_at", label=_("Looked after")),
    ]


class RequestView(View):
    """One request: how far it is, what was held back, and the button that says it was looked after."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, public_id):
        asked = get_object_or_404(PrivacyRequest, public_id=public_id)
        record_access(what="privacy.request", by=request.user, about=asked)
        waits = bool(asked.held_back) and asked.settled_at is None
        context = {
            "asked": asked,
            "may_settle": waits and request.user.has_perm(SETTLE),
            "history": history_of(asked, user=request.user),
            "header_title": gettext("Request about own data"),
            "header_icon": "user",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
                {"url": reverse("privacy-request-list"), "label": gettext("Requests about own data")},
                {"url": "", "label": capfirst(asked.get_kind_display())},
            ],
        }
        return TemplateResponse(request, "trust/privacy/admin/request.html", context)

    def post(self, request, public_id):
        if not request.user.has_perm(SETTLE):
            raise PermissionDenied
        settle(request_id=get_object_or_404(PrivacyRequest, public_id=public_id).public_id, by=request.user)
        messages.success(request, gettext("It is written down that this was looked after."))
        return redirect("privacy-request-detail", public_id)


class RetentionReportView(GuardedReportView):
    """What each night wiped, table by table."""

    model = RetentionLine
    permission_needed = SEE_RETENTION
    index_url_name, index_results_url_name = "retention-log", "retention-log-results"
    header_icon = "bin"
    page_title = _("What was wiped at night")
    default_ordering = "-at"
    list_export = ["at", "model", "rule", "wiped", "error", "milliseconds"]
    columns = [
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("model", label=_("Table"), accessor=lambda line: label_of(line.model)),
        Column("rule", label=_("Rule"), accessor=lambda line: in_words("rule", line.rule)),
        Column("wiped", label=_("Wiped")),
        Column("error", label=_("Error"), accessor=lambda line: line.error or "–"),
    ]

    def get_base_queryset(self):
        return RetentionLine.objects.order_by("-at", "-pk")


class LedgerReportView(GuardedReportView):
    """How many were erased, when and why. Who it was stands nowhere."""

    model = ErasureEntry
    permission_needed = SEE_LEDGER
    index_url_name, index_results_url_name = "erasure-ledger", "erasure-ledger-results"
    header_icon = "bin"
    page_title = _("Ledger of erasures")
    default_ordering = "-at"
    columns = [
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("model", label=_("Kind of record"), accessor=lambda entry: label_of(entry.model)),
        Column("reason", label=_("Reason"), accessor=lambda entry: entry.get_reason_display()),
        DateColumn("replayed_at", label=_("Done here")),
    ]

    def get_base_queryset(self):
        return ErasureEntry.objects.order_by("-at", "-pk")
