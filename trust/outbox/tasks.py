"""What the queue does for the outbox."""

from __future__ import annotations

from django_tasks import task

from trust.outbox.sending import send_due, worker_name

# Somebody is waiting for a mail; nobody for the sizes of a picture.
PRIORITY = 50


@task(priority=PRIORITY)
def send_due_mail() -> int:
    """Send what is due. Two at once share the work; a repeat finds nothing to do."""
    return send_due(worker_id=worker_name())
