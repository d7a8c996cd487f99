"""Words for mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db.models import Q

from trust.about import AboutQuerySet
from trust.keys import normal_email
from trust.outbox.enums import BAD_DELIVERIES, MailState

# Staff have two weeks to notice that a mail did not arrive; a failed one stays until it is sent again or let go.
NEWS_FOR = timedelta(days=14)


class OutboundEmailQuerySet(AboutQuerySet):
    """The outbox."""

    def due(self, moment: datetime) -> Self:
        """Queued and due at `moment`, the longest waiting first."""
        return self.filter(state=MailState.QUEUED, next_attempt_at__lte=moment).order_by("next_attempt_at", "pk")

    def abandoned(self, *, claimed_before: datetime, handed_over_before: datetime) -> Self:
        """Taken by a worker that did not come back."""
        early = Q(handover_at=None, claimed_at__lt=claimed_before)
        return self.filter(early | Q(handover_at__lt=handed_over_before), state=MailState.SENDING).order_by("pk")

    def to_person(self, email: str) -> Self:
        return self.filter(recipient__iexact=normal_email(email)).order_by("pk")

    def in_trouble(self, moment: datetime) -> Self:
        """What staff should look at: given up, or lately reported as not arrived."""
        bad = Q(delivery__in=BAD_DELIVERIES, delivery_at__gte=moment - NEWS_FOR)
        return self.filter(Q(state=MailState.FAILED) | bad).order_by("-queued_at", "-pk")

    def to_wipe(self, moment: datetime) -> Self:
        """With a text whose term is over at `moment`."""
        return self.filter(wiped_at=None, keep_until__lte=moment).order_by("pk")
