"""The admin's dashboard: what waits for you, and how the site grows."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState
from wagtail.permissions import page_permission_policy

from cms.charts import months_up_to
from cms.models import Card, LivingPromise
from cms.reports import editable_pages
from cms.todo import TodoItem, register_todo, todo_items
from home.charts import bars_by_month
from home.contact import wagtail_hooks as _contact  # noqa: F401  (Wagtail looks for one module an app)
from home.informed import wagtail_hooks as _informed  # noqa: F401


@register_todo
def pages_to_review(user) -> list[TodoItem]:
    """Pages of this user with blocks past their date."""
    pages = LivingPromise.objects.past().filter(page__live=True, page__in=editable_pages(user))
    count = pages.order_by().values("page_id").distinct().count()
    return [
        TodoItem(
            ngettext("page to review", "pages to review", count), count, reverse("promises-to-review"), urgent=True
        )
    ]


@register_todo
def pages_to_approve(user) -> list[TodoItem]:
    """Drafts that wait in the workflow for somebody of this user's groups."""
    groups = user.groups.all()
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__groupapprovaltask__groups__in=groups)
    count = waiting.distinct().count()
    label = ngettext("page that waits for your approval", "pages that wait for your approval", count)
    return [TodoItem(label, count, reverse("wagtailadmin_reports:workflow"))]


class TodoPanel(Component):
    """The first panel of the dashboard."""

    order = 10
    template_name = "home/admin/todo_panel.html"

    def get_context_data(self, parent_context):
        return {"items": todo_items(parent_context["request"].user)}


class NewsChartPanel(Component):
    """Published news by month, over a year."""

    order = 20
    template_name = "home/admin/chart_panel.html"

    def get_context_data(self, parent_context):
        today = localdate()
        shown = Card.objects.of_kind("newspage").filter(date__gte=months_up_to(today)[0])
        dates = shown.values_list("date", flat=True)
        return {"heading": _("News by month"), "bars": bars_by_month(dates, until=today)}


@hooks.register("construct_homepage_panels")
def our_panels(request, panels):
    """Ours come first; people without pages see no chart of them."""
    panels.append(TodoPanel())
    if page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
        panels.append(NewsChartPanel())
