"""Numbers that outlive the people they count (spec H10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from circles.enums import Deed, SignUpKind


class CircleTally(models.Model):
    """How often something happened, by quarter (its first day), province and what was asked. Written when it happens; it names nobody."""

    quarter = models.DateField(_("quarter"))
    province = models.CharField(_("region"), max_length=20, blank=True)
    kind = models.CharField(_("asks"), max_length=12, choices=SignUpKind)
    deed = models.CharField(_("what happened"), max_length=16, choices=Deed)
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("tally of circles")
        verbose_name_plural = _("tallies of circles")
        ordering = ["quarter", "province", "kind", "deed"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "province", "kind", "deed"], name="circle_tally_one_line_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.province} {self.kind} {self.deed}: {self.count}"
