"""A backup or restore whose process is killed: no file that looks whole, and the site as it was."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.db import connection

from home.informed.models import Subscription
from tests.trust.backup.test_backup import a_sign_up
from trust.backup.services import make_backup, restore_backup, verify_backup

pytestmark = pytest.mark.django_db(transaction=True)

START = """
import os, signal, sys
from pathlib import Path
import django; django.setup()
from django.conf import settings
settings.MEDIA_ROOT, settings.BACKUP_DIR, settings.LEDGER_FILE = (Path(path) for path in sys.argv[1:4])
settings.BACKUP_KEY = sys.argv[4]
from trust.backup import databases, services
def die(*args, **options): os.kill(os.getpid(), signal.SIGKILL)
"""
IN_THE_MEDIA = "services._add_media = die\nservices.make_backup(folder=settings.BACKUP_DIR)"
BEFORE_ITS_NAME = "services._name_it = die\nservices.make_backup(folder=settings.BACKUP_DIR)"
IN_THE_DATABASE = """
def half(source, target, size):
    target.write(source.read(200_000)); target.flush(); die()
databases.shutil.copyfileobj = half
services.restore_backup(path=Path(sys.argv[5]), replacing=True)
"""


def killed(program: str, *arguments: object) -> None:
    """Run `program` on the test database in a process that kills itself on the way."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.trust.queue.worker_settings",
        "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
    }
    given = [django_settings.MEDIA_ROOT, django_settings.BACKUP_DIR, django_settings.LEDGER_FILE]
    command = [sys.executable, "-c", START + program, *map(str, [*given, django_settings.BACKUP_KEY, *arguments])]
    ended = subprocess.run(command, cwd=django_settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.parametrize("program", [IN_THE_MEDIA, BEFORE_ITS_NAME], ids=["in the media", "before its name"])
def test_a_backup_that_is_killed_leaves_no_file_that_looks_whole(site, uploads, settings, program):
    killed(program)

    left = os.listdir(settings.BACKUP_DIR)
    assert [name for name in left if not name.startswith(".work-")] == []
    assert all((settings.BACKUP_DIR / name).stat().st_mode & 0o077 == 0 for name in left)
    # What it left goes with the first backup of another day.
    for name in left:
        os.utime(settings.BACKUP_DIR / name, (0, 0))
    assert verify_backup(path=make_backup(folder=settings.BACKUP_DIR).path).files == 2
    assert len(os.listdir(settings.BACKUP_DIR)) == 2


def test_a_restore_that_is_killed_in_the_middle_of_the_database_leaves_the_old_one(site, uploads, settings, client):
    made = make_backup(folder=settings.BACKUP_DIR)
    a_sign_up("late@example.org")

    killed(IN_THE_DATABASE, made.path)

    assert Subscription.objects.filter(email="late@example.org").exists()
    assert client.get("/readyz/").json()["checks"]["restore"] != "ok"
    restore_backup(path=made.path, replacing=True)
    assert not Subscription.objects.exists()
    assert client.get("/readyz/").json()["checks"]["restore"] == "ok"
