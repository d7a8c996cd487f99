"""What a provider tells us after a mail has left."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from trust.audit.services import record
from trust.outbox.enums import BAD_DELIVERIES, Delivery
from trust.outbox.models import OutboundEmail

# Delivery's own order: what weighs more when two reports carry the same time.
WEIGHT = {delivery: weight for weight, delivery in enumerate(Delivery)}


@transaction.atomic
def record_delivery(
    *, provider_id: str, message_id: str = "", delivery: Delivery, at: datetime
) -> OutboundEmail | None:
    """Note what the provider reports, whatever the order: a bounce is never overwritten by an older `delivered`. None: not ours.

    `message_id`: our own, from the report's metadata: a report can be here before we have noted the provider's number.
    """
    mails = OutboundEmail.objects.select_for_update().order_by("pk")
    mail = mails.filter(message_id=message_id).first() if message_id else None
    if mail is None and provider_id:
        mail = mails.filter(provider_id=provider_id).first()
    if mail is None:
        return None
    if _is_news(mail, delivery, at):
        mail.delivery, mail.delivery_at = delivery, at
        if provider_id and not mail.wiped_at:
            mail.provider_id = provider_id[:200]
        mail.save(update_fields=["delivery", "delivery_at", "provider_id"])
        if delivery in BAD_DELIVERIES:
            record(verb="outbox.bounced", about=mail, details={"purpose": mail.purpose, "delivery": str(delivery)})
    return mail


def _is_news(mail: OutboundEmail, delivery: Delivery, at: datetime) -> bool:
    if mail.delivery_at is None:
        return True
    if delivery == Delivery.DEFERRED and mail.delivery != Delivery.DEFERRED:
        return False  # an end was reported already
    if mail.delivery == Delivery.DEFERRED and delivery != Delivery.DEFERRED:
        return True
    return (at, WEIGHT[delivery]) > (mail.delivery_at, WEIGHT[Delivery(mail.delivery)])
