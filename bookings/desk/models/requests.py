"""What organisations ask."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from bookings.desk.enums import ActivityKind, Actor, PartOfDay, RequestAudience, RequestState
from bookings.desk.querysets import BookingRequestQuerySet
from trust.references import new_reference


class BookingRequest(models.Model):
    """One request, from its form to its end. `sequence` and `changed_at` move with each change of the date that calendars follow.

    `answers` are pairs of question and answer, as the form of its kind asked them; `places` are mappings with `name`, `street`, `postcode`, `city`.
    """

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    public_id = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text=_("Also the UID of its date in calendars.")
    )
    reference = models.CharField(_("reference"), max_length=9, unique=True, default=new_reference, editable=False)
    state = models.CharField(
        _("state"), max_length=14, choices=RequestState, default=RequestState.NEW, db_index=True, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind)
    activity = models.ForeignKey(
        "bookings.ActivityPage",
        verbose_name=_("activity"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    activity_title = models.CharField(_("activity, as it was called"), max_length=255)

    organisation = models.ForeignKey(
        "trust.Organisation",
        verbose_name=_("known organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    organisation_name = models.CharField(_("organisation"), max_length=160)
    organisation_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("region"), max_length=20, blank=True, db_index=True)
    contact_name = models.CharField(_("contact"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    phone = PhoneNumberField(_("telephone"), blank=True)

    audience = models.CharField(_("for whom"), max_length=14, choices=RequestAudience)
    group_size = models.PositiveSmallIntegerField(_("how many people"))
    language = models.CharField(_("language"), max_length=40, blank=True)
    places = models.JSONField(_("where"), default=list, blank=True)
    budget_cents = models.PositiveIntegerField(_("budget in cents"), null=True, blank=True)
    needs = models.TextField(_("what is needed to take part"), max_length=600, blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)
    remarks = models.TextField(_("remarks"), max_length=2000, blank=True)
    public_wished = models.BooleanField(_("the organisation would like it in the public calendar"), default=False)
    public_event = models.OneToOneField(
        "bookings.Event",
        verbose_name=_("public date"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="booking_request",
    )

    notes = models.TextField(_("notes of staff"), max_length=4000, blank=True)
    purchase_order = models.CharField(_("purchase order"), max_length=60, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.CharField(_("came through"), max_length=8, default="site", editable=False)
    received_at = models.DateTimeField(_("received"), default=now, db_index=True, editable=False)
    state_changed_at = models.DateTimeField(_("in this state since"), default=now, editable=False)
    alarm_on = models.DateField(
        _("should be done by"), null=True, blank=True, db_index=True, editable=False, help_text=_("Working days count.")
    )
    sequence = models.PositiveIntegerField(_("revision for calendars"), default=0, editable=False)
    changed_at = models.DateTimeField(_("date changed"), default=now, editable=False)
    pack_sent_at = models.DateTimeField(_("preparation sent"), null=True, blank=True, editable=False)
    evaluation_asked_at = models.DateTimeField(_("evaluation asked"), null=True, blank=True, editable=False)
    delete_on = models.DateField(_("erased on"), db_index=True, editable=False)

    objects = BookingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["state", "received_at", "id"], name="request_board")]
        constraints = [
            models.CheckConstraint(condition=Q(group_size__gt=0), name="request_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} · {self.activity_title}"


class PreferredDate(models.Model):
    """A day that the organisation would like, at first or instead of one that was proposed."""

    request = models.ForeignKey(
        BookingRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name="preferred_dates"
    )
    on = models.DateField(_("day"))
    part = models.CharField(_("when"), max_length=10, choices=PartOfDay, default=PartOfDay.ANY)
    is_counter = models.BooleanField(_("instead of a proposed date"), default=False)
    words = models.CharField(_("their words"), max_length=300, blank=True)
    named_at = models.DateTimeField(_("named"), default=now, editable=False)

    class Meta:
        verbose_name = _("preferred date")
        verbose_name_plural = _("preferred dates")
        ordering = ["is_counter", "named_at", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.part}"


class RequestMove(models.Model):
    """One step of a request: who, when, why. The first one says that it came (`from_state` empty)."""

    wagtail_reference_index_ignore = True  # as for requests

    request = models.ForeignKey(
        BookingRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name="moves"
    )
    from_state = models.CharField(_("from"), max_length=14, choices=RequestState, blank=True)
    to_state = models.CharField(_("to"), max_length=14, choices=RequestState)
    actor = models.CharField(_("who"), max_length=14, choices=Actor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.TextField(_("why"), max_length=2000, blank=True)
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_state=F("to_state")), name="request_move_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class RequestFile(models.Model):
    """What came along with a request. Kept in the database: small, private, in every backup, and gone with its request."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        BookingRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name="files"
    )
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    content = models.BinaryField(_("content"), editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
