"""Where the outbox holds personal data, that person can see it, and it goes: when asked, and by itself."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.factories.outbox import OutboundEmailFactory
from trust.outbox.enums import MailState
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.registry import entry_for

pytestmark = pytest.mark.django_db


def test_person_is_found_whatever_the_case_and_nobody_else():
    mail = OutboundEmailFactory(recipient="An.Peeters@Example.org")
    other = OutboundEmailFactory(recipient="jan.peeters@example.org")
    for each in (mail, other):
        EmailAttachment.objects.create(email=each, filename="a.ics", content_type="text/calendar", content=b"x")

    assert list(entry_for("trust.OutboundEmail").find(" an.peeters@example.org ")) == [mail]
    assert [part.email for part in entry_for("trust.EmailAttachment").find("an.peeters@example.org")] == [mail]


def test_person_reads_what_we_wrote_without_a_living_link():
    place = "https://link.invalid/personal/0b6e0b6e-0000-4000-8000-000000000001/"
    mail = OutboundEmailFactory(sent=True, text=f"Open <{place}>")

    exported = entry_for("trust.OutboundEmail").export(mail)

    assert exported["onderwerp"] == mail.subject
    assert place in exported["tekst"]


def test_erasing_stops_what_waits_and_wipes_what_was_sent():
    waiting, sent = (
        OutboundEmailFactory(recipient="an@example.org"),
        OutboundEmailFactory(sent=True, recipient="an@example.org"),
    )
    entry = entry_for("trust.OutboundEmail")

    assert entry.erase(entry.find("an@example.org")) == 2
    assert entry.erase(entry.find("an@example.org")) == 0

    assert [OutboundEmail.objects.get(pk=mail.pk).state for mail in (waiting, sent)] == [
        MailState.CANCELLED,
        MailState.SENT,
    ]
    assert not OutboundEmail.objects.exclude(text="", recipient="").exists()


def test_texts_past_their_term_are_due_and_no_longer_once_wiped():
    (retention,) = entry_for("trust.OutboundEmail").retention
    past = OutboundEmailFactory(sent=True, keep_until=now() - timedelta(seconds=1))
    OutboundEmailFactory(sent=True)

    assert list(retention.due(now())) == [past]
    assert retention.wipe([past.pk]) == 1
    assert not retention.due(now()).exists()
    past.refresh_from_db()
    assert past.recipient == ""
