"""What each form says before it asks: why, on which ground, and until which date we keep it (spec H1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from trust.registry import Ground

# In words of every day, to end the sentence "We may do that because …".
BECAUSE = {
    Ground.CONSENT: _("you agree to it"),
    Ground.CONTRACT: _("you ask something of us that we cannot do without"),
    Ground.LEGAL_DUTY: _("a law obliges us to"),
    Ground.VITAL_INTEREST: _("somebody's life or health may depend on it"),
    Ground.LEGITIMATE_INTEREST: _("you contact us and expect an answer"),
}


@dataclass(frozen=True)
class Notice:
    """`purpose`: a lazy sentence. `keep`: a term from today, or a function of the cleaned data that gives the date itself
    ("two months after the event"). The date is stored with the record (`delete_on`) and repeated in the mail.
    `consent`: the purpose of `trust.privacy.consents` that the form asks, when the ground is consent. `because`: a lazy clause of its own for
    the ground, when the usual words do not fit.
    """

    purpose: Any
    ground: Ground
    keep: timedelta | Callable[[dict[str, Any]], date]
    consent: str = ""
    because: Any = ""

    def delete_on(self, *, today: date, data: dict[str, Any] | None = None) -> date:
        """The last day: what is stored, shown and mailed."""
        return today + self.keep if isinstance(self.keep, timedelta) else self.keep(data or {})

    @property
    def why_allowed(self) -> Any:
        """The ground in words."""
        return self.because or BECAUSE[self.ground]
