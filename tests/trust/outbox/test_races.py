"""Two workers at once share the mails; two services with one key write one mail. Each with what holds it taken away."""

import threading
import time
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.outbox import OutboundEmailFactory
from tests.trust.outbox.servers import in_threads
from trust.outbox import sending
from trust.outbox.models import OutboundEmail
from trust.outbox.querysets import OutboundEmailQuerySet
from trust.outbox.sending import send_due, take_back_abandoned
from trust.outbox.services import queue_email

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds that one waits for the other before the test fails; nobody waits that long when all is well


class Meeting:
    """Where two threads wait for each other, each the first time that it comes."""

    def __init__(self):
        self.barrier = threading.Barrier(2, timeout=PATIENCE)
        self.came = threading.local()

    def wait(self) -> int | None:
        """0 for one of the two and 1 for the other; None for who was here before."""
        if getattr(self.came, "before", False):
            return None
        self.came.before = True
        return self.barrier.wait()


def without_locks(monkeypatch) -> None:
    """Nobody waits for anybody: both look, and the second writes that the mail is its own when the first has sent it already."""
    monkeypatch.setattr(OutboundEmailQuerySet, "select_for_update", lambda self, **kwargs: self)

    class Transaction:
        atomic = staticmethod(lambda **kwargs: nullcontext())

    monkeypatch.setattr(sending, "transaction", Transaction)
    both_looked, one_has_sent = Meeting(), threading.Event()
    real_save, real_note_sent = OutboundEmail.save, sending._note_sent

    def save(self, *args, **kwargs):
        if both_looked.wait() == 1:
            assert one_has_sent.wait(PATIENCE)
        real_save(self, *args, **kwargs)

    def note_sent(mail, message):
        real_note_sent(mail, message)
        one_has_sent.set()

    monkeypatch.setattr(OutboundEmail, "save", save)
    monkeypatch.setattr(sending, "_note_sent", note_sent)


def two_workers() -> int:
    return sum(in_threads(*[lambda name=name: send_due(worker_id=name) for name in ("one", "two")]))


def test_two_workers_send_each_mail_once(mail_server, monkeypatch):
    rows = [OutboundEmailFactory() for _number in range(20)]
    both_claimed, real_hand_over = Meeting(), sending._hand_over

    def hand_over(mail):
        both_claimed.wait()
        return real_hand_over(mail)

    monkeypatch.setattr(sending, "_hand_over", hand_over)

    assert two_workers() == 20

    assert mail_server.times == {row.message_id: 1 for row in rows}
    workers = {name.partition("#")[0] for name in OutboundEmail.objects.values_list("claimed_by", flat=True)}
    assert workers == {"one", "two"}, "both had work, so they met"


def test_without_locks_mails_are_doubled(mail_server, monkeypatch):
    """The control."""
    for _number in range(8):
        OutboundEmailFactory()
    without_locks(monkeypatch)

    two_workers()

    assert max(mail_server.times.values()) == 2


def test_two_take_back_the_same_abandoned_mail_once():
    for _number in range(5):
        OutboundEmailFactory(sending=True)
    OutboundEmail.objects.update(claimed_at="2026-01-01T00:00:00Z")

    assert sum(in_threads(take_back_abandoned, take_back_abandoned)) == 5


def queue_once() -> int:
    with transaction.atomic():
        context = {"url": "/", "count": 1}
        mail = queue_email(
            purpose="tests.mail", to="an@example.org", template="trust/emails/staff", context=context, once_key="one"
        )
        time.sleep(0.05)  # so that the others look meanwhile
    return mail.pk


def test_two_services_with_one_key_write_one_mail():
    keys = in_threads(queue_once, queue_once, queue_once)

    assert len(set(keys)) == 1
    assert OutboundEmail.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_looking_first_is_not_what_holds_the_key():
    """The control: two who both looked and saw nothing are kept apart by the constraint alone."""
    both_looked = Meeting()

    def write() -> bool:
        with transaction.atomic():
            seen = OutboundEmail.objects.filter(once_key="one").exists()
            both_looked.wait()
            try:
                with transaction.atomic():
                    OutboundEmailFactory(once_key="one")
            except IntegrityError:
                return not seen
        return False

    assert sorted(in_threads(write, write)) == [False, True]
