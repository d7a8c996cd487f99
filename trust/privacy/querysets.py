"""Words for consents and requests."""

from __future__ import annotations

from typing import Self

from django.db import models

from trust.about import AboutQuerySet
from trust.privacy.enums import RequestState


class ConsentQuerySet(AboutQuerySet):
    """Consents."""

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def for_purpose(self, purpose: str) -> Self:
        return self.filter(text__purpose=purpose)


class PrivacyRequestQuerySet(models.QuerySet):
    """Requests about own data."""

    def waiting(self) -> Self:
        """Done as far as a machine can, with something left that staff must look after."""
        return self.filter(state=RequestState.DONE, settled_at=None).exclude(held_back=[]).order_by("done_at", "pk")
