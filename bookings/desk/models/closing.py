"""What follows when it was given: how it was, and the record for who sends the invoice (spec C8, C9)."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from bookings.desk.enums import Country
from bookings.desk.models.proposals import Proposal
from bookings.desk.models.requests import BookingRequest

SCORES = [MinValueValidator(1), MaxValueValidator(5)]


class Evaluation(models.Model):
    """What an organisation thought of it, from 1 to 5, and in words. Kept without names when the request is erased."""

    request = models.OneToOneField(
        BookingRequest,
        verbose_name=_("request"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="evaluation",
    )
    kind = models.CharField(_("kind"), max_length=10)
    activity_title = models.CharField(_("activity"), max_length=255)
    given_on = models.DateField(_("given on"))
    content_score = models.PositiveSmallIntegerField(_("the content"), validators=SCORES)
    trainer_score = models.PositiveSmallIntegerField(_("the trainer"), validators=SCORES)
    practical_score = models.PositiveSmallIntegerField(_("what was arranged"), validators=SCORES)
    would_recommend = models.BooleanField(_("would recommend it"), null=True, blank=True)
    good = models.TextField(_("what was good"), max_length=2000, blank=True)
    better = models.TextField(_("what could be better"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered"), default=now, editable=False)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(content_score__range=(1, 5), trainer_score__range=(1, 5), practical_score__range=(1, 5)),
                name="evaluation_scores_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_title} {self.given_on:%Y-%m-%d}"


class InvoiceYear(models.Model):
    """The last number given in a year; its row is locked while a number is given, so that none is skipped."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("numbers of a year")
        verbose_name_plural = _("numbers of years")

    def __str__(self) -> str:
        return f"{self.year}: {self.last_number}"


class InvoiceRecord(models.Model):
    """What the bookkeeper needs, as it was agreed; numbered without a gap in its year. No bookkeeping: it is handed on as CSV and UBL.

    `lines` are mappings with `label`, `quantity` (text), `unit_cents`, `net_cents`, `vat`; `vat_lines` with `vat`, `base_cents`, `vat_cents`.
    """

    request = models.OneToOneField(
        BookingRequest, verbose_name=_("request"), on_delete=models.SET_NULL, null=True, related_name="invoice"
    )
    proposal = models.ForeignKey(
        Proposal, verbose_name=_("proposal"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    issued_on = models.DateField(_("dated"))
    due_on = models.DateField(_("to be paid by"))
    delivered_on = models.DateField(_("given on"))
    buyer_name = models.CharField(_("organisation"), max_length=160)
    buyer_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    buyer_is_vat_liable = models.BooleanField(_("liable for VAT"), default=False)
    buyer_street = models.CharField(_("street and number"), max_length=120, blank=True)
    buyer_postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    buyer_city = models.CharField(_("municipality"), max_length=80, blank=True)
    buyer_country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.BELGIUM)
    peppol_id = models.CharField(
        _("Peppol id"), max_length=60, blank=True, help_text=_("Scheme and number: 0208:0123456789.")
    )
    purchase_order = models.CharField(_("purchase order"), max_length=60, blank=True)
    reference = models.CharField(_("reference of the request"), max_length=9, blank=True, editable=False)
    description = models.CharField(_("what for"), max_length=300)
    lines = models.JSONField(_("lines"), default=list)
    vat_lines = models.JSONField(_("VAT"), default=list)
    net_cents = models.PositiveIntegerField(_("without VAT, in cents"))
    vat_cents = models.PositiveIntegerField(_("VAT, in cents"))
    made_at = models.DateTimeField(_("made"), default=now, editable=False)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("invoice record")
        verbose_name_plural = _("invoice records")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="invoice_number_once_a_year"),
            models.CheckConstraint(condition=Q(number__gt=0), name="invoice_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """`2027-0003`."""
        return f"{self.year}-{self.number:04}"

    @property
    def payment_reference(self) -> str:
        """`+++202/7000/00341+++`: the structured communication of Belgian banks, whose last two digits check the others (the rest by 97)."""
        digits = f"{self.year}{self.number:06}"
        check = int(digits) % 97 or 97
        return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}{check:02}+++"

    @property
    def total_cents(self) -> int:
        return self.net_cents + self.vat_cents


class RequestTally(models.Model):
    """How many requests were erased since: for funders, who ask of earlier years what nobody may keep by name (spec H10).

    A request that is still there is counted from its row; only together do they make a year.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=10)
    province = models.CharField(_("region"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=14)
    requests = models.PositiveIntegerField(_("requests"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)

    class Meta:
        verbose_name = _("count of erased requests")
        verbose_name_plural = _("counts of erased requests")
        ordering = ["year", "kind", "province", "state"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "province", "state"], name="request_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.state}: {self.requests}"
