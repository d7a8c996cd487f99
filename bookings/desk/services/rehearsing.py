"""Which mails a deed with a request would write, to the organisation and to trainers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from bookings.desk.models import BookingRequest
from trust.outbox.rehearsing import Letter, rehearse

TO_TRAINERS = "bookings.trainer-"


def letters_of(request: BookingRequest, *, deed: Callable[[], Any], link: str) -> list[Letter]:
    """`link`: the words in place of personal links. Raises what `deed` raises."""
    ours = Q(recipient=request.email) | Q(purpose__startswith=TO_TRAINERS)
    return rehearse(request, deed=deed, among=ours, link=link)
