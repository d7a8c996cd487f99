"""Who comes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from bookings.enums import ON_THE_DATE, STATES_WITH_SEATS, RegistrationState, Source
from bookings.models.events import Event
from bookings.querysets import RegistrationQuerySet


class Registration(models.Model):
    """One person's place on a date, or in its waiting list, with companions as a number.

    `queued_at` is when the address was confirmed for the waiting list: the order is (`queued_at`, `pk`). `needs` has a term of its own (B14).
    `seats_held` is 0 for who waits, who confirms for the waiting list, and who walked in beyond the last seat; else `seats`. Its sum over a date is
    `Event.seats_taken`. `price_cents` is kept from when the seat became theirs: who was asked an amount pays that, whatever the date costs later.
    `held_until` is for an address to be confirmed, then for the money.
    """

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, verbose_name=_("date"), on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState, default=RegistrationState.HELD, db_index=True
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    seats_held = models.PositiveSmallIntegerField(
        _("seats held"), default=0, editable=False, help_text=_("What it adds to the seats taken of its date.")
    )
    price_cents = models.PositiveIntegerField(
        _("price of a seat in cents"), default=0, editable=False, help_text=_("What was asked for it; 0: nothing.")
    )
    needs = models.TextField(_("what they need"), max_length=600, blank=True)
    answers = models.JSONField(
        _("answers"), default=list, blank=True, help_text=_("Pairs of question and answer, as they were asked.")
    )
    remarks = models.TextField(_("note of staff"), max_length=600, blank=True)
    source = models.CharField(_("came through"), max_length=8, choices=Source, default=Source.SITE)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("registered"), default=now, db_index=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    held_until = models.DateTimeField(_("seat held until"), null=True, blank=True, editable=False)
    queued_at = models.DateTimeField(_("on the waiting list since"), null=True, blank=True, editable=False)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True, editable=False)
    offered_until = models.DateTimeField(_("offer stands until"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    attended = models.BooleanField(_("was there"), null=True, blank=True)
    delete_on = models.DateField(_("erased on"), db_index=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["event", "state", "queued_at", "id"], name="registration_queue"),
            models.Index(fields=["state", "held_until"], name="registration_held"),
            models.Index(fields=["state", "offered_until"], name="registration_offered"),
        ]
        constraints = [
            models.UniqueConstraint(
                F("event"),
                Lower("email"),
                condition=Q(state__in=sorted(ON_THE_DATE)) & ~Q(email=""),
                name="registration_once_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.OFFERED) | Q(offered_until__isnull=False),
                name="registration_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.WAITING) | Q(queued_at__isnull=False),
                name="registration_waiting_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(seats_held=0) | Q(state__in=sorted(STATES_WITH_SEATS), seats_held=F("companions") + 1),
                name="registration_holds_its_seats",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["pending", "offered", "to-pay"]) | Q(seats_held__gt=0),
                name="registration_offer_holds_seats",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.TO_PAY) | Q(held_until__isnull=False, price_cents__gt=0),
                name="registration_to_pay_has_a_price_and_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.state}"

    @property
    def online_url(self) -> str:
        """The link to join (spec B11): for who has a seat for good on an online date that goes on; empty for everybody else."""
        tells = self.state == RegistrationState.CONFIRMED and self.event.is_online and self.event.takes_place
        return self.event.online_url if tells else ""

    @property
    def seats(self) -> int:
        """The person and who comes along."""
        return 1 + self.companions

    @property
    def amount_cents(self) -> int:
        """What is asked for all of them."""
        return self.price_cents * self.seats
