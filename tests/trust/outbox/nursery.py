"""A process that raises workers and sees them killed: `python -m tests.trust.outbox.nursery <port> [note-first]`.

Django starts once; each worker is a fork of it, sends with the real code and kills itself (SIGKILL) at the step that its mail's number names.
A mail is fatal once. The nursery ends when a worker has come home and nothing is left to send; it prints how many were killed.
"""

from __future__ import annotations

import mmap
import os
import signal
import smtplib
import sys
from contextlib import contextmanager
from datetime import timedelta

STEPS = [
    "lives",
    "claim not committed",
    "claimed",
    "built",
    "connected",
    "hand-over not committed",
    "handed over",
    "receiver named",
    "half the text sent",
    "taken by the server",
    "sent not committed",
    "sent",
]
# Here the server has the mail and we could not write that down: the one window (docs/adr/0013).
WINDOW = {"taken by the server", "sent not committed"}


def step_of(number: int) -> str:
    """The step at which mail `number` kills its worker: every other row of mails lets it live."""
    row, step = divmod(number, len(STEPS))
    return "lives" if row % 2 else STEPS[step]


class Fate:
    """Kills this process at the step of the mail in hand; `killed` (shared between the forks) remembers by which mails."""

    def __init__(self, killed: mmap.mmap):
        self.mail = None
        self.killed = killed

    def awaits(self, step: str) -> bool:
        number = int(self.mail.subject) if self.mail else -1
        return number >= 0 and step_of(number) == step and not self.killed[number]

    def at(self, step: str) -> None:
        if self.awaits(step):
            self.killed[int(self.mail.subject)] = 1
            os.kill(os.getpid(), signal.SIGKILL)


def arm(fate: Fate) -> None:
    """Put a deadly step after each step of the worker."""
    from trust.outbox import sending

    doing = [""]
    real_atomic = sending.transaction.atomic

    @contextmanager
    def deadly_atomic(**arguments):
        with real_atomic(**arguments):
            yield
            fate.at(doing[0])

    class DeadlyTransaction:
        atomic = staticmethod(deadly_atomic)

    sending.transaction = DeadlyTransaction

    real_save = sending.OutboundEmail.save

    def save(mail, *args, **kwargs):
        real_save(mail, *args, **kwargs)
        if mail.state == "sending":
            fate.mail, doing[0] = mail, "claim not committed"

    sending.OutboundEmail.save = save

    def after(owner, name: str, step: str, *, inside: str = "") -> None:
        real = getattr(owner, name)

        def deadly(*args, **kwargs):
            doing[0] = inside
            result = real(*args, **kwargs)
            doing[0] = ""
            fate.at(step)
            return result

        setattr(owner, name, deadly)

    after(sending, "_claim", "claimed")
    after(sending, "as_message", "built")
    after(sending._Server, "connect", "connected")
    after(sending, "_hand_over", "handed over", inside="hand-over not committed")
    after(smtplib.SMTP, "rcpt", "receiver named")
    after(sending._Server, "take", "taken by the server")
    after(sending, "_note_sent", "sent", inside="sent not committed")

    real_send = smtplib.SMTP.send

    def send(smtp, text):
        # In two halves only for the mail that is to die here: a half waits for the server's acknowledgement (40 ms).
        if len(text) > 300 and fate.awaits("half the text sent"):
            real_send(smtp, text[: len(text) // 2])
            fate.at("half the text sent")
        real_send(smtp, text)

    smtplib.SMTP.send = send


def work(killed: mmap.mmap) -> None:
    """One worker's life."""
    from django.db import connection

    from trust.outbox import sending

    arm(Fate(killed))
    while sending.send_due(worker_id="nursery", limit=50):
        pass
    connection.close()


def main(port: str, *flags: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.mail.utils import DNS_NAME
    from django.db import connection

    from trust.outbox import sending

    settings.OUTBOX_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(port), 10
    # Nobody else works here: who is gone is dead.
    sending.CLAIM_PATIENCE = sending.HANDOVER_PATIENCE = timedelta(0)
    if "note-first" in flags:
        real = sending._hand_over
        sending._hand_over = lambda mail: real(mail) and (sending._note_sent(mail, None) or True)
    DNS_NAME.get_fqdn()  # once for all forks: it may take a while
    connection.close()
    killed = mmap.mmap(-1, 4096)
    while True:
        child = os.fork()
        if child == 0:
            try:
                work(killed)
            finally:
                os._exit(0 if sys.exception() is None else 3)
        _pid, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
    if os.WEXITSTATUS(status):
        sys.exit("a worker failed")
    sys.stdout.write(f"{sum(killed[:])}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
