"""A process that queues many mails calls for a worker now and then, and always once more after the last."""

from __future__ import annotations

import logging
import threading
import time

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tests.trust.outbox.test_queueing import queue
from trust.outbox import waking
from trust.outbox.services import queueing
from trust.queue.services import claim_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def bell(settings, monkeypatch) -> waking.Bell:
    settings.TASKS = {"default": {"BACKEND": "trust.queue.backends.DatabaseQueue", "QUEUES": ["default"]}}
    settings.OUTBOX_WAKE_SECONDS = 0.3
    made = waking.Bell()
    monkeypatch.setattr(queueing, "bell", made)
    return made


def queue_one() -> None:
    with transaction.atomic():
        queue()


def calls() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at", "pk").values_list("status", flat=True))


def wait_for(wanted: list[str]) -> None:
    until = time.monotonic() + 10
    while calls() != wanted and time.monotonic() < until:
        time.sleep(0.02)
    assert calls() == wanted


def test_first_mail_calls_at_once_and_the_rest_together():
    queue_one()
    assert calls() == ["READY"]
    claim_task(worker_id="one")  # it may have looked before the next mails were there

    for _each in range(5):
        queue_one()
    assert calls() == ["RUNNING"]

    wait_for(["RUNNING", "READY"])
    time.sleep(0.7)
    assert calls() == ["RUNNING", "READY"], "one call for all five"


def test_next_mail_calls_for_those_before_it_in_the_place_of_the_timer(monkeypatch, bell):
    rung = []
    monkeypatch.setattr(waking, "_call", lambda: rung.append(threading.current_thread()))
    queue_one()
    queue_one()
    timer = bell._later
    time.sleep(0.35)

    queue_one()
    timer.join()

    assert rung == [threading.current_thread()] * 2


def test_after_a_while_a_mail_calls_at_once_again():
    queue_one()
    claim_task(worker_id="one")
    time.sleep(0.4)

    queue_one()

    assert calls() == ["RUNNING", "READY"]


def test_queue_that_is_away_later_is_logged_and_called_the_next_time(monkeypatch, caplog, bell):
    def away():
        raise ConnectionError

    queue_one()
    claim_task(worker_id="one")
    with monkeypatch.context() as gone:
        gone.setattr(waking, "_call", away)
        with caplog.at_level(logging.ERROR, logger="trust.outbox.waking"):
            queue_one()
            bell._later.join()
    assert "no worker could be called" in caplog.text

    time.sleep(0.4)
    queue_one()
    assert calls() == ["RUNNING", "READY"]
