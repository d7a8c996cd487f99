"""How many requests there were in a year, with those that are erased: for funders (spec H10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractYear

from bookings.desk.models import BookingRequest, RequestTally
from bookings.icalendars import BRUSSELS

SORTED_BY = ("year", "kind", "province", "state")
Key = tuple[int, str, str, str]


@dataclass
class Total:
    """Requests, and how many people they were asked for."""

    requests: int = 0
    people: int = 0

    def add(self, requests: int, people: int) -> None:
        self.requests += requests
        self.people += people


def totals() -> dict[Key, Total]:
    """By year in which it came, kind, region and state; two queries."""
    found: dict[Key, Total] = defaultdict(Total)
    for *key, requests, people in counted(BookingRequest.objects.all()):
        found[tuple(key)].add(requests, people)
    for *key, requests, people in RequestTally.objects.order_by().values_list(*SORTED_BY, "requests", "people"):
        found[tuple(key)].add(requests, people)
    return dict(found)


def counted(rows: QuerySet[BookingRequest]) -> QuerySet:
    """Tuples of `SORTED_BY`, the number of requests and of people among `rows`."""
    came = ExtractYear("received_at", tzinfo=BRUSSELS)
    by_key = rows.order_by().annotate(year=came).values_list(*SORTED_BY)
    return by_key.annotate(requests=Count("pk"), people=Sum("group_size")).order_by(*SORTED_BY)
