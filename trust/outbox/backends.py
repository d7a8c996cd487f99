"""Every mail goes through the outbox, also those of Wagtail, allauth and whoever calls Django's mail API.

`EMAIL_BACKEND` is `QueueBackend`; `OUTBOX_BACKEND` names the backend with which the worker sends (SMTP, an anymail provider, or in
development `MailboxBackend`, whose mails are read at /postvak/).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from email.mime.base import MIMEBase

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from cms.letters import Letter, text_of
from trust.outbox.errors import BadAddress, BadHeader
from trust.outbox.services import Attachment, Envelope, queue_message

logger = logging.getLogger(__name__)


class QueueBackend(BaseEmailBackend):
    """Writes what it is given to the outbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for each message and recipient, purpose `django.mail`, sealed. Returns the number of messages.

        In the caller's transaction if there is one. Raises `BadAddress` and `BadHeader`, unless told to fail silently.
        """
        queued = 0
        for message in email_messages:
            try:
                with transaction.atomic():
                    self.queue(message)
            except (BadAddress, BadHeader) as error:
                if not self.fail_silently:
                    raise
                logger.warning("mail that cannot be sent: %s", type(error).__name__)
            else:
                queued += 1
        return queued

    def queue(self, message: EmailMessage) -> None:
        envelope = Envelope(
            from_email=message.from_email or "",
            reply_to=message.reply_to[0] if message.reply_to else "",
            headers=message.extra_headers,
        )
        for recipient in dict.fromkeys(message.recipients()):
            queue_message(
                letter=_letter(message), to=recipient, envelope=envelope, attachments=list(_attachments(message))
            )


class MailboxBackend(BaseEmailBackend):
    """Takes every mail and sends none: the development mailbox shows them as they would have arrived."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)


def _letter(message: EmailMessage) -> Letter:
    if message.content_subtype == "html":
        return Letter(str(message.subject), text_of(str(message.body)), str(message.body))
    alternatives = getattr(message, "alternatives", [])
    html = next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")
    return Letter(str(message.subject), str(message.body), html)


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.attachments:
        if isinstance(part, MIMEBase):
            content = bytes(part.get_payload(decode=True) or b"")
            yield Attachment(part.get_filename() or "", part["Content-Type"] or "application/octet-stream", content)
        else:
            content = part.content.encode() if isinstance(part.content, str) else bytes(part.content)
            kind = (
                part.mimetype
                if "charset" in part.mimetype or not part.mimetype.startswith("text/")
                else f"{part.mimetype}; charset=utf-8"
            )
            yield Attachment(part.filename or "", kind, content)
