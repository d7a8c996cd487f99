"""The *to review* report: pages with blocks past their use-by date."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.models import LivingPromise


class PromiseReportView(ReportView):
    """Blocks past their date on live pages that this user may edit, the longest first."""

    model = LivingPromise
    index_url_name = "promises-to-review"
    index_results_url_name = "promises-to-review-results"
    header_icon = "date"
    page_title = _("To review")
    is_searchable = False
    list_export = ["page.title", "block_label", "excerpt", "use_by", "has_fallback", "page.owner"]
    export_headings = {
        "page.title": _("Page"),
        "block_label": _("Block"),
        "excerpt": _("Begins with"),
        "use_by": _("Use by"),
        "has_fallback": _("Has a replacement"),
        "page.owner": _("Owner"),
    }
    columns = [
        TitleColumn(
            "page", label=_("Page"), get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id])
        ),
        Column("block_label", label=_("Block")),
        Column("excerpt", label=_("Begins with")),
        DateColumn("use_by", label=_("Use by")),
        Column(
            "has_fallback",
            label=_("Shown now"),
            accessor=lambda row: _("the replacement") if row.has_fallback else _("nothing"),
        ),
        Column("owner", label=_("Owner"), accessor=lambda row: row.page.owner or "–"),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not editable_pages(request.user).exists():
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        pages = editable_pages(self.request.user)
        return LivingPromise.objects.past().filter(page__live=True, page__in=pages).select_related("page__owner")


def editable_pages(user):
    """The pages that `user` may edit."""
    return page_permission_policy.instances_user_has_permission_for(user, "change")


@hooks.register("register_admin_urls")
def register_promise_report():
    return [
        path("reports/te-herzien/", PromiseReportView.as_view(), name="promises-to-review"),
        path(
            "reports/te-herzien/results/",
            PromiseReportView.as_view(results_only=True),
            name="promises-to-review-results",
        ),
    ]


class PromiseMenuItem(MenuItem):
    def is_shown(self, request):
        return editable_pages(request.user).exists()


@hooks.register("register_reports_menu_item")
def register_promise_menu_item():
    return PromiseMenuItem(_("To review"), reverse("promises-to-review"), icon_name="date", order=50)
