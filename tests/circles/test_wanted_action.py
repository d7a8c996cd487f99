"""The action that says what groups of a region look for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from circles.enums import CircleState
from circles.models import MapSnapshot
from circles.services import change_circle, publish_map
from cms.actions import action_choices, find_actions
from cms.services.roles import CIRCLES
from tests.factories import user_with_role
from tests.factories.circles import RegionFactory, a_group

pytestmark = pytest.mark.django_db


def wanted(region, people: int, verbinder: bool = False):
    circle = a_group(region=region, state=CircleState.MET)
    change_circle(
        public_id=circle.public_id, name="", wanted=people, verbinder_wanted=verbinder, by=user_with_role(CIRCLES)
    )


def target(region) -> str:
    return f"groups:{region.public_id}"


def test_an_editor_chooses_a_region():
    region = RegionFactory()
    assert any((target(region), region.name) in choices for _label, choices in action_choices())


def test_nothing_is_said_before_the_next_batch_of_the_map():
    region = RegionFactory()
    wanted(region, 2)

    assert find_actions([target(region)]) == {}
    publish_map()
    (action,) = find_actions([target(region)]).values()

    assert action.href == reverse("circles-linkgroep")
    assert len(action.words) == 1
    assert "2" in action.words[0]
    assert "verbinder" not in action.words[0]


def test_who_looks_for_a_verbinder_alone_leads_to_volunteering():
    region = RegionFactory()
    wanted(region, 0, verbinder=True)
    publish_map()

    (action,) = find_actions([target(region)]).values()

    assert action.href == reverse("circles-volunteer")
    assert "verbinder" in action.words[0]


def test_it_costs_the_same_for_more_regions_and_passes_over_what_is_gone(django_assert_num_queries):
    regions = [RegionFactory(places=[name]) for name in ("Leuven", "Gent", "Aalst")]
    for region in regions:
        wanted(region, 1)
    publish_map()
    for count in (1, 3):
        with django_assert_num_queries(2):
            assert len(find_actions([target(region) for region in regions[:count]])) == count
    MapSnapshot.objects.update(wanted=[{"region": "gone", "people": 1, "verbinder": False}])
    assert find_actions([target(regions[0]), "groups:nonsense"]) == {}
