"""Series, the questions they ask, and the days on which nothing happens."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bookings.enums import QuestionKind
from bookings.models.offered import Offered


class Series(Offered):
    """What comes back by a rule: a monthly infomoment. Local hours stay the same when the clock changes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    rrule = models.CharField(
        _("repeats"),
        max_length=200,
        blank=True,
        help_text=_("A rule of RFC 5545: FREQ=MONTHLY;BYDAY=1TU. Empty: single dates."),
    )
    starts_on = models.DateField(_("first day"))
    starts_at_time = models.TimeField(_("begins at"), help_text=_("Brussels time."))
    duration_minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    ahead_days = models.PositiveSmallIntegerField(_("days ahead that dates are made"), default=190)
    skips_holidays = models.BooleanField(_("not on holidays"), default=True)
    opens_days_before = models.PositiveSmallIntegerField(
        _("registration opens, days before"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    closes_hours_before = models.PositiveSmallIntegerField(_("registration closes, hours before"), default=1)
    follow_up = models.TextField(
        _("words of the mail afterwards"), max_length=2000, blank=True, help_text=_("Empty: no mail afterwards.")
    )
    is_active = models.BooleanField(_("goes on"), default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Offered.Meta):
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("more than one", "series")
        ordering = ["title", "pk"]
        constraints = [
            *Offered.Meta.constraints,
            models.CheckConstraint(condition=Q(duration_minutes__gt=0), name="series_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question that a series asks of who registers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=160)
    help_text = models.CharField(_("explanation"), max_length=240, blank=True)
    kind = models.CharField(_("answered by"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One a line."))
    is_required = models.BooleanField(_("must be answered"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        """The choices, one a line, without empty ones."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class Holiday(models.Model):
    """A day on which no series has a date, and on which no deadline of the waiting list runs."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
