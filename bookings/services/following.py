"""What a series would do to its dates: those that follow it, those that go their own way, those that its rule no longer names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import now

from bookings.enums import ON_THE_DATE, EventState
from bookings.models import Event, Series
from bookings.occurrences import days
from bookings.services.events import FOLLOWED
from bookings.services.series import _said


@dataclass(frozen=True)
class Follower:
    """A future date. `changes`: the names of fields that become other ones; `told`: how many people hear of it."""

    event: Event
    own_way: bool
    in_rule: bool
    changes: tuple[str, ...] = ()
    told: int = 0


def followers(series: Series) -> list[Follower]:
    """Each future date of `series`, saved or not yet, as `apply_series` would leave it; in two queries. Raises `RuleNotUnderstood`."""
    ahead = list(
        Event.objects.filter(series=series.pk, deleted_at=None, starts_at__gt=now())
        .exclude(occurs_on=None)
        .exclude(state=EventState.CANCELLED)
        .annotate(people=Count("registrations", filter=_hears))
        .order_by("starts_at", "pk")
    )
    if not ahead:
        return []
    last = max(event.occurs_on for event in ahead)  # type: ignore[type-var]
    named = set(days(series.rrule, starts_on=series.starts_on, until=last))  # type: ignore[arg-type]
    return [_follower(series, event, in_rule=event.occurs_on in named) for event in ahead]


_hears = Q(registrations__state__in=ON_THE_DATE) & ~Q(registrations__email="")


def _follower(series: Series, event: Any, *, in_rule: bool) -> Follower:
    if event.edited_at:
        return Follower(event, own_way=True, in_rule=in_rule)
    said: Mapping[str, Any] = _said(series, event.occurs_on)
    if series.capacity is not None and series.capacity < event.seats_taken:
        said = {**said, "capacity": event.seats_taken}
    changes = tuple(name for name, value in said.items() if getattr(event, name) != value)
    told = event.people if FOLLOWED & set(changes) and event.state != EventState.DRAFT else 0
    return Follower(event, own_way=False, in_rule=in_rule, changes=changes, told=told)
