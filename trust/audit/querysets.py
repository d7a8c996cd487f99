"""Words for the two logs."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from trust.about import AboutQuerySet


class _LogQuerySet(AboutQuerySet):
    def newest(self) -> Self:
        return self.order_by("-at", "-pk")

    def before(self, moment: datetime) -> Self:
        """What happened before `moment` (aware): what retention looks for."""
        return self.filter(at__lt=moment).order_by("pk")


class AuditEntryQuerySet(_LogQuerySet):
    """The audit trail."""


class AccessEntryQuerySet(_LogQuerySet):
    """The access log."""
