"""A worker process of a test: the test database, and the queue that the environment names."""

import os

from cms.settings import tasks
from cms.settings.test import *  # noqa: F403  (the test settings, but for the queue)

TASKS = tasks.TASKS
DATABASES["default"]["NAME"] = os.environ["WORKER_DATABASE"]  # noqa: F405
