"""How many people a date had, with those whose data is erased: for charts and funders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, F, Sum

from bookings.enums import RegistrationState
from bookings.models import Event, Registration

PRESENCE = {True: "came", False: "stayed-away", None: "unknown"}


def counts_of(events: Iterable[Event]) -> dict[int, Counter[str]]:
    """For each date (primary key), people by `source/state/presence`; one query however many dates. Companions count as people."""
    found = {event.pk: Counter(event.erased_counts) for event in events}
    rows = (
        Registration.objects.filter(event__in=found)
        .exclude(state=RegistrationState.HELD)
        .values_list("event_id", "source", "state", "attended")
        .annotate(people=Count("pk") + Sum(F("companions")))
        .order_by("event_id")
    )
    for event_id, source, state, attended, people in rows:
        found[event_id][f"{source}/{state}/{PRESENCE[attended]}"] += people
    return found
