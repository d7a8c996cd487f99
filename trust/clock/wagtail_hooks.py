"""What staff see of this room in the admin; found by `trust.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.todo import TodoItem, register_todo
from trust.clock.reports import SEE, ClockReportView
from trust.clock.services import clock_has_stopped, failing_jobs


@hooks.register("register_admin_urls")
def clock_addresses():
    return [
        path("reports/clock/", ClockReportView.as_view(), name="clock-runs"),
        path("reports/clock/results/", ClockReportView.as_view(results_only=True), name="clock-runs-results"),
    ]


class ClockMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE)


@hooks.register("register_reports_menu_item")
def clock_menu_item():
    return ClockMenuItem(gettext_lazy("Clock"), reverse("clock-runs"), name="clock", icon_name="time", order=80)


@hooks.register("register_permissions")
def clock_permissions():
    return Permission.objects.filter(content_type__app_label="trust", codename="view_clockrun")


@register_todo
def clock_in_trouble(user) -> list[TodoItem]:
    """A clock that stopped, and jobs that went wrong the last time."""
    if not user.has_perm(SEE):
        return []
    url, wrong = reverse("clock-runs"), len(failing_jobs())
    label = ngettext("periodic job that went wrong", "periodic jobs that went wrong", wrong)
    return [
        TodoItem(_("The clock has stopped"), int(clock_has_stopped()), url, urgent=True, counted=False),
        TodoItem(label, wrong, f"{url}?went_wrong=true", urgent=True),
    ]
