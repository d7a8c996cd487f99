"""Workers that are killed at each step: nothing is lost, and nothing is doubled outside the one window that docs/adr/0013 names."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.factories.outbox import OutboundEmailFactory
from tests.trust.outbox.nursery import STEPS, WINDOW, step_of
from trust.outbox.enums import MailState
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]


def database_url() -> str:
    """The database of this test, for another process."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{here['NAME']}"
    return f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"


def raise_workers(port: int, *flags: str) -> int:
    """Workers until everything is sent. Returns how many were killed on the way."""
    env = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "-m", "tests.trust.outbox.nursery", str(port), *flags]
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=180
    )  # seconds are enough; the machine may be busy
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout)


def queue(number: int) -> dict[str, int]:
    """That many mails; number by Message-ID."""
    mails = [OutboundEmailFactory.build(subject=str(each), text="Dag. " * 200) for each in range(number)]
    return {mail.message_id: int(mail.subject) for mail in OutboundEmail.objects.bulk_create(mails)}


def test_two_hundred_mails_survive_a_worker_killed_at_each_step(mail_server):
    numbers = queue(200)

    killed = raise_workers(mail_server.port)

    doubled = Counter(step_of(numbers[each]) for each, times in mail_server.times.items() if times > 1)
    fatal = [step_of(number) for number in numbers.values()]
    assert killed == sum(step != "lives" for step in fatal)
    assert set(mail_server.times) == set(numbers), "none lost"
    assert doubled == {step: fatal.count(step) for step in WINDOW}, "none doubled elsewhere"
    assert max(mail_server.times.values()) == 2
    assert OutboundEmail.objects.filter(state=MailState.SENT).count() == 200


def test_worker_that_notes_before_it_sends_loses_mail(mail_server):
    """The control: with the order of two steps changed, the same killing loses mail."""
    numbers = queue(len(STEPS))

    raise_workers(mail_server.port, "note-first")

    lost = {step_of(numbers[each]) for each in set(numbers) - set(mail_server.times)}
    assert lost >= {"handed over", "receiver named", "half the text sent"}
