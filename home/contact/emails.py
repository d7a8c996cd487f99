"""What is mailed about a message."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from cms.services.roles import BOOKINGS
from home.contact.models import ContactMessage
from trust.days import end_of
from trust.outbox.services import queue_email, queue_staff_email


def mail_receipt(message: ContactMessage) -> None:
    """To the writer: that it came, and when we erase it. Never what was written: anybody can name somebody else's address."""
    queue_email(
        purpose="contact.received",
        to=message.email,
        template="home/contact/emails/received",
        context={"name": message.name, "delete_on": message.delete_on},
        about=message,
        keep_until=min(end_of(message.delete_on), message.received_at + timedelta(days=30)),
    )


def tell_staff(message: ContactMessage) -> None:
    """To who answers: a link to the message, nothing of what it says."""
    queue_staff_email(
        purpose="contact.waiting",
        group=BOOKINGS,
        template="home/contact/emails/waiting",
        url=reverse("contact-messages:inspect", args=[message.pk]),
        about=message,
        once_key=f"contact.waiting:{message.public_id}",
    )
