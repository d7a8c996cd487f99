"""Getting mail out: claimed, handed over, sent, each step committed before the next (docs/adr/0013).

    claim (commit) → connect, build, put links in → hand over (commit) → the mail server takes it → sent (commit)

A worker that dies before *hand over* leaves a mail that surely did not leave: it goes back to the queue. One that dies after it leaves a mail
of which nobody knows: it is sent again with the same Message-ID. That is the one window in which somebody can get a mail twice.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from trust.audit.services import record
from trust.outbox.emails import as_message
from trust.outbox.enums import MailState
from trust.outbox.models import OutboundEmail
from trust.outbox.troubles import Trouble, trouble_of

logger = logging.getLogger(__name__)

# Seconds before the second, third … attempt: two days in all, then the mail is given up.
RETRY_AFTER = (60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
# A claim this old without a hand-over is dead. Guessed too early it does no harm: who lost the claim cannot hand over any more.
CLAIM_PATIENCE = timedelta(minutes=2)
# Longer than a whole conversation with a mail server that answers just before each time-out (EMAIL_TIMEOUT).
HANDOVER_PATIENCE = timedelta(minutes=15)
# Waits between attempts to note that a mail has left, when the database is away at that very moment.
NOTE_AGAIN_AFTER = (0.1, 0.5, 2.0, 5.0)


def worker_name() -> str:
    """This process, for people who read the row."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}"


def send_due(*, worker_id: str, limit: int = 50, seconds: float = 45) -> int:
    """Claim, hand over and commit up to `limit` due mails, one by one; take back what a dead worker left. Returns mails sent.

    Starts no mail after `seconds`. Stops at the first mail that finds no server: the others need not fail too. Call it outside of transactions.
    """
    if not settings.OUTBOX_BACKEND:
        logger.error("mail waits: no EMAIL_URL says how it leaves")
        return 0
    take_back_abandoned()
    until, sent, server = time.monotonic() + seconds, 0, _Server()
    try:
        for _number in range(limit):
            if time.monotonic() > until:
                break
            mail = _claim(worker_id)
            if mail is None:
                break
            trouble = _send(mail, server)
            sent += trouble is None
            if trouble and trouble.is_of_the_server:
                break
    finally:
        server.close()
    return sent


def take_back_abandoned(*, moment: datetime | None = None) -> int:
    """Queue again what dead workers left. Returns how many; two at once take each mail back once."""
    moment = moment or timezone.now()
    abandoned = OutboundEmail.objects.abandoned(
        claimed_before=moment - CLAIM_PATIENCE, handed_over_before=moment - HANDOVER_PATIENCE
    )
    taken = 0
    for pk in abandoned.values_list("pk", flat=True)[:500]:
        with transaction.atomic(durable=True):
            mail = abandoned.select_for_update(skip_locked=True).filter(pk=pk).first()
            if mail is None:
                continue
            if mail.handover_at:
                logger.warning("mail handed over by a worker that died: it may arrive twice (%s)", mail.public_id)
            _put_back(mail, Trouble("worker died"), at=moment)
            taken += 1
    return taken


def _claim(worker_id: str) -> OutboundEmail | None:
    """The mail that waits longest, taken by us and nobody else; None when nothing is due."""
    moment = timezone.now()
    due = OutboundEmail.objects.due(moment)
    if not due.exists():  # asked without a lock: SQLite would lock the whole database
        return None
    with transaction.atomic(durable=True):
        mail = due.select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.state, mail.claimed_at, mail.handover_at = MailState.SENDING, moment, None
        mail.claimed_by = f"{worker_id[:47]}#{token_hex(8)}"
        mail.attempts += 1
        mail.save(update_fields=["state", "claimed_at", "handover_at", "claimed_by", "attempts"])
    return mail


