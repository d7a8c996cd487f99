"""Words for sign-ups."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from home.informed.enums import SubscriptionState
from trust.keys import normal_email


class SubscriptionQuerySet(models.QuerySet):
    """Sign-ups."""

    def active(self) -> Self:
        return self.filter(state=SubscriptionState.ACTIVE)

    def to_ask_renewal(self, until: date) -> Self:
        """Active, with a last day up to `until`, and not asked yet whether to go on."""
        return self.active().filter(delete_on__lte=until, renewal_asked_at=None).order_by("pk")

    def of_person(self, email: str) -> Self:
        return self.filter(email__iexact=normal_email(email)).order_by("-asked_at", "-pk")

    def past_term(self, today: date) -> Self:
        return self.filter(delete_on__lt=today).order_by("pk")
