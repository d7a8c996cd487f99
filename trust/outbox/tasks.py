"""What the queue does for the outbox."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from trust.outbox.models import OutboundEmail
from trust.outbox.sending import send_due, worker_name

# Somebody is waiting for a mail; nobody for the sizes of a picture.
PRIORITY = 50


@task(priority=PRIORITY)
def send_due_mail() -> int:
    """Send what is due. Two at once share the work; a repeat finds nothing to do. What is left is for the next task: none was queued beside it."""
    sent = send_due(worker_id=worker_name())
    if sent and OutboundEmail.objects.due(now()).exists():
        send_due_mail.enqueue()
    return sent
