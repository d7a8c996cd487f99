"""Requests that go: erased for their person, or past their term; the invoice record and the evaluation stay, without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from bookings.desk.counts import SORTED_BY, counted
from bookings.desk.models import BookingRequest, Evaluation, RequestTally, Trainer
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
    """Delete the requests with these keys, in a few statements; they stay counted. What was said in words about them goes too, scores stay.

    Returns how many.
    """
    held = BookingRequest.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    there = list(held.values_list("pk", flat=True))
    rows = BookingRequest.objects.filter(pk__in=there)
    tally(rows)
    Evaluation.objects.filter(request__in=there).update(good="", better="", request=None)
    rows.delete()
    return len(there)


def tally(rows: QuerySet[BookingRequest]) -> None:
    """Count `rows`, which are locked and about to go."""
    for *values, requests, people in counted(rows):
        key = dict(zip(SORTED_BY, values, strict=True))
        more = {"requests": F("requests") + requests, "people": F("people") + people}
        if RequestTally.objects.filter(**key).update(**more):
            continue
        try:
            with transaction.atomic():
                RequestTally.objects.create(**key, requests=requests, people=people)
        except IntegrityError:  # somebody else began the same line
            RequestTally.objects.filter(**key).update(**more)


@transaction.atomic
def erase_trainers(rows: QuerySet) -> int:
    """Delete them with their hours and dates; proposals keep standing without them."""
    found = list(rows)
    for trainer in found:
        revoke_links(about=trainer)
    Trainer.objects.filter(pk__in=[trainer.pk for trainer in found]).delete()
    return len(found)
