"""Receiving a message and saying that it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from home.contact.emails import mail_receipt, tell_staff
from home.contact.enums import MESSAGE_TRANSITIONS, MessageState
from home.contact.errors import TransitionNotAllowed
from home.contact.models import ContactMessage
from trust.audit.services import record
from trust.privacy.enums import ErasureReason
from trust.privacy.services.erasure import erase_record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Message:
    """What somebody wrote; one of `email` and `phone` (E.164) is enough."""

    name: str
    message: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def receive_message(*, message: Message, delete_on: date) -> ContactMessage:
    """Write it, mail a receipt with the day of deletion to the writer, and a link (never the content) to staff."""
    received = ContactMessage.objects.create(
        name=message.name, email=message.email, phone=message.phone, message=message.message, delete_on=delete_on
    )
    record(verb="contact.received", about=received, by_person=True)
    if received.email:
        mail_receipt(received)
    tell_staff(received)
    return received


@transaction.atomic
def move_message(*, public_id: UUID, to: MessageState, by: AbstractBaseUser) -> ContactMessage:
    """Raises `TransitionNotAllowed`; audited; a repeat is harmless."""
    message = ContactMessage.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if to == message.state:
        return message
    if to not in MESSAGE_TRANSITIONS[message.state]:
        raise TransitionNotAllowed(message.state, to)
    record(verb="contact.moved", about=message, by=by, details={"from": message.state, "to": str(to)})
    message.state = to
    handled = to != MessageState.NEW
    message.handled_at, message.handled_by = (now(), by) if handled else (None, None)  # type: ignore[assignment]
    message.save(update_fields=["state", "handled_at", "handled_by"])
    return message


@transaction.atomic
def erase_message(*, public_id: UUID, by: AbstractBaseUser) -> bool:
    """Before its day, because its person asked: the message, the mails about it and its links, for good and after a restore too.

    Returns whether it was there; a repeat is harmless.
    """
    message = ContactMessage.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if message is None:
        return False
    record(verb="contact.erased", about=message, by=by)
    erase_record(record=message, reason=ErasureReason.STAFF)
    return True
