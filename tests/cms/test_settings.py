"""The production settings refuse what would hurt, in words that say what to do."""

from __future__ import annotations

import os
import string
import subprocess
import sys

import pytest
from django.conf import settings

from cms.settings.database import database
from cms.settings.storage import media_origin, media_storage

ENVIRONMENT = {
    "SECRET_KEY": string.printable[:62],
    "PRIVACY_KEY": string.printable[61::-1],
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://lus@127.0.0.1:5432/lus",
    "EMAIL_URL": "dummymail://",
}


def start(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run `command` of manage.py under the production settings, with `environment` beside what they need."""
    wanted = {
        **ENVIRONMENT,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "PATH": os.environ["PATH"],
        **environment,
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=wanted,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_every_deploy_check_without_a_warning():
    outcome = start("check", "--deploy", "--fail-level", "WARNING")

    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_production_does_not_start_without_what_it_needs(name):
    outcome = start("check", **{name: ""})

    assert outcome.returncode != 0
    last = outcome.stderr.strip().splitlines()[-1]
    assert last.strip().startswith(f"{name}:")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("PRIVACY_KEY", "short"),
        ("PRIVACY_KEY", ENVIRONMENT["SECRET_KEY"]),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "other.example.org"),
        ("BASE_URL", "www.example.org"),
    ],
)
def test_production_does_not_start_with_what_is_unsafe(name, value):
    outcome = start("check", **{name: value})

    assert outcome.returncode != 0
    assert name in outcome.stderr.strip().splitlines()[-1]


def test_a_bucket_is_read_from_its_address():
    storage = media_storage(
        "s3://key:se%2Fcret@storage.example.org:9000/lus?region=eu&scheme=http&public=https://media.example.org"
    )

    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"] == {
        "bucket_name": "lus",
        "endpoint_url": "http://storage.example.org:9000",
        "access_key": "key",
        "secret_key": "se/cret",
        "region_name": "eu",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": False,
        "custom_domain": "media.example.org",
    }


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("", ""),
        ("s3://key:secret@storage.example.org/lus", "https://storage.example.org"),
        ("s3://key:secret@storage.example.org:9000/lus?scheme=http", "http://storage.example.org:9000"),
        ("s3://key:secret@storage.example.org/lus?public=https://media.example.org/", "https://media.example.org"),
        ("s3://key:secret@storage.example.org/lus?public=https://cdn.example.org/lus", "https://cdn.example.org"),
    ],
)
def test_where_browsers_fetch_what_the_store_holds(url, origin):
    assert media_origin(url) == origin


def test_pages_may_show_and_play_what_the_store_holds():
    show = "from django.conf import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['media-src'])"

    told = start("shell", "--no-imports", "--command", show, MEDIA_URL="s3://key:secret@storage.example.org/lus").stdout

    assert told.splitlines()[-1] == "[\"'self'\", 'https://storage.example.org']"


@pytest.mark.parametrize("url", ["", "/media/"])
def test_without_a_bucket_files_live_in_a_folder(url):
    assert media_storage(url) == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


@pytest.mark.parametrize("url", ["ftp://host/bucket", "s3://host", "s3:///bucket"])
def test_a_media_address_that_makes_no_sense_is_refused(url):
    with pytest.raises(ValueError, match="MEDIA_URL"):
        media_storage(url)


def test_sqlite_locks_before_it_reads_and_reaches_the_disk():
    options = database("sqlite:///var/some.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
