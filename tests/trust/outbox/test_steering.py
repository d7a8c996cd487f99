"""Cancelling, sending again and wiping: what was decided holds, wherever the mail was."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.factories import UserFactory
from tests.factories.outbox import OutboundEmailFactory
from trust.about import reference_to
from trust.audit.models import AuditEntry
from trust.outbox import sending
from trust.outbox.enums import MAIL_TRANSITIONS, MailState
from trust.outbox.errors import AlreadyWiped, TransitionNotAllowed
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.sending import send_due, take_back_abandoned
from trust.outbox.services import cancel_email, cancel_emails_about, send_again, wipe_texts

pytestmark = pytest.mark.django_db

TRAITS = {
    MailState.QUEUED: {},
    MailState.SENDING: {"sending": True},
    MailState.SENT: {"sent": True},
    MailState.FAILED: {"failed": True},
    MailState.CANCELLED: {"cancelled": True},
}


@pytest.mark.parametrize("state", MailState)
def test_cancelling_stops_what_has_not_left_and_nothing_else(state):
    mail = OutboundEmailFactory(**TRAITS[state])

    for _time in range(2):
        cancel_email(public_id=mail.public_id)

    mail.refresh_from_db()
    stopped = MailState.CANCELLED in MAIL_TRANSITIONS[state]
    assert mail.state == (MailState.CANCELLED if stopped else state)
    assert AuditEntry.objects.about(mail).count() == stopped


@pytest.mark.parametrize("state", MailState)
def test_only_a_failed_mail_is_sent_again(state):
    mail, staff = OutboundEmailFactory(**TRAITS[state]), UserFactory()

    if state == MailState.FAILED:
        send_again(public_id=mail.public_id, by=staff)
        send_again(public_id=mail.public_id, by=staff)
    elif state != MailState.QUEUED:
        with pytest.raises(TransitionNotAllowed):
            send_again(public_id=mail.public_id, by=staff)

    number = mail.message_id
    mail.refresh_from_db()
    assert mail.message_id == number
    if state == MailState.FAILED:
        assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)
        assert [(entry.verb, entry.by) for entry in AuditEntry.objects.about(mail)] == [("outbox.sent_again", staff)]
    else:
        assert mail.state == state


def test_mail_whose_text_is_gone_cannot_be_sent_again():
    mail = OutboundEmailFactory(failed=True, wiped_at=now(), text="", html="", recipient="")

    with pytest.raises(AlreadyWiped):
        send_again(public_id=mail.public_id, by=UserFactory())


def test_cancelled_between_claim_and_hand_over_never_leaves(mail_server, monkeypatch):
    mail = OutboundEmailFactory()
    real = sending._Server.connect

    def cancelled_meanwhile(self):
        real(self)
        cancel_email(public_id=mail.public_id)

    monkeypatch.setattr(sending._Server, "connect", cancelled_meanwhile)

    assert send_due(worker_id="test") == 0

    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED
    assert mail_server.taken == []


def test_cancelled_while_the_server_takes_it_says_the_truth(mail_server, monkeypatch):
    mail = OutboundEmailFactory()
    real = sending._Server.take

    def cancelled_meanwhile(self, message):
        cancel_email(public_id=mail.public_id)
        real(self, message)

    monkeypatch.setattr(sending._Server, "take", cancelled_meanwhile)

    assert send_due(worker_id="test") == 1

    mail.refresh_from_db()
    assert mail.state == MailState.SENT


@pytest.mark.parametrize(
    "stop", [lambda mail: cancel_email(public_id=mail.public_id), lambda mail: wipe_texts(rows=[mail.pk])]
)
def test_mail_in_a_dead_workers_hands_is_not_tried_again_once_cancelled_or_erased(stop):
    mail = OutboundEmailFactory(handed_over=True)

    stop(mail)
    take_back_abandoned(moment=now() + timedelta(hours=1))

    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED
    assert send_due(worker_id="test") == 0


def test_all_mails_about_a_record_are_stopped_or_those_of_one_purpose():
    about, other = UserFactory(), UserFactory()
    reminder = OutboundEmailFactory(purpose="tests.reminder", **reference_to(about))
    OutboundEmailFactory(purpose="tests.offer", **reference_to(about))
    OutboundEmailFactory(sent=True, **reference_to(about))
    OutboundEmailFactory(purpose="tests.reminder", **reference_to(other))

    assert cancel_emails_about(record=about, purpose="tests.reminder") == 1
    reminder.refresh_from_db()
    assert reminder.state == MailState.CANCELLED
    assert cancel_emails_about(record=about) == 1
    assert cancel_emails_about(record=about) == 0
    assert OutboundEmail.objects.filter(state=MailState.QUEUED).count() == 1


@pytest.mark.parametrize("state", MailState)
def test_wiping_leaves_nothing_of_the_person_and_keeps_the_count(state):
    mail = OutboundEmailFactory(
        **TRAITS[state], headers={"X-Name": "An"}, reply_to="an@example.org", from_email="an@example.org"
    )
    other = OutboundEmailFactory()
    EmailAttachment.objects.create(email=mail, filename="an.ics", content_type="text/calendar", content=b"An")

    assert wipe_texts(rows=[mail.pk]) == 1
    assert wipe_texts(rows=[mail.pk]) == 0

    mail.refresh_from_db()
    other.refresh_from_db()
    left = [mail.recipient, mail.subject, mail.text, mail.html, mail.reply_to, mail.from_email, mail.provider_id]
    assert left == [""] * 7
    assert mail.headers == {}
    assert mail.wiped_at
    assert not mail.attachments.exists()
    assert mail.state == (state if state in (MailState.SENT, MailState.CANCELLED) else MailState.CANCELLED)
    assert other.text
