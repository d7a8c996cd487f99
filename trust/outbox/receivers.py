"""Takes the provider's reports (anymail's signal: the one way it tells them)."""

from anymail.signals import EventType, tracking
from django.dispatch import receiver
from django.utils import timezone

from trust.outbox.enums import Delivery
from trust.outbox.services import record_delivery

# What else providers report (opened, clicked) we do not want to know.
MEANING = {
    EventType.DELIVERED: Delivery.DELIVERED,
    EventType.DEFERRED: Delivery.DEFERRED,
    EventType.BOUNCED: Delivery.BOUNCED,
    EventType.REJECTED: Delivery.REJECTED,
    EventType.FAILED: Delivery.REJECTED,
    EventType.COMPLAINED: Delivery.COMPLAINED,
}


@receiver(tracking, dispatch_uid="outbox")
def note_report(sender, event, esp_name, **kwargs):
    if delivery := MEANING.get(event.event_type):
        record_delivery(
            provider_id=event.message_id or "",
            message_id=str((event.metadata or {}).get("message_id", "")),
            delivery=delivery,
            at=event.timestamp or timezone.now(),
        )
