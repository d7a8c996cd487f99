"""The words of the calendar as chainable methods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.timezone import now

from bookings.enums import ACTIVE_STATES, ON_THE_DATE, PUBLIC_STATES, EventState, RegistrationState, Shown

# How long calendars go on hearing that a date is off (spec F2).
TOLD_FOR = timedelta(days=90)
# How long they keep what is behind us.
REMEMBERED_FOR = timedelta(days=366)
SEARCHED = ("title", "summary", "description", "place_name", "city")


class EventQuerySet(models.QuerySet):
    """Dates."""

    def public(self) -> EventQuerySet:
        """Those that visitors may see: planned, postponed and cancelled ones, not drafts and not what was taken away."""
        return self.filter(state__in=PUBLIC_STATES, deleted_at=None)

    def upcoming(self, at: datetime | None = None) -> EventQuerySet:
        """Those that have not ended, the first one first."""
        return self.filter(ends_at__gt=at or now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None) -> EventQuerySet:
        """Those that have ended, the latest first."""
        return self.filter(ends_at__lte=at or now()).order_by("-starts_at", "-pk")

    def touching(self, begin: datetime, end: datetime) -> EventQuerySet:
        """Those of which a part lies between two moments, in order."""
        return self.filter(starts_at__lt=end, ends_at__gt=begin).order_by("starts_at", "pk")

    def shown_as(self, state: str) -> EventQuerySet:
        """Those that visitors see in that state (`bookings.enums.Shown`)."""
        full = Q(capacity__isnull=False, seats_taken__gte=F("capacity"))
        match state:
            case Shown.FULL:
                return self.filter(full, state=EventState.PLANNED)
            case Shown.PLANNED:
                return self.filter(state=EventState.PLANNED).exclude(full)
        return self.filter(state=state)

    def holding(self, words: Iterable[Iterable[str]]) -> EventQuerySet:
        """Those whose title, words or place have, of each word, one of its forms."""
        found = self
        for forms in words:
            found = found.filter(
                reduce(or_, (Q(**{f"{field}__icontains": form}) for form in forms for field in SEARCHED))
            )
        return found

    def in_feeds(self, at: datetime | None = None) -> EventQuerySet:
        """What calendars must know: everything public of the last year and to come, and for 90 days what was cancelled or taken away."""
        at = at or now()
        since = at - TOLD_FOR
        off = Q(state=EventState.CANCELLED, state_changed_at__lt=since) | Q(deleted_at__lt=since)
        shown = self.filter(state__in=PUBLIC_STATES, ends_at__gt=at - REMEMBERED_FOR)
        return shown.exclude(off).order_by("starts_at", "pk")


class RegistrationQuerySet(models.QuerySet):
    """Registrations."""

    def active(self) -> RegistrationQuerySet:
        """Those that hold a seat or wait for one."""
        return self.filter(state__in=ACTIVE_STATES)

    def confirmed(self) -> RegistrationQuerySet:
        """Those that come."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def of_address(self, email: str) -> RegistrationQuerySet:
        """Those on the date of this address, in any case; by the index that keeps them to one a date."""
        low = self.alias(low_email=Lower("email"))
        return low.filter(state__in=sorted(ON_THE_DATE), low_email=email.strip().lower()).exclude(email="")

    def queue(self) -> RegistrationQuerySet:
        """The waiting list, in its order."""
        return self.filter(state=RegistrationState.WAITING).order_by("queued_at", "pk")
