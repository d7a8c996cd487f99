"""A trainer's own screen: their dates and nobody else's, and their own week (spec C7)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bookings.desk.admin.rights import SEE_OWN_DATES
from bookings.desk.admin.trainer_forms import Week
from bookings.desk.enums import SlotState
from bookings.desk.models import Trainer, TrainerSlot
from bookings.desk.services.trainers import keep_week
from bookings.querysets import TOLD_FOR
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import BOTH, guarded

SHOWN = 200


@guarded(SEE_OWN_DATES, BOTH)
def mine(request: HttpRequest) -> HttpResponse:
    """`/admin/my-dates/`: what is proposed, agreed and off, of the trainer of this account; POST keeps their week."""
    context: dict[str, Any] = {
        "page_title": _("My dates"),
        "breadcrumbs_items": [{"url": "", "label": _("My dates")}],
    }
    trainer = Trainer.objects.filter(account=request.user.pk).first()
    if trainer is None:
        return TemplateResponse(request, "bookings/desk/admin/mine.html", context)
    week = Week(trainer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and week.is_valid():
        by: Any = request.user
        keep_week(trainer_id=trainer.pk, hours=week.hours.said, absences=week.absences.said, by=by)
        messages.success(request, _("Your week is kept."))
        return HttpResponseRedirect(reverse("trainer-mine"))
    slots = dates_of(trainer)
    to_come = [slot for slot in slots if slot.ends_at > now()]
    if whom := sum(slot.state == SlotState.CONFIRMED for slot in to_come):
        record_access(what="bookings.own-dates", by=request.user, access=Access.LIST, count=whom)  # type: ignore[arg-type]
    context |= {
        "trainer": trainer,
        "to_come": to_come,
        "past": [slot for slot in reversed(slots) if slot.ends_at <= now()],
        "week": week,
        "media": week.media,
    }
    return TemplateResponse(
        request, "bookings/desk/admin/mine.html", context, status=422 if request.method == "POST" else 200
    )


def dates_of(trainer: Trainer) -> list[TrainerSlot]:
    """Theirs from 90 days ago on; what was released for as long. One query."""
    since = now() - TOLD_FOR
    found = trainer.slots.filter(ends_at__gt=since).exclude(state=SlotState.CANCELLED, changed_at__lt=since)
    return list(found.select_related("request").order_by("starts_at", "pk")[:SHOWN])
