"""How stock went, and when it runs out if that goes on (spec D2): read from the ledger, never guessed where it says too little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_current_timezone, localdate, localtime, make_aware

from catalogue.enums import MovementKind
from catalogue.models import Product

WATCHED = 90  # days back that the average is of
KNOWN_FOR, LEFT_TIMES = 28, 5  # days, and times that something left, below which nothing is said
FAR = 730  # days ahead beyond which a day would be a pretence
# What leaves, and what of that comes back: the demand is what is left of it.
LEAVING = (MovementKind.RESERVED, MovementKind.RELEASED, MovementKind.HANDED_OUT, MovementKind.RETURNED)


class Outlook(StrEnum):
    """What can be said of the day that nothing is left."""

    KNOWN = "known"
    FAR = "far"
    STILL = "still"  # nothing leaves
    TOO_LITTLE = "too-little"  # known too short, or it left too seldom
    OUT = "out"


@dataclass(frozen=True)
class Forecast:
    """`on`: the day that less than a pack is left, at `a_week` copies a week over the last `days` days; None unless `outlook` is KNOWN."""

    outlook: Outlook
    on: date | None = None
    a_week: int = 0
    days: int = 0


def forecast(product: Product, *, today: date | None = None) -> Forecast:
    """By the average of the last 90 days, or of as many as we know it; one query."""
    today = today or localdate()
    since = _midnight(today - timedelta(days=WATCHED))
    recent = Q(at__gte=since, kind__in=LEAVING)
    found = product.movements.order_by().aggregate(
        first=Min("at"), left=Sum("quantity", filter=recent), times=Count("pk", filter=recent & Q(quantity__lt=0))
    )
    if product.available < product.step:
        return Forecast(Outlook.OUT)
    known = (today - localtime(found["first"]).date()).days if found["first"] else 0
    days = min(WATCHED, known)
    if known >= WATCHED and not found["times"]:
        return Forecast(Outlook.STILL, days=days)
    if days < KNOWN_FOR or found["times"] < LEFT_TIMES:
        return Forecast(Outlook.TOO_LITTLE, days=days)
    left = -found["left"]
    if left <= 0:
        return Forecast(Outlook.STILL, days=days)
    a_week, ahead = round(7 * left / days), product.available * days // left
    if ahead > FAR:
        return Forecast(Outlook.FAR, a_week=a_week, days=days)
    return Forecast(Outlook.KNOWN, today + timedelta(days=ahead), a_week, days)


def levels(product: Product, months: list[date]) -> list[int]:
    """How many could be ordered at the end of each of `months` (their first days, in order, up to now), from the level backwards; one query."""
    month = TruncMonth("at", tzinfo=get_current_timezone())
    moved = product.movements.filter(at__gte=_midnight(months[0])).order_by().annotate(month=month)
    by_month = {localtime(at).date(): copies for at, copies in moved.values_list("month").annotate(Sum("quantity"))}
    level, found = product.available, []
    for first in reversed(months):
        found.append(level)
        level -= by_month.get(first, 0)
    return found[::-1]


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
