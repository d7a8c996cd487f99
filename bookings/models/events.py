"""Dates in the calendar."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from bookings.enums import EventState
from bookings.models.offered import Offered
from bookings.models.series import Series
from bookings.querysets import EventQuerySet


class Event(Offered):
    """One date. `seats_taken` and `has_line` are written by the services under the row's lock; a constraint keeps the first within `capacity`.

    `sequence` and `changed_at` move with each change that a calendar must follow (RFC 5545 §3.8.7.4): time, place, state, title.
    `version` moves with every change of what the row says: all but the counts and `has_line`.
    """

    public_id = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text=_("Also the UID of the date in calendars.")
    )
    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    occurs_on = models.DateField(
        _("day by the rule"), null=True, blank=True, editable=False, help_text=_("Kept when the date moves.")
    )
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.DRAFT, db_index=True)
    state_reason = models.TextField(_("why, for visitors"), max_length=600, blank=True)
    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    has_line = models.BooleanField(
        _("somebody may wait"), default=False, editable=False, help_text=_("No: nobody is on the waiting list.")
    )
    erased_counts = models.JSONField(
        _("counts of what was erased"),
        default=dict,
        editable=False,
        help_text=_("How many came, by source, state and presence; written before registrations are erased."),
    )
    edited_at = models.DateTimeField(
        _("edited by itself"), null=True, blank=True, editable=False, help_text=_("Its series no longer changes it.")
    )
    version = models.PositiveIntegerField(
        _("version"), default=0, editable=False, help_text=_("Moves with each change that staff or its series make.")
    )
    sequence = models.PositiveIntegerField(_("revision for calendars"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=now, editable=False)
    state_changed_at = models.DateTimeField(_("in this state since"), default=now, editable=False)
    deleted_at = models.DateTimeField(
        _("taken away"), null=True, blank=True, editable=False, help_text=_("Calendars are told for 90 days.")
    )
    created_at = models.DateTimeField(_("made"), default=now, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = EventQuerySet.as_manager()

    class Meta(Offered.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at", "id"], name="event_upcoming")]
        constraints = [
            *Offered.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")), name="event_never_overbooked"
            ),
            models.UniqueConstraint(
                fields=["series", "occurs_on"], condition=~Q(occurs_on=None), name="event_once_an_occurrence"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seats_left(self) -> int | None:
        """Seats that nobody has yet; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.seats_taken

    @property
    def closes_at(self) -> datetime:
        """From when on nobody registers any more."""
        return min(self.registration_closes_at or self.starts_at, self.ends_at)

    @property
    def takes_place(self) -> bool:
        """Whether it goes on, as far as is known."""
        return self.state == EventState.PLANNED and not self.deleted_at

    @property
    def is_full(self) -> bool:
        """Whether nobody more can get a seat."""
        return self.seats_left == 0
