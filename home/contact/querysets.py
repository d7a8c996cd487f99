"""Words for messages."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from home.contact.enums import MessageState


class ContactMessageQuerySet(models.QuerySet):
    """Messages."""

    def unanswered(self) -> Self:
        """The longest waiting first."""
        return self.filter(state=MessageState.NEW).order_by("received_at", "pk")

    def past_term(self, today: date) -> Self:
        return self.filter(delete_on__lt=today).order_by("pk")
