"""Which mails a deed would write: done in a transaction that is taken back, so that a preview says what the deed does and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy

from trust.outbox.emails import readable
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import PATTERN

# What stands in a mail that staff see before it leaves, in place of a personal link.
LINK_WORDS = gettext_lazy("[link to their own page]")


@dataclass(frozen=True)
class Letter:
    """A mail as it would leave; `to` is the address."""

    to: str
    purpose: str
    subject: str
    text: str


def rehearse(record: Model, *, deed: Callable[[], Any], among: Q, link: str) -> list[Letter]:
    """Do `deed`, read the mails `among` those that it writes about `record`, and take everything back.

    `link`: the words in place of personal links. Raises what `deed` raises.
    """
    with transaction.atomic():
        try:
            about = OutboundEmail.objects.about(record)
            known = set(about.values_list("pk", flat=True))
            deed()
            mails = list(about.filter(among).exclude(pk__in=known).order_by("pk"))
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
