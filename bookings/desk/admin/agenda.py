"""What happens in a month, in order: the dates of the calendar and those of requests, agreed or proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from bookings import words
from bookings.admin.rights import SEE_DATES, SEE_PEOPLE
from bookings.desk.admin.rights import SEE_REQUESTS
from bookings.desk.enums import ProposalState
from bookings.desk.models import Proposal
from bookings.enums import EventState
from bookings.models import Event
from bookings.occurrences import moment_on
from trust.viewing import READ, guarded

LIFETIME = 100  # years


@dataclass(frozen=True)
class Line:
    """`mark` is `calendar`, `agreed` or `proposed`; `url` is empty for who may not open it."""

    starts_at: datetime
    hours: str
    title: str
    where: str
    who: str
    mark: str
    said: Any
    url: str
    is_off: bool = False


@guarded(SEE_DATES, READ)
def agenda(request: HttpRequest) -> HttpResponse:
    """`/admin/agenda/?month=2027-01`: in a constant number of queries."""
    first = _month(request.GET.get("month", ""))
    after = (first + timedelta(days=32)).replace(day=1)
    begin, end = moment_on(first, time.min), moment_on(after, time.min)
    lines, public = [], set()
    if request.user.has_perm(SEE_REQUESTS):
        lines, public = _of_requests(begin, end)
    lines += _of_calendar(begin, end, public, may_open=request.user.has_perm(SEE_PEOPLE))
    context = {
        "days": _by_day(sorted(lines, key=lambda line: (line.starts_at, line.title))),
        "month": date_format(first, "F Y"),
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{after:%Y-%m}",
        "is_now": first == localdate().replace(day=1),
        "page_title": _("Agenda"),
        "breadcrumbs_items": [{"url": reverse("dates:index"), "label": _("Dates")}, {"url": "", "label": _("Agenda")}],
    }
    return TemplateResponse(request, "bookings/desk/admin/agenda.html", context)


def _month(said: str) -> date:
    """The first day of the month that was asked; of this one when that is no month, or is a lifetime away."""
    this = localdate().replace(day=1)
    try:
        first = datetime.strptime(said, "%Y-%m").date()  # noqa: DTZ007  (a month has no hour)
    except ValueError:
        return this
    return first if abs(first.year - this.year) <= LIFETIME else this


def _of_requests(begin: datetime, end: datetime) -> tuple[list[Line], set[int]]:
    """The dates that stand or wait for an answer, and the public dates that are made of them."""
    found = Proposal.objects.filter(
        state__in=[ProposalState.SENT, ProposalState.ACCEPTED], starts_at__gte=begin, starts_at__lt=end
    )
    lines, public = [], set()
    for proposal in found.select_related("request").prefetch_related("trainers").order_by("starts_at", "pk"):
        asked = proposal.request
        if asked.public_event_id:
            public.add(asked.public_event_id)
        agreed = proposal.state == ProposalState.ACCEPTED
        said = _("Request, agreed") if agreed else _("Request, proposed")
        if asked.public_event_id:
            said += ", " + _("also in the calendar")
        lines.append(
            Line(
                proposal.starts_at,
                words.hours(proposal),  # type: ignore[arg-type]
                f"{asked.activity_title}, {asked.organisation_name}",
                proposal.place,
                ", ".join(trainer.name for trainer in proposal.trainers.all()),
                "agreed" if agreed else "proposed",
                said,
                reverse("requests:detail", args=[asked.pk]),
            )
        )
    return lines, public


def _of_calendar(begin: datetime, end: datetime, public: set[int], *, may_open: bool) -> list[Line]:
    found = Event.objects.filter(deleted_at=None, starts_at__gte=begin, starts_at__lt=end).exclude(pk__in=public)
    return [
        Line(
            event.starts_at,
            words.hours(event),
            event.title,
            words.place(event),
            "",
            "calendar",
            _("Calendar, %(state)s") % {"state": event.get_state_display()},
            reverse("dates:day", args=[event.pk]) if may_open else "",
            is_off=event.state == EventState.CANCELLED,
        )
        for event in found.order_by("starts_at", "pk")
    ]


def _by_day(lines: list[Line]) -> list[tuple[date, list[Line]]]:
    days: dict[date, list[Line]] = {}
    for line in lines:
        days.setdefault(localtime(line.starts_at).date(), []).append(line)
    return list(days.items())
