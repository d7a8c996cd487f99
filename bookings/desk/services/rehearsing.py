"""Which mails a deed would write: done in a transaction that is taken back, so that a preview says what the deed does and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from bookings.desk.models import BookingRequest
from trust.outbox.emails import readable
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import PATTERN

TO_TRAINERS = "bookings.trainer-"


@dataclass(frozen=True)
class Letter:
    """A mail as it would leave; `to` is the address."""

    to: str
    purpose: str
    subject: str
    text: str


def letters_of(request: BookingRequest, *, deed: Callable[[], Any], link: str) -> list[Letter]:
    """Do `deed`, read the mails that it writes to the organisation and to trainers, and take everything back.

    `link`: the words in place of personal links. Raises what `deed` raises.
    """
    with transaction.atomic():
        try:
            about = OutboundEmail.objects.about(request)
            known = set(about.values_list("pk", flat=True))
            deed()
            ours = Q(recipient=request.email) | Q(purpose__startswith=TO_TRAINERS)
            mails = list(about.filter(ours).exclude(pk__in=known).order_by("pk"))
            return [
                Letter(
                    mail.recipient,
                    mail.purpose,
                    mail.subject,
                    PATTERN.sub(link, readable(mail.text, sealed=mail.sealed)),
                )
                for mail in mails
            ]
        finally:
            transaction.set_rollback(True)
