"""Mails in each of their states."""

from datetime import timedelta

import factory
from django.utils.timezone import now
from factory.django import DjangoModelFactory

from trust.outbox.enums import MailState
from trust.outbox.models import OutboundEmail


class OutboundEmailFactory(DjangoModelFactory):
    """A mail that is due."""

    class Meta:
        model = OutboundEmail

    class Params:
        sending = factory.Trait(
            state=MailState.SENDING, claimed_at=factory.LazyFunction(now), claimed_by="worker#1", attempts=1
        )
        handed_over = factory.Trait(sending=True, handover_at=factory.LazyFunction(now))
        sent = factory.Trait(state=MailState.SENT, sent_at=factory.LazyFunction(now), next_attempt_at=None, attempts=1)
        failed = factory.Trait(
            state=MailState.FAILED, next_attempt_at=None, attempts=8, last_error="550 SMTPRecipientsRefused"
        )
        cancelled = factory.Trait(state=MailState.CANCELLED, cancelled_at=factory.LazyFunction(now))

    purpose = "tests.mail"
    message_id = factory.Sequence(lambda n: f"<{n}@example.org>")
    recipient = factory.Sequence(lambda n: f"person-{n}@example.org")
    subject = "Je inschrijving"
    text = "Dag,\n\nJe bent ingeschreven.\n"
    html = "<p>Dag,</p><p>Je bent ingeschreven.</p>"
    keep_until = factory.LazyFunction(lambda: now() + timedelta(days=30))
