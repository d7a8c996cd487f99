"""Municipalities of nowhere: those of the table are there already."""

from __future__ import annotations

import factory

from trust.places.enums import PopulationClass, Province
from trust.places.models import Municipality


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """Small, somewhere near Leuven, without neighbours."""

    class Meta:
        model = Municipality

    name = factory.Sequence(lambda number: f"Nergenshuizen {number}")
    province = Province.FLEMISH_BRABANT
    population_class = PopulationClass.UNDER_10_000
    latitude = 50.88
    longitude = 4.7
