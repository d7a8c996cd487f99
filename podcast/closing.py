"""Episodes close of themselves: the second a consent ends, every list, page, search and answer of the site leaves them out.

The floor asks one query a request for what is private; what is closed becomes a part of it (`cms.kept`). What the clock's job does
to the page afterwards is tidying up.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from cms.kept import Closing, register_closing
from podcast.models import EpisodePage, GuestConsent


def closed_paths(at: datetime) -> QuerySet:
    """The tree paths of the live episodes of which a guest's consent does not stand at `at`."""
    return EpisodePage.objects.closed(at).order_by().values_list("path")


def next_end(at: datetime) -> QuerySet:
    """The first moment after `at` on which a standing consent ends, as text."""
    ending = GuestConsent.objects.standing(at).exclude(ends_at=None).order_by("ends_at")
    return ending.values_list(Cast("ends_at", CharField()))[:1]


register_closing(Closing(closed_paths, next_end))
