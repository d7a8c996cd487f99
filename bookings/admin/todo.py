"""What waits for staff, on the dashboard; each line only for who may do something about it, in one query a line."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import ngettext

from bookings.admin.rights import CHANGE_DATES, STEER_PEOPLE
from bookings.enums import EventState, RegistrationState
from bookings.models import Event, Registration
from cms.todo import TodoItem, register_todo

SOON, OFFER_SOON = timedelta(days=7), timedelta(hours=24)


def _first(events) -> str:
    """The day page of the first of them, else the list."""
    first = events[0] if events else None
    return reverse("dates:day", args=[first]) if first else reverse("dates:index")


@register_todo
def people_to_approve(user) -> list[TodoItem]:
    """Registrations that wait for a yes."""
    if not user.has_perm(STEER_PEOPLE):
        return []
    ahead = Registration.objects.filter(
        state=RegistrationState.PENDING, event__deleted_at=None, event__ends_at__gt=now()
    )
    dates = list(ahead.order_by("event__starts_at", "pk").values_list("event_id", flat=True))
    label = ngettext("registration to approve", "registrations to approve", len(dates))
    return [TodoItem(label, len(dates), _first(dates), urgent=True)]


@register_todo
def offers_to_call_about(user) -> list[TodoItem]:
    """Seats that are offered to people without an e-mail address: somebody has to call them before the offer ends."""
    if not user.has_perm(STEER_PEOPLE):
        return []
    offers = Registration.objects.filter(
        state=RegistrationState.OFFERED, email="", offered_until__gt=now(), offered_until__lte=now() + OFFER_SOON
    )
    dates = list(offers.order_by("offered_until", "pk").values_list("event_id", flat=True))
    label = ngettext("person to call about a free seat", "people to call about a free seat", len(dates))
    return [TodoItem(label, len(dates), _first(dates), urgent=True)]


@register_todo
def dates_without_place(user) -> list[TodoItem]:
    """Dates within a week that say neither how to join nor where."""
    if not user.has_perm(CHANGE_DATES):
        return []
    at = now()
    soon = Event.objects.public().filter(state=EventState.PLANNED, starts_at__gt=at, starts_at__lte=at + SOON)
    lacking = soon.filter(Q(is_online=True, online_url="") | Q(is_online=False, place_name="", street="", city=""))
    dates = list(lacking.order_by("starts_at", "pk").values_list("pk", flat=True))
    label = ngettext(
        "date this week without a link or a place", "dates this week without a link or a place", len(dates)
    )
    return [TodoItem(label, len(dates), _first(dates), urgent=True)]


@register_todo
def drafts_to_publish(user) -> list[TodoItem]:
    """Dates that nobody sees yet."""
    if not user.has_perm(CHANGE_DATES):
        return []
    count = Event.objects.filter(state=EventState.DRAFT, deleted_at=None, starts_at__gt=now()).count()
    label = ngettext("date to publish", "dates to publish", count)
    return [TodoItem(label, count, f"{reverse('dates:index')}?state={EventState.DRAFT}")]
