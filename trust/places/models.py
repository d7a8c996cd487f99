"""Postcodes and municipalities; editors correct them in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from trust.places.enums import PopulationClass, Province


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


class Municipality(models.Model):
    """A municipality with the borders of 2025. `Postcode.municipality` is its `name`.

    `latitude`, `longitude`: its main village, in decimal degrees (WGS 84). `slug` follows from the name it was made with, and stays.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    province = models.CharField(_("province"), max_length=20, choices=Province)
    population_class = models.PositiveIntegerField(_("inhabitants"), choices=PopulationClass)
    latitude = models.FloatField(_("latitude"), validators=[MinValueValidator(49.4), MaxValueValidator(51.6)])
    longitude = models.FloatField(_("longitude"), validators=[MinValueValidator(2.5), MaxValueValidator(6.5)])
    neighbours = models.ManyToManyField(
        "self",
        verbose_name=_("neighbouring municipalities"),
        blank=True,
        help_text=_("Hold Ctrl (on a Mac: Cmd) to choose more than one. It holds both ways."),
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        slug = self.slug or slugify(self.name)
        if Municipality.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("A municipality with nearly this name is there already.")})

    @property
    def inhabitants(self) -> int:
        """About how many, by its class."""
        return PopulationClass(self.population_class).typical
