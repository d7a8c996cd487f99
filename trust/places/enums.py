"""Provinces that Lus works in, and the rest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.TextChoices):
    """Flanders by province, Brussels, and elsewhere."""

    ANTWERP = "antwerp", _("Antwerp")
    LIMBURG = "limburg", _("Limburg")
    EAST_FLANDERS = "east-flanders", _("East Flanders")
    FLEMISH_BRABANT = "flemish-brabant", _("Flemish Brabant")
    WEST_FLANDERS = "west-flanders", _("West Flanders")
    BRUSSELS = "brussels", _("Brussels")
    ELSEWHERE = "elsewhere", _("Elsewhere")
