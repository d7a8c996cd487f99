"""What staff keep beside a request: notes, who looks after it, the number of their order; and the terms that proposals name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from bookings.desk.models import BookingRequest, BookingTerms
from bookings.desk.services.moving import lock_request
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

KEPT = frozenset(["notes", "purchase_order", "owner"])


@transaction.atomic
def keep_notes(*, public_id: UUID, changes: Mapping[str, Any], by: AbstractBaseUser) -> BookingRequest:
    """Write `changes` (`KEPT`): what differs, nothing else. A repeat changes nothing."""
    if unknown := changes.keys() - KEPT:
        raise ValueError(f"not kept by staff: {', '.join(sorted(unknown))}")
    request = lock_request(public_id=public_id)
    different = sorted(name for name, value in changes.items() if getattr(request, name) != value)
    for name in different:
        setattr(request, name, changes[name])
    if different:
        request.save(update_fields=different)
        record(verb="bookings.request-noted", about=request, by=by, details={"fields": different})
    return request


@transaction.atomic
def write_terms(*, version: str, text: str, valid_from: date, by: AbstractBaseUser) -> BookingTerms:
    """A new version of the terms. What is written stays: proposals name it."""
    terms = BookingTerms.objects.create(version=version, text=text, valid_from=valid_from)
    record(verb="bookings.terms-written", about=terms, by=by)
    return terms
