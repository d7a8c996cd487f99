"""What people decide about mails: not after all, once more, forget it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from trust.audit.services import record
from trust.outbox.enums import MAIL_TRANSITIONS, MailState
from trust.outbox.errors import AlreadyWiped, TransitionNotAllowed
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.services.queueing import wake_after_commit

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

NOT_LEFT = [MailState.QUEUED, MailState.SENDING, MailState.FAILED]
EMPTY = {"from_email": "", "reply_to": "", "recipient": "", "subject": "", "text": "", "html": "", "provider_id": ""}


@transaction.atomic
def send_again(*, public_id: UUID, by: AbstractBaseUser) -> OutboundEmail:
    """Queue a failed mail once more with attempts at zero and the same Message-ID. Raises `TransitionNotAllowed`, `AlreadyWiped`.

    Repeating is harmless: one that is queued already stays as it is.
    """
    mail = OutboundEmail.objects.select_for_update().get(public_id=public_id)
    if mail.state == MailState.QUEUED:
        return mail
    if mail.state == MailState.SENDING or MailState.QUEUED not in MAIL_TRANSITIONS[mail.state]:
        raise TransitionNotAllowed(mail.state, MailState.QUEUED)
    if mail.wiped_at:
        raise AlreadyWiped
    mail.state, mail.attempts, mail.next_attempt_at = MailState.QUEUED, 0, timezone.now()
    mail.handover_at = mail.cancelled_at = None
    mail.save(update_fields=["state", "attempts", "next_attempt_at", "handover_at", "cancelled_at"])
    record(verb="outbox.sent_again", about=mail, by=by, details={"purpose": mail.purpose})
    wake_after_commit()
    return mail


@transaction.atomic
def cancel_email(*, public_id: UUID, by: AbstractBaseUser | None = None) -> OutboundEmail:
    """Stop a mail that has not left: for a person who was erased or has cancelled. A sent one stays as it is; one that is being handed to the
    mail server at this moment may leave and is not tried again. Repeating is harmless."""
    mail = OutboundEmail.objects.select_for_update().get(public_id=public_id)
    _cancel([mail], by=by)
    return mail


@transaction.atomic
def cancel_emails_about(*, record: Model, purpose: str = "", to: str = "") -> int:
    """Stop all mails about `record` (of `purpose`, for the address `to`) that have not left. Returns how many."""
    mails = OutboundEmail.objects.about(record).filter(state__in=NOT_LEFT)
    if purpose:
        mails = mails.filter(purpose=purpose)
    if to:
        mails = mails.filter(recipient__iexact=to)
    return _cancel(list(mails.order_by("pk").select_for_update()))


@transaction.atomic
def wipe_texts(*, rows: Sequence[int]) -> int:
    """Wipe recipient, subject, texts, headers and attachments of these mails (primary keys). Those not sent yet are cancelled first."""
    mails = OutboundEmail.objects.filter(pk__in=rows, wiped_at=None).order_by("pk")
    _cancel(list(mails.filter(state__in=NOT_LEFT).select_for_update()))
    EmailAttachment.objects.filter(email__in=rows).delete()
    return mails.order_by().update(**EMPTY, headers={}, sealed=False, wiped_at=timezone.now())


@transaction.atomic
def wipe_emails_about(*, record: Model) -> int:
    """Cancel and wipe all mails about `record`, sent ones too: whoever stops need not wait for their day. Returns how many."""
    rows = list(OutboundEmail.objects.about(record).filter(wiped_at=None).values_list("pk", flat=True))
    return wipe_texts(rows=rows) if rows else 0


def _cancel(mails: Sequence[OutboundEmail], *, by: AbstractBaseUser | None = None) -> int:
    """Of those locked rows, cancel what has not left. Returns how many."""
    moment, stopped = timezone.now(), 0
    for mail in mails:
        if mail.state not in NOT_LEFT or mail.cancelled_at:
            continue
        mail.cancelled_at = moment
        # Once it is handed over, only its worker knows whether it left; the mark keeps it from being tried again.
        if not (mail.state == MailState.SENDING and mail.handover_at):
            mail.state = MailState.CANCELLED
        stopped += 1
        record(verb="outbox.cancelled", about=mail, by=by, details={"purpose": mail.purpose})
    OutboundEmail.objects.bulk_update(
        [mail for mail in mails if mail.cancelled_at == moment], ["state", "cancelled_at"]
    )
    return stopped
