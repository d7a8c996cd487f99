"""What staff see of this room in the admin; found by `trust.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.todo import TodoItem, register_todo
from trust.queue.screen import SEE, QueueView
from trust.queue.services import queue_health


@hooks.register("register_admin_urls")
def queue_addresses():
    return [path("reports/queue/", QueueView.as_view(), name="task-queue")]


class QueueMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE)


@hooks.register("register_reports_menu_item")
def queue_menu_item():
    return QueueMenuItem(gettext_lazy("Tasks"), reverse("task-queue"), name="queue", icon_name="tasks", order=70)


@hooks.register("register_permissions")
def queue_permissions():
    return Permission.objects.filter(
        content_type__app_label="trust", codename__in=["view_taskretry", "change_taskretry"]
    )


@register_todo
def queue_in_trouble(user) -> list[TodoItem]:
    """Tasks that nobody takes, and those that were given up."""
    if not user.has_perm(SEE):
        return []
    health, url = queue_health(), reverse("task-queue")
    stuck = health.waiting if health.is_stuck else 0
    return [
        TodoItem(ngettext("task that nobody takes", "tasks that nobody takes", stuck), stuck, url, urgent=True),
        TodoItem(
            ngettext("task that was given up", "tasks that were given up", health.given_up),
            health.given_up,
            url,
            urgent=True,
        ),
    ]
