"""What waits in circles, on the dashboard; one query a line."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from circles.admin.rights import MAKE_CALLS
from circles.models import Call
from cms.todo import TodoItem, register_todo


@register_todo
def calls_due(user) -> list[TodoItem]:
    """People to phone today."""
    if not user.has_perm(MAKE_CALLS):
        return []
    count = Call.objects.visible_to(user).due(localdate()).order_by().count()
    label = _("person to phone today") if count == 1 else _("people to phone today")
    return [TodoItem(label, count, reverse("circles-calls:index"))]


@register_todo
def calls_late(user) -> list[TodoItem]:
    """People whom we promised to phone before today."""
    if not user.has_perm(MAKE_CALLS):
        return []
    count = Call.objects.visible_to(user).overdue(localdate()).order_by().count()
    label = _("call that is late") if count == 1 else _("calls that are late")
    return [TodoItem(label, count, reverse("circles-calls:index"), urgent=True)]
