"""From a row of the outbox to a message as Django's mail API takes it."""

from __future__ import annotations

from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives

from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.placeholders import resolve
from trust.outbox.sealing import unseal

# Nobody's out-of-office answers to us (RFC 3834, and Exchange's own way).
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class _Message(EmailMultiAlternatives):
    metadata: dict[str, str]


def as_message(mail: OutboundEmail) -> EmailMultiAlternatives:
    """`mail` with every personal link in its place. Raises `LookupError` when one of them is dead, one is somebody else's, or a sealed text
    cannot be read."""
    headers = {name: resolve(value, to=mail.recipient) for name, value in mail.headers.items()}
    message = _Message(
        subject=mail.subject,
        body=resolve(readable(mail.text, sealed=mail.sealed), to=mail.recipient),
        from_email=mail.from_email or None,
        to=[mail.recipient],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, **AUTOMATIC, **headers},
    )
    if mail.html:
        html = resolve(readable(mail.html, sealed=mail.sealed), to=mail.recipient)
        message.attach_alternative(html, "text/html")
    for attachment in mail.attachments.all():
        message.attach(_part(attachment, sealed=mail.sealed))
    # Only anymail's backends look at this: their reports then name the mail, also when they come before we know the provider's number.
    message.metadata = {"message_id": mail.message_id}
    return message


def readable(text: str, *, sealed: bool) -> str:
    """A stored text as it was written."""
    return unseal(text.encode()).decode() if sealed and text else text


def content_of(attachment: EmailAttachment, *, sealed: bool) -> bytes:
    """A stored attachment as it was given."""
    content = bytes(attachment.content)
    return unseal(content) if sealed else content


def _part(attachment: EmailAttachment, *, sealed: bool) -> MIMEBase:
    # Built by hand: Django's own would lose the type's parameters (method=CANCEL) or write the charset twice.
    given = Message()
    given["Content-Type"] = attachment.content_type
    part = MIMEBase(given.get_content_maintype(), given.get_content_subtype())
    for name, value in given.get_params(failobj=[])[1:]:
        part.set_param(name, value)
    part.set_payload(content_of(attachment, sealed=sealed))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.filename)
    return part
