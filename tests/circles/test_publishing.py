"""Batches of the map: when a person counts, and when no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine as clock
from django.utils.timezone import now

from circles.anonymity import APPEARS_AT
from circles.models import MapSnapshot
from circles.services import publish_map, withdraw_sign_up
from tests.factories.circles import CircleFactory, RegionFactory, SignUpFactory

pytestmark = pytest.mark.django_db

EVERYWHERE = "all"


def shown() -> int:
    """How many the map says there are, all together."""
    return MapSnapshot.objects.get().shown.get(EVERYWHERE, 0)


def minutes_until(done, *, most: int) -> int:
    """The clock starts the job each minute: after how many of them `done()`; `most` when it never was."""
    begin = now()
    for minute in range(1, most + 1):
        with clock.travel(begin + timedelta(minutes=minute), tick=False):
            publish_map()
        if done():
            return minute
    return most


@pytest.mark.parametrize("phase", range(0, 30, 3))
def test_who_tips_the_count_appears_15_to_45_minutes_later(phase):
    SignUpFactory.create_batch(APPEARS_AT - 1, signed_at=now() - timedelta(hours=2))
    publish_map()
    assert shown() == 0
    with clock.travel(now() + timedelta(minutes=phase), tick=False):
        SignUpFactory(signed_at=now())

        waited = minutes_until(lambda: shown() > 0, most=60)

    assert 15 <= waited <= 45


def test_who_leaves_is_counted_no_more_from_the_next_batch_on():
    people = SignUpFactory.create_batch(APPEARS_AT, signed_at=now() - timedelta(hours=2))
    publish_map()
    assert shown() == 10

    for mine in people[:5]:
        withdraw_sign_up(public_id=mine.public_id)

    assert shown() == 10  # the map follows at its next batch
    assert minutes_until(lambda: shown() == 0, most=60) <= 29


def test_batches_come_at_least_a_quarter_of_an_hour_apart_at_moments_that_differ():
    gaps = set()
    moment = now()
    for _batch in range(30):
        with clock.travel(moment, tick=False):
            assert publish_map()
            assert not publish_map()
        snapshot = MapSnapshot.objects.get()
        gaps.add(snapshot.next_at - snapshot.made_at)
        moment = snapshot.next_at

    assert min(gaps) >= timedelta(minutes=15)
    assert max(gaps) <= timedelta(minutes=28)
    assert len(gaps) > 10


@pytest.mark.parametrize(
    "trait", [{"state": "placed"}, {"state": "closed"}, {"kind": "lusgroep"}, {"municipality": None}, {"parent": True}]
)
def test_only_who_looks_for_a_linkgroep_somewhere_is_counted(trait):
    SignUpFactory.create_batch(APPEARS_AT, signed_at=now() - timedelta(hours=2), **trait)

    publish_map()

    assert shown() == 0


def test_what_groups_look_for_is_published_in_the_same_batch():
    region = RegionFactory()
    CircleFactory(state="met", region=region, wanted=2, verbinder_wanted=True)
    CircleFactory(state="proposed", region=region, wanted=3)

    publish_map()

    assert MapSnapshot.objects.get().wanted == [{"region": region.slug, "people": 2, "verbinder": True}]


def test_publishing_costs_the_same_with_many_people(django_assert_num_queries):
    publish_map()
    for people in (1, 30):
        SignUpFactory.create_batch(people, signed_at=now() - timedelta(hours=2))
        MapSnapshot.objects.update(next_at=now())
        with django_assert_num_queries(7):
            publish_map()
