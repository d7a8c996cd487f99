"""Provinces that Lus works in, and the rest; how big a municipality is."""

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


class PopulationClass(models.IntegerChoices):
    """How many people live in a municipality; the value is the lowest number of the class."""

    UNDER_10_000 = 0, _("under 10,000 inhabitants")
    FROM_10_000 = 10_000, _("10,000 to 20,000 inhabitants")
    FROM_20_000 = 20_000, _("20,000 to 35,000 inhabitants")
    FROM_35_000 = 35_000, _("35,000 to 60,000 inhabitants")
    FROM_60_000 = 60_000, _("60,000 to 100,000 inhabitants")
    FROM_100_000 = 100_000, _("100,000 to 150,000 inhabitants")
    FROM_150_000 = 150_000, _("150,000 to 250,000 inhabitants")
    FROM_250_000 = 250_000, _("250,000 to 500,000 inhabitants")
    FROM_500_000 = 500_000, _("500,000 inhabitants and more")

    @property
    def typical(self) -> int:
        """The number to reckon with: about what a municipality of this class has on average."""
        return TYPICAL[self]


TYPICAL = {
    PopulationClass.UNDER_10_000: 7_000,
    PopulationClass.FROM_10_000: 14_500,
    PopulationClass.FROM_20_000: 25_500,
    PopulationClass.FROM_35_000: 42_500,
    PopulationClass.FROM_60_000: 83_000,
    PopulationClass.FROM_100_000: 120_000,
    PopulationClass.FROM_150_000: 195_000,
    PopulationClass.FROM_250_000: 270_000,
    PopulationClass.FROM_500_000: 555_000,
}
