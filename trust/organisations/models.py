"""Organisations, as a public register would show them."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """One organisation with a Belgian enterprise number (ten digits, check digits right); how its invoices travel."""

    number = models.CharField(_("organisation number"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=160)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("municipality"), max_length=80, blank=True)
    is_vat_liable = models.BooleanField(_("liable for VAT"), default=False)
    peppol_id = models.CharField(
        _("Peppol id"),
        max_length=60,
        blank=True,
        help_text=_("Scheme and number: 0208:0123456789. Empty: 0208 and the organisation number."),
    )
    first_seen_at = models.DateTimeField(_("known since"), default=now, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
