"""Deeds as people read them: each app names its own; a deed without words is shown as it stands in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from trust.words import in_words

if TYPE_CHECKING:
    from trust.audit.models import AuditEntry

_words: dict[str, Any] = {}


def register_deeds(words: Mapping[str, Any]) -> None:
    """Add words (lazy) by verb, from an app's `privacy.py` or `wagtail_hooks.py`."""
    _words.update(words)


def deeds() -> list[tuple[str, str]]:
    """Each verb with its words, by alphabet, for a filter."""
    return sorted(((verb, str(words)) for verb, words in _words.items()), key=lambda pair: pair[1].casefold())


def deed_in_words(entry: AuditEntry) -> str:
    """What happened."""
    return str(_words.get(entry.verb, entry.verb))


def details_in_words(entry: AuditEntry) -> str:
    """The details on one line: "new → answered; how many: 3"."""
    details = dict(entry.details)
    app = entry.verb.partition(".")[0]
    parts = []
    if {"from", "to"} <= details.keys():
        parts.append(f"{_plain(details.pop('from'), app)} → {_plain(details.pop('to'), app)}")
    parts += [f"{in_words('detail', name)}: {_plain(value, app)}" for name, value in details.items()]
    return "; ".join(parts)


def _plain(value: Any, app: str) -> str:
    match value:
        case Mapping():
            return ", ".join(f"{in_words('detail', name)} {_plain(part, app)}" for name, part in value.items()) or "–"
        case list():
            return ", ".join(_plain(part, app) for part in value) or "–"
        case bool():
            return str(_("yes") if value else _("no"))
        case None | "":
            return "–"
    own = f"{app}.{value}"
    words = in_words("value", own)
    return in_words("value", str(value)) if words == own else words


def actor_in_words(entry: AuditEntry) -> str:
    """The account that did it, else who it was: the person, the system, or staff whose account is gone."""
    return entry.by.get_username() if entry.by else str(entry.get_actor_display())


register_deeds(
    {
        "backup.made": _("Backup made"),
        "backup.restored": _("Backup restored"),
        "links.used": _("Personal link used"),
        "outbox.bounced": _("Mail came back"),
        "outbox.cancelled": _("Mail stopped"),
        "outbox.failed": _("Mail given up"),
        "outbox.sent_again": _("Mail queued again"),
        "privacy.asked": _("Asked about own data"),
        "privacy.consent-given": _("Consent given"),
        "privacy.consent-withdrawn": _("Consent withdrawn"),
        "privacy.exported": _("Own data exported"),
        "privacy.ledger-replayed": _("Erasures done again after a restore"),
        "privacy.person-erased": _("Person erased"),
        "privacy.record-erased": _("Record erased"),
        "privacy.request-moved": _("Request moved"),
        "privacy.request-settled": _("Request looked after"),
        "privacy.retention-run": _("Nightly job wiped what was past its term"),
        "queue.thrown_away": _("Task thrown away"),
        "queue.tried_again": _("Task tried again"),
        "staff.code-refused": _("Code of the second step refused"),
        "staff.factor-added": _("Second factor added"),
        "staff.factor-removed": _("Second factor removed"),
        "staff.factor-renewed": _("Second factor made anew"),
        "staff.factor-reset": _("Second factor reset"),
        "staff.guessing": _("Too many wrong passwords"),
        "staff.password-asked": _("New password asked"),
        "staff.password-set": _("Password set"),
        "staff.recovery-code-used": _("Recovery code used"),
        "staff.signed-in": _("Signed in"),
        "staff.token-scopes": _("Rights of an API token set"),
    }
)