def _send(mail: OutboundEmail, server: _Server) -> Trouble | None:
    """Send a claimed mail. Returns what went wrong, already noted; None when it is sent."""
    try:
        message = as_message(mail)
        server.connect()
        if not _hand_over(mail):
            return Trouble("claim lost")
        server.take(message)
    except Exception as error:  # whatever one mail runs into may not keep the others from leaving
        server.close()
        trouble = trouble_of(error)
        _note_trouble(mail, trouble)
        return trouble
    _note_sent(mail, message)
    return None


def _hand_over(mail: OutboundEmail) -> bool:
    """Say that from here on nobody can know. False when the claim is no longer ours: cancelled, erased, or taken back because we were slow."""
    ours = OutboundEmail.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_by=mail.claimed_by)
    with transaction.atomic(durable=True):
        return bool(ours.update(handover_at=timezone.now()))


def _note_sent(mail: OutboundEmail, message: EmailMessage) -> None:
    """It has left, and that is the truth, whatever was decided about the row meanwhile."""
    number = getattr(getattr(message, "anymail_status", None), "message_id", None)
    for wait in (*NOTE_AGAIN_AFTER, None):
        try:
            with transaction.atomic(durable=True):
                OutboundEmail.objects.filter(pk=mail.pk).exclude(state=MailState.SENT).update(
                    state=MailState.SENT,
                    sent_at=timezone.now(),
                    next_attempt_at=None,
                    last_error="",
                    provider_id="" if number is None else str(number)[:200],
                )
        except (OperationalError, InterfaceError):
            if wait is None:
                raise
            if not connection.in_atomic_block:
                connection.close()
            time.sleep(wait)
        else:
            return


def _note_trouble(mail: OutboundEmail, trouble: Trouble) -> None:
    with transaction.atomic(durable=True):
        ours = OutboundEmail.objects.select_for_update().filter(state=MailState.SENDING, claimed_by=mail.claimed_by)
        current = ours.filter(pk=mail.pk).first()
        if current is None:
            return
        delay = RETRY_AFTER[min(current.attempts, len(RETRY_AFTER)) - 1]
        _put_back(current, trouble, at=timezone.now() + timedelta(seconds=delay))


def _put_back(mail: OutboundEmail, trouble: Trouble, *, at: datetime) -> None:
    """Of a locked mail that did not leave: queued again for `at`, or given up, or left when it was cancelled meanwhile."""
    mail.last_error, mail.next_attempt_at, mail.handover_at = trouble.text, at, None
    if mail.cancelled_at or mail.wiped_at:
        mail.state, mail.next_attempt_at = MailState.CANCELLED, None
    elif trouble.is_final or mail.attempts > len(RETRY_AFTER):
        mail.state, mail.next_attempt_at = MailState.FAILED, None
        record(verb="outbox.failed", about=mail, details={"purpose": mail.purpose, "attempts": mail.attempts})
        logger.error("mail given up: %s %s, %s", mail.purpose, mail.public_id, trouble.text)
    else:
        mail.state = MailState.QUEUED
    mail.save(update_fields=["state", "last_error", "next_attempt_at", "handover_at"])


class _Server:
    """The way out, opened at the first mail and kept for the next."""

    def __init__(self):
        self.backend: Any = None

    def connect(self) -> None:
        """Be sure that somebody listens, before a mail is handed over."""
        if self.backend is not None and not self.answers():
            self.close()
        if self.backend is None:
            self.backend = get_connection(settings.OUTBOX_BACKEND)
            self.backend.open()

    def answers(self) -> bool:
        smtp: Any = getattr(self.backend, "connection", None)
        if not hasattr(smtp, "noop"):
            return True
        try:
            return smtp.noop()[0] == 250
        except OSError:  # smtplib's exceptions are among them
            return False

    def take(self, message: EmailMessage) -> None:
        if not self.backend.send_messages([message]):
            raise ConnectionError("the backend took no message")

    def close(self) -> None:
        backend, self.backend = self.backend, None
        if backend is not None:
            try:
                backend.close()
            except OSError as error:
                logger.info("closing the connection to the mail server: %s", type(error).__name__)
