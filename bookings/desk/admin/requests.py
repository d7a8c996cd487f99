"""Requests as a list, with every screen about one of them."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from bookings.desk.admin import board, detail, exports, proposals
from bookings.desk.admin.ages import age, alarm, holidays_until
from bookings.desk.admin.counted import CountedPaginator
from bookings.desk.admin.dated import date_words, with_dates
from bookings.desk.admin.deeds import request_deeds
from bookings.desk.admin.filters import RequestFilterSet, name_of
from bookings.desk.admin.rights import TYPE_REQUESTS
from bookings.desk.models import BookingRequest
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import ShownOnly

register_permission_policy(BookingRequest, ShownOnly(BookingRequest))


class RequestListView(IndexView):
    """Every request, the newest first, with its date and how long it waits."""

    any_permission_required = ["view"]
    template_name = "bookings/desk/admin/list.html"
    results_template_name = "bookings/desk/admin/list_results.html"
    default_ordering = "-received_at"
    paginator_class = CountedPaginator
    is_searchable = True

    def get_base_queryset(self):
        # What a list does not show stays in the database.
        unread = ("places", "needs", "answers", "remarks", "notes")
        return BookingRequest.objects.select_related("owner").defer(*unread)

    def search_queryset(self, queryset):
        return queryset.holding(self.search_query.strip()) if self.is_searching else queryset

    def order_queryset(self, queryset):
        return with_dates(queryset).order_by("-received_at", "-pk")

    @cached_property
    def columns(self):
        today = localdate()
        holidays = holidays_until(today)
        return [
            TitleColumn("organisation_name", label=_("Organisation"), url_name="requests:detail"),
            Column("activity_title", label=_("Activity")),
            Column("state", label=_("State"), accessor=lambda asked: asked.get_state_display()),
            Column("date", label=_("Date"), accessor=lambda asked: date_words(asked) or "–"),
            Column("age", label=_("Received"), accessor=lambda asked: age(localtime(asked.received_at).date(), today)),
            Column(
                "alarm",
                label=_("Waits"),
                accessor=lambda asked: alarm(asked, localtime(asked.state_changed_at).date(), today, holidays) or "–",
            ),
            Column(
                "owner", label=_("Looked after by"), accessor=lambda asked: name_of(asked.owner) if asked.owner else "–"
            ),
        ]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        shown = len(context["object_list"])
        record_access(what="bookings.requests", by=self.request.user, access=Access.LIST, count=shown)
        query = self.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            query.pop(name, None)
        return context | {
            "export_query": query.urlencode(),
            "may_type": self.request.user.has_perm(TYPE_REQUESTS),
        }


class RequestViewSet(ModelViewSet):
    """Requests, and everything that is done with one."""

    model = BookingRequest
    name = url_namespace = url_prefix = "requests"
    icon = "clipboard-list"
    menu_label = _("List")
    menu_order = 100
    index_view_class = RequestListView
    filterset_class = RequestFilterSet
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []
    copy_view_enabled = False

    def get_urlpatterns(self):
        ours = ("index", "index_results")
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
        return [
            *patterns,
            *board.patterns,
            *exports.patterns,
            *detail.patterns,
            *proposals.patterns,
            *request_deeds.patterns(),
        ]
