"""Words for personal links."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from trust.about import AboutQuerySet


class PersonalLinkQuerySet(AboutQuerySet):
    """Links."""

    def alive(self, moment: datetime) -> Self:
        """Neither revoked nor expired at `moment`."""
        return self.filter(revoked_at=None, expires_at__gt=moment)

    def for_purpose(self, purpose: str) -> Self:
        return self.filter(purpose=purpose).order_by("-issued_at", "-pk")
