"""The queue as staff see it: how it is, and the tasks that were given up. Never with what a task was called: that may name a person."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic import View
from wagtail.admin import messages

from trust.queue.errors import NotGivenUp
from trust.queue.models import TaskRetry
from trust.queue.services import queue_health, throw_away, try_again

SEE = "trust.view_taskretry"
STEER = "trust.change_taskretry"
SHOWN = 100


class QueueView(View):
    """GET shows; POST tries one task again, or throws it away."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        given_up = TaskRetry.objects.filter(given_up_at__isnull=False).order_by("-given_up_at", "pk")
        context = {
            "health": queue_health(),
            "given_up": list(given_up[:SHOWN]),
            "may_steer": request.user.has_perm(STEER),
            "header_title": gettext("Tasks"),
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
                {"url": "", "label": gettext("Tasks")},
            ],
        }
        return TemplateResponse(request, "trust/queue/admin/queue.html", context)

    def post(self, request):
        if not request.user.has_perm(STEER):
            raise PermissionDenied
        try:
            task_id = UUID(request.POST.get("task", ""))
            if request.POST.get("action") == "throw-away":
                throw_away(task_id=task_id, by=request.user)
                messages.success(request, gettext("The task is forgotten."))
            else:
                try_again(task_id=task_id, by=request.user)
                messages.success(request, gettext("The task is in the queue again."))
        except (ValueError, NotGivenUp):
            messages.error(request, gettext("That is not possible any more: look at the list below."))
        return redirect("task-queue")
