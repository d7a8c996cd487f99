"""What waits at the desk, on the dashboard; one query a line."""

from __future__ import annotations

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bookings.desk.admin.rights import STEER_REQUESTS
from bookings.desk.enums import ProposalState, RequestState
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.terms import REMIND_PROPOSAL_BEFORE
from cms.todo import TodoItem, register_todo


def _list(query: str) -> str:
    return f"{reverse('requests:index')}?{query}"


def _item(found: QuerySet, of: str, query: str, one: str, many: str, *, urgent: bool = False) -> list[TodoItem]:
    """How many there are, with the way to the request when it is one, else to the list of them; `of` names the request's key."""
    counted = found.order_by().aggregate(count=Count("pk"), first=Min(of))
    count = counted["count"]
    url = reverse("requests:detail", args=[counted["first"]]) if count == 1 else _list(query)
    return [TodoItem(one if count == 1 else many, count, url, urgent=urgent)]


@register_todo
def requests_to_answer(user) -> list[TodoItem]:
    """Requests that nobody took up yet."""
    if not user.has_perm(STEER_REQUESTS):
        return []
    new = BookingRequest.objects.unanswered()
    return _item(new, "pk", f"state={RequestState.NEW}", _("request to answer"), _("requests to answer"), urgent=True)


@register_todo
def requests_overdue(user) -> list[TodoItem]:
    """Requests that wait longer for us than they should; new ones have their own line."""
    if not user.has_perm(STEER_REQUESTS):
        return []
    late = BookingRequest.objects.overdue().exclude(state=RequestState.NEW)
    one, many = _("request waits too long for us"), _("requests wait too long for us")
    return _item(late, "pk", "overdue=on", one, many, urgent=True)


@register_todo
def proposals_that_end(user) -> list[TodoItem]:
    """Proposals without an answer that stand for a few days more: call them."""
    if not user.has_perm(STEER_REQUESTS):
        return []
    soon = Proposal.objects.filter(state=ProposalState.SENT, valid_until__lte=localdate() + REMIND_PROPOSAL_BEFORE)
    one, many = _("proposal ends soon without an answer"), _("proposals end soon without an answer")
    return _item(soon, "request_id", f"state={RequestState.PROPOSED}", one, many)


@register_todo
def requests_to_invoice(user) -> list[TodoItem]:
    """What was given and has no invoice record yet."""
    if not user.has_perm(STEER_REQUESTS):
        return []
    given = BookingRequest.objects.filter(state=RequestState.GIVEN)
    return _item(given, "pk", f"state={RequestState.GIVEN}", _("request to invoice"), _("requests to invoice"))
