"""The two logs: whose deeds and looks they hold (members of staff), and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from trust.audit.models import AccessEntry, AuditEntry
from trust.registry import Ground, LegalHold, PersonalData, Retention, register

PURPOSE = _("To be able to account for who did what with people's data.")
HOLD = _("Who looked at or changed people's data must stay accountable until the log's own term.")


def _entry(model: type[Model], label, days: int, fields: list[str]) -> PersonalData:
    term = timedelta(days=days)
    rows = model._default_manager

    def find(email: str) -> QuerySet:
        return rows.filter(by__email__iexact=email)

    def due(moment: datetime) -> QuerySet:
        return rows.filter(at__lt=moment - term).order_by("pk")

    def holds(row) -> list[LegalHold]:
        return [LegalHold(HOLD, localtime(row.at + term).date())]

    return PersonalData(
        model=model._meta.label,
        label=label,
        fields=fields,
        purpose=PURPOSE,
        ground=Ground.LEGITIMATE_INTEREST,
        find=find,
        erase=lambda rows: 0,  # never reached: each row is held until its term
        holds=holds,
        retention=[Retention(name="term", after=term, due=due)],
    )


register(_entry(AuditEntry, _("Deeds in the audit trail"), settings.AUDIT_DAYS, ["by", "verb", "at"]))
register(_entry(AccessEntry, _("Looks at sensitive records"), settings.ACCESS_LOG_DAYS, ["by", "what", "at"]))
