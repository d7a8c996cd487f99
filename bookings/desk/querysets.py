"""The words of the desk as chainable methods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, now

from bookings.desk.enums import BOARD_STATES, BOUND_STATES, ENDED_STATES, RequestState, SlotState


class BookingRequestQuerySet(models.QuerySet):
    """Requests."""

    def open(self) -> BookingRequestQuerySet:
        """Those that somebody still has to do something about."""
        return self.exclude(state__in=ENDED_STATES)

    def on_board(self) -> BookingRequestQuerySet:
        """Those that have a column, the oldest first."""
        return self.filter(state__in=BOARD_STATES).order_by("received_at", "pk")

    def bound(self) -> BookingRequestQuerySet:
        """Those whose date stands."""
        return self.filter(state__in=BOUND_STATES)

    def overdue(self, today: date | None = None) -> BookingRequestQuerySet:
        """Those whose next step should have been done before `today` (spec C6)."""
        return self.open().filter(alarm_on__lt=today or localdate())

    def unanswered(self) -> BookingRequestQuerySet:
        return self.filter(state=RequestState.NEW)

    def holding(self, words: str) -> BookingRequestQuerySet:
        """Those that have `words` in their reference, organisation, town, activity or contact."""
        fields = ("reference", "organisation_name", "city", "activity_title", "contact_name", "email")
        asked = Q()
        for field in fields:
            asked |= Q(**{f"{field}__icontains": words})
        return self.filter(asked)

    def past_term(self, today: date) -> BookingRequestQuerySet:
        """Those that are kept no longer."""
        return self.filter(delete_on__lt=today).order_by("pk")


class TrainerQuerySet(models.QuerySet):
    """Trainers."""

    def active(self) -> TrainerQuerySet:
        return self.filter(is_active=True)


class TrainerSlotQuerySet(models.QuerySet):
    """Dates of trainers."""

    def standing(self) -> TrainerSlotQuerySet:
        """Proposed and agreed ones."""
        return self.exclude(state=SlotState.CANCELLED)

    def touching(self, begins: datetime, ends: datetime) -> TrainerSlotQuerySet:
        """Those of which a part lies between two moments."""
        return self.filter(starts_at__lt=ends, ends_at__gt=begins)

    def of(self, trainers: Iterable[int]) -> TrainerSlotQuerySet:
        return self.filter(trainer__in=list(trainers))

    def upcoming(self, at: datetime | None = None) -> TrainerSlotQuerySet:
        return self.filter(ends_at__gt=at or now()).order_by("starts_at", "pk")
