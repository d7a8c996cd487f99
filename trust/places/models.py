"""Postcodes with their municipality; editors correct them in the admin."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trust.places.enums import Province


class Postcode(models.Model):
    """A Belgian postcode and the municipality it belongs to since the mergers of 2025. A code that is not here falls to the nearest lower
    one in its hundred (trust.places.services).
    """

    code = models.PositiveSmallIntegerField(
        _("postcode"), primary_key=True, validators=[MinValueValidator(1000), MaxValueValidator(9999)]
    )
    municipality = models.CharField(_("municipality"), max_length=80, db_index=True)
    province = models.CharField(_("province"), max_length=20, choices=Province)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__gte=1000, code__lte=9999), name="postcode_four_digits")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.municipality}"
