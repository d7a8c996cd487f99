"""Putting mail in the outbox, and getting it out: neither lost nor sent twice (docs/adr/0013)."""

from trust.outbox.sending import send_due
from trust.outbox.services.queueing import Attachment, Envelope, queue_email, queue_message, queue_staff_email
from trust.outbox.services.reports import record_delivery
from trust.outbox.services.steering import cancel_email, cancel_emails_about, send_again, wipe_emails_about, wipe_texts

__all__ = [
    "Attachment",
    "Envelope",
    "cancel_email",
    "cancel_emails_about",
    "queue_email",
    "queue_message",
    "queue_staff_email",
    "record_delivery",
    "send_again",
    "send_due",
    "wipe_emails_about",
    "wipe_texts",
]
