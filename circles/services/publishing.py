"""Batches of the public map (docs/adr/0028)."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import SystemRandom

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from circles.anonymity import next_snapshot
from circles.models import Circle, MapSnapshot, SignUp
from circles.terms import BATCH_AT_LEAST, BATCH_AT_MOST, RESTS

ONLY = 1


def publish_map() -> bool:
    """Publish the next snapshot when its time has come, and draw by lot when the one after comes. Returns whether it did; two at once publish
    once. Counted is who signed up at least `RESTS` ago, looks for a linkgroep and has said where they live.
    """
    moment = now()
    snapshot = MapSnapshot.objects.filter(pk=ONLY).first()
    if snapshot is None:
        return _begin(moment)
    if snapshot.next_at > moment:
        return False
    return _publish(moment)


def _begin(moment: datetime) -> bool:
    """The first, which shows nothing yet: what is shown next hangs on what was shown."""
    try:
        with transaction.atomic():
            MapSnapshot.objects.create(pk=ONLY, made_at=moment, next_at=moment)
    except IntegrityError:  # the other of two at once was first
        return False
    return _publish(moment)


@transaction.atomic
def _publish(moment: datetime) -> bool:
    snapshot = MapSnapshot.objects.select_for_update().get(pk=ONLY)
    if snapshot.next_at > moment:
        return False
    snapshot.shown = next_snapshot(shown=snapshot.shown, municipalities=_counted(moment - RESTS))
    snapshot.wanted = _wanted()
    snapshot.made_at, snapshot.next_at = moment, moment + _wait()
    snapshot.save(update_fields=["shown", "wanted", "made_at", "next_at"])
    return True


def _counted(before: datetime) -> list[str]:
    people = SignUp.objects.for_linkgroep().looking().filter(signed_at__lte=before, municipality__isnull=False)
    return list(people.order_by().values_list("municipality__slug", flat=True))


def _wanted() -> list[dict]:
    """What groups look for, in the numbers that staff wrote; which group it is, is not told."""
    groups = Circle.objects.looking_for_people().filter(region__isnull=False).select_related("region")
    found = [
        {"region": circle.region.slug, "people": circle.wanted, "verbinder": circle.verbinder_wanted}
        for circle in groups
        if circle.region
    ]
    return sorted(found, key=lambda one: (one["region"], one["people"], one["verbinder"]))


def _wait() -> timedelta:
    """By lot, in seconds: nobody can tell when the next batch comes."""
    least, most = int(BATCH_AT_LEAST.total_seconds()), int(BATCH_AT_MOST.total_seconds())
    return timedelta(seconds=SystemRandom().randint(least, most))
