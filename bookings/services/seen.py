"""A date that many register for at once, read once a second in each process instead of for each of them.

What is kept may be old: `register` compares its version under the date's lock, and its caller judges anew when staff changed it meanwhile.
"""

from __future__ import annotations

from time import monotonic
from uuid import UUID

from django.conf import settings

from bookings.models import Event

MOST = 50
_seen: dict[UUID, tuple[float, Event]] = {}


def date_to_register_for(*, public_id: UUID) -> Event:
    """The public date `public_id` as it was at most `DATE_SEEN_SECONDS` ago. Shared: change nothing on it. Raises `Event.DoesNotExist`."""
    at, event = _seen.get(public_id, (0.0, None))
    if event is None or monotonic() - at >= settings.DATE_SEEN_SECONDS:
        event = Event.objects.public().order_by().get(public_id=public_id)
        if len(_seen) >= MOST:
            _seen.clear()
        _seen[public_id] = (monotonic(), event)
    return event
