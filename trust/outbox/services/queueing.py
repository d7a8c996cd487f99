"""Writing mail in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from cms.letters import Letter, write_letter
from trust.about import reference_to
from trust.outbox.errors import BadAddress, BadHeader, NotInTransaction
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.sealing import seal
from trust.outbox.waking import bell

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

KEPT = timedelta(days=30)
# Mails of libraries may open an account: they live as short as a link to choose a new password is useful.
SEALED_KEPT = timedelta(days=1)
LINE_ENDS = frozenset("\r\n\v\f\x00\x1c\x1d\x1e\x85\u2028\u2029")
# What the outbox writes itself, or what names other receivers.
OWN_HEADERS = frozenset({"from", "to", "cc", "bcc", "reply-to", "message-id", "date", "subject"})


@dataclass(frozen=True)
class Attachment:
    """A part of a mail. `content_type` with its parameters: `text/calendar; method=REQUEST; charset=utf-8`."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Envelope:
    """Where a mail comes from and what it answers, when that differs from the site's own.

    `unsubscribe`: the placeholder of a personal link (`trust.links.services.link_placeholder`) for `List-Unsubscribe` (RFC 2369) and
    `List-Unsubscribe-Post` (RFC 8058), in mails that somebody signed up for; never in answers to what somebody did. The mail's foot shows it too.
    """

    from_email: str = ""
    reply_to: str = ""
    unsubscribe: str = ""
    headers: Mapping[str, str] | None = None


def queue_email(
    *,
    purpose: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    attachments: Sequence[Attachment] = (),
    about: Model | None = None,
    keep_until: datetime | None = None,
    once_key: str | None = None,
    send_at: datetime | None = None,
    envelope: Envelope | None = None,
    letter: Letter | None = None,
) -> OutboundEmail:
    """Write a mail to `to` (one address) in the running transaction; a worker sends it after the commit.

    `purpose`: `app.what`. `template`: the path without ending; `<template>.html` extends `trust/emails/base.html` and holds the blocks `subject`
    and `content`; the plain text is made from the same file (docs/adr/0013). `context` is rendered now; links to a person come from
    `link_placeholder`. `about`: the record it concerns, so that export and erasure find it. `keep_until` (aware): when recipient and text are
    wiped; 30 days after now when not given. `once_key`: a repeat with the same key returns the first mail, whatever its state (B8: a reminder is
    sent once); it outlives the text, so it names records and no people. `send_at` (aware): not before then. `letter`: the template's words,
    when the caller has them already. Raises `NotInTransaction` outside of one, `BadAddress` for what is no mail address, `BadHeader` for a
    header with a line end.
    """
    _demand_transaction()
    envelope = envelope or Envelope()
    recipient = _address(to)
    if once_key and (known := OutboundEmail.objects.filter(once_key=once_key).first()):
        return known
    if letter is None:
        letter = write_letter(template=template, context={"unsubscribe": envelope.unsubscribe, **context})
    mail = _row(letter, recipient, envelope, purpose=purpose, once_key=once_key or None, **reference_to(about))
    mail.keep_until = keep_until or timezone.now() + KEPT
    if send_at:
        mail.next_attempt_at = send_at
    if not once_key:
        _write(mail, attachments)
    elif known := _write_once(mail, attachments):
        return known
    if send_at is None or send_at <= timezone.now():
        wake_after_commit()
    return mail


def queue_staff_email(
    *,
    purpose: str,
    group: str,
    template: str,
    url: str,
    count: int = 1,
    about: Model | None = None,
    once_key: str = "",
    member: AbstractBaseUser | None = None,
) -> list[OutboundEmail]:
    """Tell the active members of `group` (a name of cms.services.roles), or `member` of it alone, that something waits at `url` (path in the
    admin).

    The context is only `url` and `count`: mails to staff carry a link, never the content (spec H6). `trust/emails/staff` is a template that will do.
    """
    _demand_transaction()
    members = get_user_model().objects.filter(is_active=True, groups__name=group).exclude(email="").order_by("pk")
    if member is not None:
        members = members.filter(pk=member.pk)
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url
    return [
        queue_email(
            purpose=purpose,
            to=member.email,
            template=template,
            context={"url": address, "count": count},
            about=about,
            once_key=f"{once_key}:{member.pk}" if once_key else None,
        )
        for member in members
    ]


def queue_message(*, letter: Letter, to: str, envelope: Envelope, attachments: Sequence[Attachment]) -> OutboundEmail:
    """Write a mail that a library made, sealed: it may hold a secret of its own. Raises as `queue_email` does."""
    _demand_transaction()
    mail = _row(letter, _address(to), envelope, purpose="django.mail")
    mail.keep_until = timezone.now() + SEALED_KEPT
    mail.sealed = True
    mail.text, mail.html = (seal(text.encode()).decode() if text else "" for text in (letter.text, letter.html))
    _write(mail, [Attachment(part.filename, part.content_type, seal(part.content)) for part in attachments])
    wake_after_commit()
    return mail


def wake_after_commit() -> None:
    """A worker is called once a transaction at most, however many mails it queues; not when one was called that will find them."""
    savepoints = set(connection.savepoint_ids)
    if not any(hook[1] == bell.ring and hook[0] <= savepoints for hook in connection.run_on_commit):
        # A queue that is away for a moment may not undo the answer to a person: the clock's send_mail finds the mail.
        transaction.on_commit(bell.ring, robust=True)


def _demand_transaction() -> None:
    if not connection.in_atomic_block:
        raise NotInTransaction


def _row(letter: Letter, recipient: str, envelope: Envelope, **fields) -> OutboundEmail:
    return OutboundEmail(
        message_id=make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"),
        from_email=_one_line(envelope.from_email),
        reply_to=_address(envelope.reply_to) if envelope.reply_to else "",
        recipient=recipient,
        subject=" ".join(letter.subject.split())[:255],
        text=letter.text,
        html=letter.html,
        headers=_headers(envelope),
        **fields,
    )


def _headers(envelope: Envelope) -> dict[str, str]:
    headers = {
        _one_line(name): _one_line(str(value))
        for name, value in (envelope.headers or {}).items()
        if name.lower() not in OWN_HEADERS
    }
    if envelope.unsubscribe:
        headers["List-Unsubscribe"] = f"<{_one_line(envelope.unsubscribe)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _write(mail: OutboundEmail, attachments: Sequence[Attachment]) -> None:
    mail.save(force_insert=True)
    EmailAttachment.objects.bulk_create(
        EmailAttachment(
            email=mail,
            filename=_one_line(part.filename)[:120],
            content_type=_one_line(part.content_type),
            content=part.content,
        )
        for part in attachments
    )


def _write_once(mail: OutboundEmail, attachments: Sequence[Attachment]) -> OutboundEmail | None:
    """The mail that somebody else wrote under the same key since we looked; None when ours is written."""
    try:
        with transaction.atomic():
            _write(mail, attachments)
    except IntegrityError:
        if known := OutboundEmail.objects.filter(once_key=mail.once_key).first():
            return known
        raise
    return None


def _address(given: str) -> str:
    """`given` (with or without a name) as a bare address. Raises `BadAddress`."""
    if LINE_ENDS.intersection(given):
        raise BadAddress("a line end")
    address = parseaddr(given)[1] if "<" in given else given.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress("not an address") from error
    if len(address) > 254:
        raise BadAddress("too long")
    return address


def _one_line(text: str) -> str:
    if LINE_ENDS.intersection(text):
        raise BadHeader("a line end")
    return text
