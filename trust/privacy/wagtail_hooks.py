"""What staff see of this room in the admin; found by `trust.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.todo import TodoItem, register_todo
from trust.privacy.models import PrivacyRequest, RetentionLine
from trust.privacy.reports import (
    SEE,
    SEE_LEDGER,
    SEE_RETENTION,
    SETTLE,
    LedgerReportView,
    RequestReportView,
    RequestView,
    RetentionReportView,
)

REPORTS = [
    ("verzoeken", RequestReportView),
    ("gewist", RetentionReportView),
    ("wissingen", LedgerReportView),
]


@hooks.register("register_admin_urls")
def privacy_addresses():
    lists = [
        address
        for slug, view in REPORTS
        for address in (
            path(f"reports/{slug}/", view.as_view(), name=view.index_url_name),
            path(f"reports/{slug}/results/", view.as_view(results_only=True), name=view.index_results_url_name),
        )
    ]
    return [*lists, path("reports/verzoeken/<uuid:public_id>/", RequestView.as_view(), name="privacy-request-detail")]


class PrivacyMenuItem(MenuItem):
    """Shown to whoever has the right of the report behind it."""

    def __init__(self, *args, permission: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


def _menu_item(view, permission: str, order: int) -> PrivacyMenuItem:
    name = view.index_url_name
    return PrivacyMenuItem(
        view.page_title, reverse(name), name=name, icon_name=view.header_icon, order=order, permission=permission
    )


@hooks.register("register_reports_menu_item")
def requests_menu_item():
    return _menu_item(RequestReportView, SEE, 72)


@hooks.register("register_reports_menu_item")
def retention_menu_item():
    return _menu_item(RetentionReportView, SEE_RETENTION, 73)


@hooks.register("register_reports_menu_item")
def ledger_menu_item():
    return _menu_item(LedgerReportView, SEE_LEDGER, 74)


@hooks.register("register_permissions")
def privacy_permissions():
    wanted = [right.removeprefix("trust.") for right in (SEE, SETTLE, SEE_RETENTION, SEE_LEDGER)]
    return Permission.objects.filter(content_type__app_label="trust", codename__in=wanted)


@register_todo
def requests_to_look_after(user) -> list[TodoItem]:
    """Erasures that left something for people to do."""
    if not user.has_perm(SETTLE):
        return []
    count = PrivacyRequest.objects.waiting().count()
    label = ngettext("erasure to look after", "erasures to look after", count)
    return [TodoItem(label, count, reverse("privacy-request-list"), urgent=True)]


@register_todo
def retention_in_trouble(user) -> list[TodoItem]:
    """Rules of the last night that failed."""
    if not user.has_perm(SEE_RETENTION):
        return []
    last = RetentionLine.objects.order_by("-at", "-pk").values("run")[:1]
    count = RetentionLine.objects.filter(run__in=last).exclude(error="").count()
    label = ngettext("term that was not kept last night", "terms that were not kept last night", count)
    return [TodoItem(label, count, reverse("retention-log"), urgent=True)]
