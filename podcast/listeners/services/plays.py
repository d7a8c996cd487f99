"""Counting plays."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from podcast.models import DailyPlays


def count_play(*, episode_id: int, day: date) -> None:
    """One play more of an episode on `day`. Two at once are two: the database adds."""
    row = DailyPlays.objects.filter(episode_id=episode_id, day=day)
    if row.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            DailyPlays.objects.create(episode_id=episode_id, day=day, count=1)
    except IntegrityError:  # somebody else's play was the first of the day, or the episode is gone
        row.update(count=F("count") + 1)
