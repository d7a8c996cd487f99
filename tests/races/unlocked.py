"""The site with the lock on a date's seats taken away: the control of `test_http.py`, which must overbook. For tests only."""

import os
import time

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.load_settings")
application = get_wsgi_application()

from bookings.models import Event  # noqa: E402  (models can be read once the apps are there)
from bookings.services import registering  # noqa: E402


def unlocked(*, event_id: int) -> Event:
    """Read without a lock, and think for a moment."""
    found = Event.objects.get(pk=event_id)
    time.sleep(0.2)
    return found


registering.lock_seats = unlocked
