"""Calling a worker for queued mail: one that comes sends all that is there, so a process that queues many calls now and then, not after each."""

from __future__ import annotations

import logging
from threading import Lock, Timer
from time import monotonic

from django.conf import settings
from django.db import connections

from trust.outbox.tasks import send_due_mail
from trust.queue.services import waits

logger = logging.getLogger(__name__)


class Bell:
    """At once, unless it rang less than `OUTBOX_WAKE_SECONDS` ago: then who rings next does it, or, when nobody does, a timer after twice that time.

    A process that dies in between leaves its last mails to the clock's `send_mail`, as one that dies right after a commit does.
    """

    def __init__(self) -> None:
        self._lock, self._rang_at = Lock(), float("-inf")
        self._later: Timer | None = None

    def ring(self) -> None:
        """Raises when the queue is away."""
        with self._lock:
            if monotonic() - self._rang_at < settings.OUTBOX_WAKE_SECONDS:
                if self._later is None or not self._later.is_alive():  # a fork of this process has no timer
                    self._later = Timer(2 * settings.OUTBOX_WAKE_SECONDS, self._ring_later)
                    self._later.start()
                return
            self._take_turn()
        _call()

    def _take_turn(self) -> None:
        if self._later is not None:
            self._later.cancel()  # who rings now does it on a connection that is there: a timer's thread has to open one
        self._later, self._rang_at = None, monotonic()

    def _ring_later(self) -> None:
        with self._lock:
            self._take_turn()
        try:
            _call()
        except Exception:  # the clock finds the mail
            logger.exception("mail waits for the clock: no worker could be called")
        finally:
            connections.close_all()


def _call() -> None:
    if not waits(task_path=send_due_mail.module_path):
        send_due_mail.enqueue()


bell = Bell()
