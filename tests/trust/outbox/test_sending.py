"""What the worker does with a mail, against a real mail server that is rude, slow or away."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.utils.timezone import now

from tests.factories.outbox import OutboundEmailFactory
from trust.audit.models import AuditEntry
from trust.outbox import sending
from trust.outbox.enums import MailState
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.placeholders import placeholder, register_placeholder
from trust.outbox.sending import RETRY_AFTER, send_due, take_back_abandoned

pytestmark = pytest.mark.django_db(transaction=True)


def work(**arguments) -> int:
    return send_due(worker_id="test", **arguments)


def test_due_mail_reaches_its_receiver_whole(mail_server):
    row = OutboundEmailFactory(
        recipient="an@example.org",
        subject="Café: één plaats voor Łukasz 🎉",
        headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        reply_to="vragen@example.org",
    )

    assert work() == 1

    (message,) = mail_server.taken
    assert mail_server.receivers == ["an@example.org"]
    assert message["Message-ID"] == row.message_id
    assert message["Subject"] == "Café: één plaats voor Łukasz 🎉"
    assert message["To"] == "an@example.org"
    assert message["Reply-To"] == "vragen@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.get_body(["plain"]).get_content().replace("\r\n", "\n").strip() == row.text.strip()
    assert message.get_body(["html"]).get_content().strip() == row.html
    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert row.sent_at
    assert row.attempts == 1
    assert row.last_error == ""


def test_calendar_part_carries_its_method_in_the_type_on_the_wire(mail_server):
    row = OutboundEmailFactory()
    content = "BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n".encode()
    EmailAttachment.objects.create(
        email=row, filename="afspraak.ics", content_type="text/calendar; method=CANCEL; charset=utf-8", content=content
    )

    work()

    (part,) = mail_server.taken[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "CANCEL"
    assert part.get_content_charset() == "utf-8"
    assert part["Content-Type"].count("charset") == 1
    assert part.get_filename() == "afspraak.ics"
    assert part.get_payload(decode=True) == content


def test_many_mails_leave_over_one_connection_the_longest_waiting_first(mail_server):
    rows = [OutboundEmailFactory(next_attempt_at=now() - timedelta(minutes=age)) for age in (1, 3, 2)]

    assert work() == 3

    assert [message["To"] for message in mail_server.taken] == [rows[number].recipient for number in (1, 2, 0)]


def test_personal_link_is_made_only_on_its_way_out(mail_server):
    register_placeholder("tests-link", lambda public_id, to: f"https://www.example.org/mijn/{'s' * 43}/")
    place = placeholder(kind="tests-link", public_id="0b6e0b6e-0000-4000-8000-000000000001")
    row = OutboundEmailFactory(
        text=f"Open <{place}>", html=f'<a href="{place}">Open</a>', headers={"List-Unsubscribe": f"<{place}>"}
    )

    work()

    (message,) = mail_server.taken
    secret = f"https://www.example.org/mijn/{'s' * 43}/"
    assert message["List-Unsubscribe"].replace(" ", "") == f"<{secret}>"
    assert all(secret in message.get_body([kind]).get_content() for kind in ("plain", "html"))
    row.refresh_from_db()
    assert secret not in f"{row.text}{row.html}{row.headers}"


def test_mail_with_a_dead_link_is_given_up_and_never_sent(mail_server):
    def dead(public_id, to):
        raise LookupError(public_id)

    register_placeholder("tests-dead", dead)
    row = OutboundEmailFactory(text=placeholder(kind="tests-dead", public_id="0b6e0b6e-0000-4000-8000-000000000001"))

    assert work() == 0

    row.refresh_from_db()
    assert (row.state, row.last_error) == (MailState.FAILED, "a link in it is dead")
    assert mail_server.taken == []


@pytest.mark.parametrize(
    ("step", "answer", "error"),
    [
        ("rcpt", "550 5.1.1 <an@example.org> unknown", "550 SMTPRecipientsRefused"),
        ("rcpt", "553 no such mailbox", "553 SMTPRecipientsRefused"),
        ("data", "554 we do not want this", "554 SMTPDataError"),
    ],
)
def test_refusal_for_good_fails_at_once_and_loudly(mail_server, caplog, step, answer, error):
    mail_server.say(step, answer)
    row = OutboundEmailFactory(recipient="an@example.org")

    with caplog.at_level(logging.ERROR):
        assert work() == 0

    row.refresh_from_db()
    assert (row.state, row.last_error, row.attempts) == (MailState.FAILED, error, 1)
    assert row.next_attempt_at is None
    assert "given up" in caplog.text
    assert "an@example.org" not in caplog.text
    assert AuditEntry.objects.about(row).get().verb == "outbox.failed"
    assert work() == 0
    assert mail_server.taken == []


@pytest.mark.parametrize(
    ("step", "answer", "error"),
    [
        ("rcpt", "450 greylisted, an@example.org", "450 SMTPRecipientsRefused"),
        ("rcpt", "421 too busy", "421 SMTPRecipientsRefused"),
        ("mail", "451 try later", "451 SMTPSenderRefused"),
        ("mail", "550 not with this sender", "550 SMTPSenderRefused"),
        ("data", "452 disk full", "452 SMTPDataError"),
        ("mail", "drop", "SMTPServerDisconnected"),
        ("rcpt", "drop", "SMTPServerDisconnected"),
        ("data", "drop", "SMTPServerDisconnected"),
    ],
)
def test_refusal_for_now_and_a_dropped_connection_are_tried_again(mail_server, step, answer, error):
    mail_server.say(step, answer)
    row = OutboundEmailFactory(recipient="an@example.org")

    assert work() == 0
    row.refresh_from_db()
    assert (row.state, row.last_error) == (MailState.QUEUED, error)
    assert work() == 0, "not before its time"

    with time_machine.travel(now() + timedelta(seconds=RETRY_AFTER[0] + 1)):
        assert work() == 1

    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.SENT, 2)
    assert mail_server.times == {row.message_id: 1}


def test_one_refused_mail_does_not_keep_the_next_from_leaving(mail_server):
    mail_server.say("rcpt", "550 unknown", "", "drop", "")
    rows = [OutboundEmailFactory() for _number in range(4)]

    assert work() == 2

    states = [OutboundEmail.objects.get(pk=row.pk).state for row in rows]
    assert states == [MailState.FAILED, MailState.SENT, MailState.QUEUED, MailState.SENT]


def test_mail_server_that_is_away_costs_one_attempt_of_one_mail(settings):
    settings.OUTBOX_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    rows = [OutboundEmailFactory() for _number in range(3)]

    assert work() == 0

    attempts = [OutboundEmail.objects.get(pk=row.pk).attempts for row in rows]
    assert attempts == [1, 0, 0]
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].handover_at) == (MailState.QUEUED, None)
    assert rows[0].last_error == "ConnectionRefusedError"


def test_slow_server_is_waited_for_until_the_time_out_and_no_longer(mail_server, settings):
    settings.EMAIL_TIMEOUT = 3
    mail_server.slow["rcpt"] = 0.3
    patient = OutboundEmailFactory()
    assert work() == 1

    mail_server.slow["rcpt"] = 6
    late = OutboundEmailFactory()
    assert work() == 0

    patient.refresh_from_db()
    late.refresh_from_db()
    assert patient.state == MailState.SENT
    assert (late.state, late.last_error) == (MailState.QUEUED, "SMTPServerDisconnected")


def test_answer_that_is_lost_after_the_text_was_taken_sends_again_under_the_same_number(mail_server):
    """The window that docs/adr/0013 names: nobody can know, and a mail too many is better than one too few."""
    mail_server.say("after-data", "drop")
    row = OutboundEmailFactory()
    assert work() == 0

    with time_machine.travel(now() + timedelta(seconds=RETRY_AFTER[0] + 1)):
        assert work() == 1

    assert mail_server.times == {row.message_id: 2}
    bodies = {message.get_body(["plain"]).get_content() for message in mail_server.taken}
    assert len(bodies) == 1


def test_mail_that_fails_at_each_attempt_is_given_up_after_two_days(mail_server):
    mail_server.say("rcpt", *["450 later"] * 20)
    row = OutboundEmailFactory()
    moment = now()

    for seconds in (0, *RETRY_AFTER):
        moment += timedelta(seconds=seconds + 1)
        with time_machine.travel(moment):
            work()

    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, len(RETRY_AFTER) + 1)
    assert timedelta(hours=40) < moment - row.queued_at < timedelta(hours=49)


def test_mail_that_kills_each_worker_is_given_up_too():
    row = OutboundEmailFactory(sending=True, attempts=len(RETRY_AFTER) + 1)

    assert take_back_abandoned(moment=now() + timedelta(hours=1)) == 1

    row.refresh_from_db()
    assert row.state == MailState.FAILED


def test_connection_that_the_server_closed_between_two_mails_is_opened_again(mail_server, monkeypatch):
    taken, real = [], sending._Server.take

    def take_and_hang_up(self, message):
        real(self, message)
        self.backend.connection.close()  # as a server does that waits no longer
        taken.append(message)

    monkeypatch.setattr(sending._Server, "take", take_and_hang_up)
    for _number in range(3):
        OutboundEmailFactory()

    assert work() == 3
    assert set(mail_server.times.values()) == {1}


def test_claim_without_hand_over_goes_back_and_loses_its_worker(mail_server):
    row = OutboundEmailFactory(sending=True)

    assert take_back_abandoned(moment=now() + timedelta(minutes=1)) == 0
    assert take_back_abandoned(moment=now() + timedelta(minutes=3)) == 1

    row.refresh_from_db()
    assert row.state == MailState.QUEUED
    assert not sending._hand_over(row), "the slow worker finds its claim gone"


def test_mail_in_a_dead_workers_hands_is_sent_again_only_when_that_worker_cannot_live(mail_server):
    row = OutboundEmailFactory(handed_over=True)

    assert take_back_abandoned(moment=now() + timedelta(minutes=14)) == 0
    assert take_back_abandoned(moment=now() + timedelta(minutes=16)) == 1

    OutboundEmail.objects.update(next_attempt_at=now())
    assert work() == 1
    assert mail_server.times == {row.message_id: 1}


def test_worker_starts_no_mail_after_its_time(mail_server):
    OutboundEmailFactory()

    assert work(seconds=-1) == 0
    assert work(seconds=5) == 1


def test_worker_takes_no_more_than_it_was_asked(mail_server):
    for _number in range(3):
        OutboundEmailFactory()

    assert work(limit=2) == 2


def test_without_an_address_for_mail_everything_waits_and_says_so(settings, caplog):
    settings.OUTBOX_BACKEND = ""
    row = OutboundEmailFactory()

    with caplog.at_level(logging.ERROR):
        assert work() == 0

    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.QUEUED, 0)
    assert "EMAIL_URL" in caplog.text


def test_database_that_is_away_when_a_mail_has_left_is_asked_again(mail_server, monkeypatch):
    from django.db import OperationalError

    real, calls = sending.OutboundEmail.objects.filter, []

    def away_once(*args, **kwargs):
        if set(kwargs) == {"pk"} and not calls:
            calls.append(1)
            raise OperationalError
        return real(*args, **kwargs)

    monkeypatch.setattr(sending.OutboundEmail.objects, "filter", away_once, raising=False)
    monkeypatch.setattr(sending, "NOTE_AGAIN_AFTER", (0, 0))
    row = OutboundEmailFactory()

    assert work() == 1

    row.refresh_from_db()
    assert calls == [1]
    assert row.state == MailState.SENT


def test_trouble_that_nobody_foresaw_is_tried_again_and_names_nobody(monkeypatch):
    def burst(_self, _message):
        raise RuntimeError("an@example.org")

    monkeypatch.setattr(sending._Server, "take", burst)
    row = OutboundEmailFactory()

    assert work() == 0

    row.refresh_from_db()
    assert (row.state, row.last_error) == (MailState.QUEUED, "RuntimeError")


def test_commands_and_tasks_send_what_is_due(capsys):
    from django.core.management import call_command

    from trust.outbox.tasks import send_due_mail

    OutboundEmailFactory()
    call_command("send_mail")
    assert capsys.readouterr().out == "1 mail(s) sent\n"

    OutboundEmailFactory()
    send_due_mail.enqueue()
    assert len(django_mail.outbox) == 2


def test_task_that_leaves_mails_calls_for_another(monkeypatch):
    from trust.outbox import tasks

    monkeypatch.setattr(tasks, "send_due", lambda *, worker_id: send_due(worker_id=worker_id, limit=2))
    for _each in range(5):
        OutboundEmailFactory()

    tasks.send_due_mail.enqueue()

    assert len(django_mail.outbox) == 5


def test_mail_queued_in_a_transaction_leaves_right_after_it():
    from django.db import transaction

    from trust.outbox.services import queue_email

    with transaction.atomic():
        queue_email(
            purpose="tests.mail", to="an@example.org", template="trust/emails/staff", context={"url": "/", "count": 1}
        )
        assert django_mail.outbox == []

    assert [message.to for message in django_mail.outbox] == [["an@example.org"]]


def test_mail_goes_before_other_work():
    from cms.tasks import warm_page
    from trust.outbox.tasks import send_due_mail

    assert send_due_mail.priority > warm_page.priority
