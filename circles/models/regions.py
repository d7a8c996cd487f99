"""The regions that staff draw, each a list of municipalities, and how things stand there."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from circles.enums import RegionState


class Region(models.Model):
    """Where groups start together. What `status` promises holds until `status_until`; from then on the site says nothing but the state."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=RegionState, default=RegionState.OPEN)
    status = models.CharField(
        _("how it stands"), max_length=240, blank=True, help_text=_("One or two sentences for visitors.")
    )
    status_until = models.DateField(
        _("holds until"), null=True, blank=True, help_text=_("After this day the sentence is no longer shown.")
    )
    opens_on = models.DateField(
        _("new groups from"), null=True, blank=True, help_text=_("Of a waiting list: the day it is considered again.")
    )
    announced_at = models.DateTimeField(_("opening announced"), null=True, blank=True, editable=False)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coordinated by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who hears of calls that are late."),
    )
    municipalities = models.ManyToManyField(
        "trust.Municipality", verbose_name=_("municipalities"), through="circles.RegionPlace", related_name="+"
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def status_on(self, day: date) -> str:
        """The sentence, while it holds."""
        return self.status if self.status_until is None or day <= self.status_until else ""


class RegionPlace(models.Model):
    """A municipality lies in one region at most."""

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.CASCADE, related_name="places")
    municipality = models.OneToOneField(
        "trust.Municipality", verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="region_place"
    )

    class Meta:
        verbose_name = _("municipality of a region")
        verbose_name_plural = _("municipalities of regions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.municipality_id}"
