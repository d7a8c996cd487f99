"""The board: a column a state, the oldest card on top; a card moves where it may (spec C6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from bookings.desk.admin.ages import age, alarm, holidays_until
from bookings.desk.admin.dated import date_words, with_dates
from bookings.desk.admin.filters import BoardFilterSet, name_of
from bookings.desk.admin.refusals import staff_words
from bookings.desk.admin.rights import SEE_REQUESTS, STEER_REQUESTS, TYPE_REQUESTS, request_screen
from bookings.desk.enums import BOARD_STATES, REQUEST_TRANSITIONS, Actor, RequestState
from bookings.desk.errors import DeskRefused
from bookings.desk.models import BookingRequest
from bookings.desk.services import mark_given, take_up
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, SUBMIT, guarded

MOST = 12
# What nobody outside hears of happens at once; what needs words, mails somebody or gives a number has a form of its own.
AT_ONCE: dict[tuple[str, str], Callable[..., Any]] = {
    (RequestState.NEW, RequestState.IN_DISCUSSION): take_up,
    (RequestState.PREPARED, RequestState.GIVEN): mark_given,
}
FORMS: dict[str, str] = {
    RequestState.IN_DISCUSSION: "requests:talk-again",
    RequestState.PROPOSED: "requests:draft",
    RequestState.AGREED: "requests:accept",
    RequestState.PREPARED: "requests:prepare",
    RequestState.INVOICED: "invoices:make",
    RequestState.CLOSED: "requests:close",
    RequestState.REFUSED: "requests:refuse",
    RequestState.WITHDRAWN: "requests:withdraw",
}


@dataclass(frozen=True)
class Card:
    """One request; `alarm` is empty or says why it is marked; `moves` are the states that staff may bring it to."""

    asked: BookingRequest
    when: str
    age: str
    alarm: str
    owner: str
    moves: list[tuple[str, Any]]


@dataclass
class ColumnOfCards:
    """A state, how many are in it, and the first of them."""

    state: RequestState
    count: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@guarded(SEE_REQUESTS, READ)
def board(request: HttpRequest) -> HttpResponse:
    """`…/board/`: what has a column, in as many queries with five thousand as with one."""
    filters = BoardFilterSet(request.GET, queryset=BookingRequest.objects.on_board(), request=request)
    columns = columns_of(filters.qs)
    shown = sum(len(column.cards) for column in columns)
    record_access(what="bookings.requests", by=request.user, access=Access.LIST, count=shown)  # type: ignore[arg-type]
    query = asked_for(request.GET)
    context = {
        "columns": columns,
        "filters": filters,
        "is_filtered": bool(query),
        "query": query,
        "late": sum(bool(card.alarm) for column in columns for card in column.cards),
        "may_steer": request.user.has_perm(STEER_REQUESTS),
        "may_type": request.user.has_perm(TYPE_REQUESTS),
        "page_title": _("Board of requests"),
        "breadcrumbs_items": [
            {"url": reverse("requests:index"), "label": _("Requests")},
            {"url": "", "label": _("Board")},
        ],
    }
    return TemplateResponse(request, "bookings/desk/admin/board.html", context)


def columns_of(requests: QuerySet) -> list[ColumnOfCards]:
    """The first cards of each state, each with how many are in its column: one query."""
    today, columns = localdate(), {state: ColumnOfCards(state) for state in BOARD_STATES}
    placed = requests.order_by().annotate(
        place=Window(RowNumber(), partition_by=F("state"), order_by=["received_at", "pk"])
    )
    first = BookingRequest.objects.filter(pk__in=placed.filter(place__lte=MOST).values("pk"))
    beside = requests.filter(state=OuterRef("state")).order_by().values("state").annotate(many=Count("pk"))
    found = with_dates(first).annotate(many=Subquery(beside.values("many")))
    unread = ("places", "needs", "answers", "remarks", "notes")
    holidays = holidays_until(today)
    for asked in found.select_related("owner").defer(*unread).order_by("received_at", "pk"):
        column = columns[RequestState(asked.state)]
        column.count = asked.many
        column.cards.append(card_of(asked, today, holidays))
    return list(columns.values())


def card_of(asked: BookingRequest, today, holidays) -> Card:
    since = localtime(asked.state_changed_at).date()
    return Card(
        asked,
        when=date_words(asked),
        age=age(localtime(asked.received_at).date(), today),
        alarm=alarm(asked, since, today, holidays),
        owner=name_of(asked.owner) if asked.owner else "",
        moves=moves_of(asked),
    )


def moves_of(asked: BookingRequest) -> list[tuple[str, Any]]:
    """Where staff may bring it, in the order of the states."""
    ways = REQUEST_TRANSITIONS[asked.state]
    return [(state.value, state.label) for state in RequestState if Actor.STAFF in ways.get(state, ())]


def asked_for(said: QueryDict) -> str:
    """The filters of the board as a query, and nothing else."""
    kept = QueryDict(mutable=True)
    for name in BoardFilterSet.base_filters:
        if value := said.get(name):
            kept[name] = value
    return kept.urlencode()


@request_screen(STEER_REQUESTS, SUBMIT)
def move(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/move/`: a card was dropped on a column, or its button was pressed. Asks for more where more is needed."""
    to, query = request.POST.get("to", ""), asked_for(QueryDict(request.POST.get("filters", "")))
    back = reverse("requests:board") + (f"?{query}" if query else "") + f"#card-{asked.pk}"
    if to not in dict(moves_of(asked)):
        messages.warning(request, _("This request cannot go there: look how it stands now."))
        return HttpResponseRedirect(back)
    deed = AT_ONCE.get((asked.state, to))
    if deed is None:
        return HttpResponseRedirect(reverse(FORMS[to], args=[asked.pk]))
    try:
        deed(public_id=asked.public_id, by=request.user)
    except DeskRefused as refusal:
        messages.error(request, staff_words(refusal))
    else:
        said = {"name": asked.organisation_name, "state": RequestState(to).label}
        messages.success(request, capfirst(_("%(name)s: %(state)s.") % said))
    return HttpResponseRedirect(back)


patterns = [
    path("board/", board, name="board"),
    path("<int:pk>/move/", move, name="move"),
]
