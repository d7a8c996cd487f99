"""Requests that go: erased for their person, or past their term; the invoice record and the evaluation stay, without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bookings.desk.models import BookingRequest, Trainer
from trust.links.services import revoke_links
from trust.outbox.services import cancel_emails_about


@transaction.atomic
def erase_requests(rows: QuerySet) -> int:
    """Delete, with the mails about them that have not left and the links to them. Returns how many."""
    found = list(rows)
    for request in found:
        cancel_emails_about(record=request)
        revoke_links(about=request)
    return wipe_requests([request.pk for request in found])


@transaction.atomic
def wipe_requests(pks: Sequence[Any]) -> int:
    """Delete the requests with these keys, in a few statements. Returns how many."""
    rows = BookingRequest.objects.filter(pk__in=pks)
    count = rows.count()
    rows.delete()
    return count


@transaction.atomic
def erase_trainers(rows: QuerySet) -> int:
    """Delete them with their hours and dates; proposals keep standing without them."""
    found = list(rows)
    for trainer in found:
        revoke_links(about=trainer)
    Trainer.objects.filter(pk__in=[trainer.pk for trainer in found]).delete()
    return len(found)
