"""The demo's regions."""

from __future__ import annotations

import pytest

from circles.models import Region, RegionPlace
from home.demo.circles import build_regions
from home.demo.content.circles import REGIONS
from tests.factories.circles import RegionFactory

pytestmark = pytest.mark.django_db


def test_every_region_has_the_municipalities_that_it_names(site):
    build_regions()

    assert RegionPlace.objects.count() == sum(len(demo.places) for demo in REGIONS)
    assert set(Region.objects.values_list("name", flat=True)) == {demo.name for demo in REGIONS}


def test_region_that_staff_drew_keeps_its_municipality(site):
    RegionFactory(name="Van ons", places=["Leuven"])

    build_regions()

    assert RegionPlace.objects.get(municipality__name="Leuven").region.name == "Van ons"
