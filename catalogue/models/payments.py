"""Money that is asked, comes in and goes back, whatever it is for: an order, or a date of the calendar (spec B16)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from catalogue.enums import CaseKind, PaymentState
from catalogue.querysets import PaymentQuerySet


class Payment(models.Model):
    """One attempt to pay something (`payable`: its kind in `catalogue.payments.payables`, and its public id), as one Checkout Session of Stripe.

    `refunded_cents` is what Stripe says was given back in all: set, never added to.
    """

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payable_kind = models.CharField(_("what for"), max_length=20)
    payable_id = models.UUIDField(_("of which"), db_index=True)
    reference = models.CharField(_("reference"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PaymentState, default=PaymentState.OPEN)
    amount_cents = models.PositiveIntegerField(_("amount in cents"))
    refunded_cents = models.PositiveIntegerField(_("given back, in cents"), default=0)
    session_id = models.CharField(_("session at Stripe"), max_length=120, blank=True, db_index=True)
    intent_id = models.CharField(_("payment at Stripe"), max_length=120, blank=True, db_index=True)
    method = models.CharField(_("by"), max_length=40, blank=True)
    checkout_url = models.URLField(_("page of Stripe"), max_length=1000, blank=True)
    expires_at = models.DateTimeField(_("open until"), db_index=True)
    made_at = models.DateTimeField(_("begun"), default=now)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    checked_at = models.DateTimeField(_("asked of Stripe"), null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payable_kind", "payable_id"],
                condition=Q(state__in=["open", "processing"]),
                name="payment_one_attempt_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_asks_something"),
            models.CheckConstraint(
                condition=Q(refunded_cents__lte=F("amount_cents")), name="payment_refunds_no_more_than_was_paid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.amount_cents}"


class Refund(models.Model):
    """Money that we ask Stripe to give back. Its `public_id` is the idempotency key; what Stripe then says counts in `Payment.refunded_cents`."""

    wagtail_reference_index_ignore = True  # as for payments

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payment = models.ForeignKey(Payment, verbose_name=_("payment"), on_delete=models.PROTECT, related_name="refunds")
    amount_cents = models.PositiveIntegerField(_("amount in cents"))
    why = models.CharField(_("why"), max_length=200, blank=True)
    stripe_id = models.CharField(_("refund at Stripe"), max_length=120, blank=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked"), default=now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["asked_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="refund_gives_something")]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount_cents}"


class StripeEvent(models.Model):
    """That an event of Stripe came: once each, whatever it was about. Nothing of its content is kept."""

    wagtail_reference_index_ignore = True  # as for payments

    event_id = models.CharField(_("number at Stripe"), max_length=120, unique=True)
    kind = models.CharField(_("what it says"), max_length=80)
    made_at = models.DateTimeField(_("happened"))
    received_at = models.DateTimeField(_("came in"), default=now, db_index=True)

    class Meta:
        verbose_name = _("event of Stripe")
        verbose_name_plural = _("events of Stripe")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class PaymentCase(models.Model):
    """Something about money that only a human can settle, open until somebody says how (spec D7)."""

    payment = models.ForeignKey(Payment, verbose_name=_("payment"), on_delete=models.CASCADE, related_name="cases")
    kind = models.CharField(_("what"), max_length=14, choices=CaseKind)
    amount_cents = models.PositiveIntegerField(_("amount in cents"), default=0)
    opened_at = models.DateTimeField(_("since"), default=now)
    closed_at = models.DateTimeField(_("settled"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    how = models.CharField(_("how"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("case about a payment")
        verbose_name_plural = _("cases about payments")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "kind"], condition=Q(closed_at=None), name="payment_case_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.payment}"
