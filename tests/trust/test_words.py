"""Staff read words where logs and lists hold codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now

from tests.factories import UserFactory
from tests.reading import main_words, soup
from trust.audit.models import AuditEntry
from trust.audit.services import record, record_access
from trust.audit.words import details_in_words
from trust.clock.models import ClockRun
from trust.registry import registered
from trust.words import choices, in_words, register_words

ROOT = Path(settings.BASE_DIR)
ROOMS = ["home", "bookings", "podcast", "trust", "catalogue", "circles"]


def literals(pattern: str) -> set[str]:
    """What `pattern` finds in our code."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    return {found for file in files for found in re.findall(pattern, file.read_text())}


def without_words(kind: str, codes: set[str]) -> set[str]:
    return codes - {code for code, _words in choices(kind)}


def test_code_without_words_is_shown_as_it_stands():
    assert in_words("job", "something_new") == "something_new"


def test_every_job_of_the_clock_has_words():
    assert without_words("job", {*settings.PERIODIC_JOBS, "backup"}) == set()


def test_every_term_has_words():
    rules = {rule.name for entry in registered() for rule in entry.retention}

    assert rules
    assert without_words("rule", rules) == set()


def test_every_mail_has_words():
    named = literals(r'queue(?:_staff)?_email\(\s*purpose="([a-z.-]+)"')
    made = {
        f"{app}.{file.stem.replace('_', '-')}"
        for app, folder in (("bookings", "bookings"), ("staff", "account"))
        for file in (ROOT / "templates" / folder / "emails").glob("*.html")
        if file.stem != "base"
    }

    assert len(named) > 8
    assert len(made) > 15
    assert without_words("mail", named | made) == set()


def test_every_screen_in_the_access_log_has_words():
    screens = literals(r'record_access\(\s*what="([a-z.-]+)"') | literals(r'\bwhat = "([a-z.-]+)"')

    assert len(screens) > 6
    assert without_words("screen", screens) == set()


@pytest.mark.django_db
def test_value_may_mean_another_thing_in_another_app():
    register_words("value", {"tests.done": "helemaal klaar"})
    ours = record(verb="tests.moved", details={"from": "new", "to": "done"})
    theirs = record(verb="privacy.request-moved", details={"from": "asked", "to": "done", "kind": "export"})

    assert details_in_words(ours) == "nieuw → helemaal klaar"
    assert details_in_words(theirs) == "nog niet bevestigd → gedaan; soort: toon wat jullie hebben"


@pytest.mark.django_db
def test_reports_say_it_in_words_and_filter_by_them(client, site):
    boss = UserFactory(is_superuser=True)
    client.force_login(boss)
    ClockRun.objects.create(job="send_mail", slot=now(), started_at=now())
    ClockRun.objects.create(job="run_retention", slot=now(), started_at=now())
    record_access(what="outbox.mails", by=boss)
    record(verb="staff.factor-added", about=boss, by=boss, details={"kind": "webauthn"})

    jobs = main_words(client.get(reverse("clock-runs"), {"job": "send_mail"}))
    looks = main_words(client.get(reverse("access-entries"), {"what": "outbox.mails"}))
    deeds = main_words(client.get(reverse("audit-entries"), {"verb": "staff.factor-added"}))

    assert "Mail versturen" in jobs
    assert "run_retention" not in str(soup(client.get(reverse("clock-runs"), {"job": "send_mail"})).select("tbody"))
    assert "Uitgaande mails" in looks
    assert "soort: passkey" in deeds
    assert AuditEntry.objects.filter(verb="staff.factor-added").count() == 1
