"""The site with the lock on a date's seats taken away: the control of `test_http.py`, which must overbook. For tests only."""

import os
import time

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.load_settings")
application = get_wsgi_application()

from bookings.models import Event  # noqa: E402  (models can be read once the apps are there)
from bookings.services import registering, seats  # noqa: E402


def unlocked(event: Event, wanted: int) -> bool:
    """Read without a lock, think for a moment, write."""
    found = Event.objects.get(pk=event.pk)
    time.sleep(0.2)
    if not seats.fits(found, wanted):
        return False
    Event.objects.filter(pk=event.pk).update(seats_taken=found.seats_taken + wanted)
    return True


registering.take_as_seen = unlocked
