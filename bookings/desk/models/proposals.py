"""What staff propose: versions with a date, a price in lines, trainers and terms (spec C3)."""

import uuid
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from bookings.desk.enums import LineKind, ProposalState, Vat
from bookings.desk.models.requests import BookingRequest
from bookings.desk.models.trainers import Trainer


class BookingTerms(models.Model):
    """The conditions of a booking, as they were at a time. A version that a proposal names is not changed any more: write another."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    text = RichTextField(_("text"), features=["h3", "bold", "italic", "link", "ul", "ol"])
    valid_from = models.DateField(_("valid from"), default=localdate)

    class Meta:
        verbose_name = _("terms of bookings")
        verbose_name_plural = _("terms of bookings")
        ordering = ["-valid_from", "-pk"]

    def __str__(self) -> str:
        return self.version


class Proposal(models.Model):
    """One version. As a draft it can be changed, once sent never again; one at most holds. That somebody said yes (`decided_by`) stays when the date
    is called off later."""

    wagtail_reference_index_ignore = True  # as for requests: neither this nor what hangs on it

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        BookingRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name="proposals"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.DRAFT, editable=False
    )
    words = models.TextField(_("words to the organisation"), max_length=3000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300)
    trainers = models.ManyToManyField(Trainer, verbose_name=_("trainers"), related_name="+", blank=True)
    terms = models.ForeignKey(
        BookingTerms, verbose_name=_("terms"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    valid_until = models.DateField(_("valid until"))
    made_at = models.DateTimeField(_("made"), default=now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.CharField(
        _("accepted or declined by"), max_length=120, blank=True, editable=False, help_text=_("Who said so.")
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["request", "version"]
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="proposal_once_a_version"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=ProposalState.SENT), name="proposal_one_stands"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=ProposalState.ACCEPTED), name="proposal_one_holds"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=ProposalState.DRAFT), name="proposal_one_draft"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="proposal_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DRAFT) | Q(sent_at__isnull=False), name="proposal_answered_was_sent"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ACCEPTED) | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="proposal_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} v{self.version}"

    @property
    def net_cents(self) -> int:
        """Without VAT."""
        return sum(line.net_cents for line in self.lines.all())

    @property
    def vat_lines(self) -> list[tuple[Vat, int, int]]:
        """For each rate: the amount it is taken on, and the VAT, in cents, rounded once a rate (as EN 16931 BR-CO-17 asks)."""
        sums: dict[Vat, int] = {}
        for line in self.lines.all():
            sums[Vat(line.vat)] = sums.get(Vat(line.vat), 0) + line.net_cents
        return [(vat, base, vat_on(base, vat)) for vat, base in sorted(sums.items(), key=lambda pair: pair[0].percent)]

    @property
    def vat_cents(self) -> int:
        return sum(amount for _vat, _base, amount in self.vat_lines)

    @property
    def total_cents(self) -> int:
        """What the organisation pays."""
        return self.net_cents + self.vat_cents


class ProposalLine(models.Model):
    """A line of the price; `net_cents` is quantity × price, without VAT, rounded to the cent."""

    proposal = models.ForeignKey(Proposal, verbose_name=_("proposal"), on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("what for"), max_length=10, choices=LineKind, default=LineKind.FEE)
    label = models.CharField(_("description"), max_length=140)
    quantity = models.DecimalField(
        _("quantity"), max_digits=8, decimal_places=2, default=1, validators=[MinValueValidator(Decimal("0.01"))]
    )
    unit_cents = models.PositiveIntegerField(_("price each, in cents, without VAT"))
    vat = models.CharField(_("VAT"), max_length=6, choices=Vat, default=Vat.EXEMPT)
    sort_order = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("line of a proposal")
        verbose_name_plural = _("lines of proposals")
        ordering = ["sort_order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="proposal_line_has_quantity")]

    def __str__(self) -> str:
        return self.label

    @property
    def net_cents(self) -> int:
        return _cents(self.quantity * self.unit_cents)


def vat_on(base_cents: int, vat: Vat) -> int:
    """The VAT on an amount, in cents, a half upwards."""
    return _cents(Decimal(base_cents) * vat.percent / 100)


def _cents(amount: Decimal) -> int:
    return int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))
