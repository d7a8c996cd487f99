"""The test suite: nothing leaves the process, nothing stays behind. `DATABASE_URL` names PostgreSQL for the second run."""

import atexit
import shutil
import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403  (an environment is the base plus its own lines)

# One folder a process (parallel workers each have theirs): a real SQLite file, so that threads and live servers see what
# production sees, and the uploads of the tests.
SCRATCH = Path(tempfile.mkdtemp(prefix="lus-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["*"]
STYLE_GUIDE = True
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = "http://testserver"

# A test run needs no disk to have been reached, and compiles no query: each is asked a few times.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": SCRATCH / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
else:
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off -c jit=off"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
OUTBOX_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_MAILBOX = False
OUTBOX_WAKE_SECONDS = DATE_SEEN_SECONDS = 0  # a test sees what it did at once
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "tests.indexing.IndexedWhenRead", "QUEUES": ["default"]}}
MEDIA_ROOT = SCRATCH / "media"
LEDGER_FILE = str(SCRATCH / "ledger" / "erasures.jsonl")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "ERROR"
