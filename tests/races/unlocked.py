"""The site with the lock on a date's seats taken away: the control of `test_http.py`, which must overbook. For tests only."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.load_settings")
application = get_wsgi_application()

from bookings.services import registering  # noqa: E402  (models can be read once the apps are there)
from tests.races.lockless import unlocked  # noqa: E402

registering.take_as_seen = unlocked
