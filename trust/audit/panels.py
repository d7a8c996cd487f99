"""The audit trail on the record itself: as a panel of an edit screen, or on an inspect screen, of any viewset.

class MessageView(WithHistory, InspectView): ...          # an inspect screen
panels = [..., HistoryPanel(heading=_("History"))]        # an edit screen
{% load audit %}{% audit_history object %}                # a template of one's own
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.admin.panels import Panel

from trust.audit.models import AccessEntry, AuditEntry
from trust.audit.words import actor_in_words, deed_in_words, details_in_words

SEE_DEEDS, SEE_LOOKS = "trust.view_auditentry", "trust.view_accessentry"
SHOWN = 50


def history_of(record: Model | None, *, user: Any) -> dict[str, Any]:
    """What `trust/audit/history.html` shows of `record`, in two queries: the deeds to whoever sees the record, the looks by right."""
    saved = record is not None and record.pk is not None
    if not saved:
        return {"deeds": [], "looks": [], "shows_looks": False}
    deeds = AuditEntry.objects.about(record).newest().select_related("by")[:SHOWN]  # type: ignore[arg-type]
    shows_looks = user.has_perm(SEE_LOOKS)
    looks = AccessEntry.objects.about(record).newest().select_related("by")[:SHOWN] if shows_looks else []  # type: ignore[arg-type]
    return {
        "deeds": [
            {
                "at": deed.at,
                "who": actor_in_words(deed),
                "what": deed_in_words(deed),
                "details": details_in_words(deed),
            }
            for deed in deeds
        ],
        "looks": [
            {"at": look.at, "who": look.by.get_username() if look.by else "–", "how": look.get_access_display()}
            for look in looks
        ],
        "shows_looks": shows_looks,
    }


class HistoryPanel(Panel):
    """A panel that only shows; for the edit screen of a record."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "trust/audit/history_panel.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {"history": history_of(self.instance, user=self.request.user)}
