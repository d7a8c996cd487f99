"""What staff see of this room in the admin; found by `trust.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from trust.audit.panels import SEE_DEEDS, SEE_LOOKS
from trust.audit.reports import AccessReportView, AuditReportView


@hooks.register("register_admin_urls")
def audit_addresses():
    return [
        path("reports/audit/", AuditReportView.as_view(), name="audit-entries"),
        path("reports/audit/results/", AuditReportView.as_view(results_only=True), name="audit-entries-results"),
        path("reports/inzage/", AccessReportView.as_view(), name="access-entries"),
        path("reports/inzage/results/", AccessReportView.as_view(results_only=True), name="access-entries-results"),
    ]


class AuditMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE_DEEDS)


class AccessMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE_LOOKS)


@hooks.register("register_reports_menu_item")
def audit_menu_item():
    return AuditMenuItem(_("Who did what"), reverse("audit-entries"), name="audit", icon_name="history", order=70)


@hooks.register("register_reports_menu_item")
def access_menu_item():
    return AccessMenuItem(_("Who looked at what"), reverse("access-entries"), name="access", icon_name="view", order=71)


@hooks.register("register_permissions")
def audit_permissions():
    return Permission.objects.filter(
        content_type__app_label="trust", codename__in=["view_auditentry", "view_accessentry"]
    )
