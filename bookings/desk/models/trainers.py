"""Who gives what we are asked for, when they can, and what they are bound to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from bookings.desk.enums import ActivityKind, SlotState, Weekday
from bookings.desk.models.requests import BookingRequest
from bookings.desk.querysets import TrainerQuerySet, TrainerSlotQuerySet
from trust.places.enums import Province


class Trainer(models.Model):
    """Somebody who gives workshops, lectures or the play. `kinds` and `provinces` are lists of values of `ActivityKind` and `Province`."""

    wagtail_reference_index_ignore = True  # as for requests: neither this nor what hangs on it

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    phone = PhoneNumberField(_("telephone"), blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="trainer",
        help_text=_("With it, a trainer sees their own dates in the admin, and nobody else's."),
    )
    kinds = models.JSONField(_("gives"), default=list)
    provinces = models.JSONField(_("travels to"), default=list, blank=True, help_text=_("Empty: everywhere."))
    is_active = models.BooleanField(_("can be asked"), default=True)

    objects = TrainerQuerySet.as_manager()

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["name", "pk"]
        permissions = [("see_own_dates", _("See and keep one's own dates and hours as a trainer"))]

    def __str__(self) -> str:
        return self.name

    @property
    def kinds_in_words(self) -> str:
        return ", ".join(str(ActivityKind(kind).label) for kind in self.kinds if kind in ActivityKind.values)

    @property
    def provinces_in_words(self) -> str:
        return ", ".join(str(Province(name).label) for name in self.provinces if name in Province.values)


class TrainerHours(models.Model):
    """A part of each week on which a trainer can be asked. Who has none can be asked at any time."""

    trainer = models.ForeignKey(Trainer, verbose_name=_("trainer"), on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("weekly hours of a trainer")
        verbose_name_plural = _("weekly hours of trainers")
        ordering = ["weekday", "begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="trainer_hours_end_after_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.begins:%H:%M}–{self.ends:%H:%M}"


class TrainerAbsence(models.Model):
    """Days on which a trainer differs from the week: away, or there all the same (`can`)."""

    trainer = models.ForeignKey(Trainer, verbose_name=_("trainer"), on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"))
    can = models.BooleanField(_("can be asked all the same"), default=False)
    why = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("exception of a trainer")
        verbose_name_plural = _("exceptions of trainers")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="trainer_absence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m-%d} – {self.last_on:%Y-%m-%d}"


class TrainerSlot(models.Model):
    """The date of a request in one trainer's calendar: proposed, agreed or released. Written by the services alone."""

    trainer = models.ForeignKey(Trainer, verbose_name=_("trainer"), on_delete=models.CASCADE, related_name="slots")
    request = models.ForeignKey(
        BookingRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name="slots"
    )
    state = models.CharField(_("state"), max_length=10, choices=SlotState)
    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(_("revision for calendars"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=now)

    objects = TrainerSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of a trainer")
        verbose_name_plural = _("dates of trainers")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trainer", "request"], name="trainer_slot_once_a_request"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="trainer_slot_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.state}"
