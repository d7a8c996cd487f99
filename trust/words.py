"""Codes in logs and lists as people read them: each app names its own. A code without words is shown as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# `mail`: purposes of the outbox; `screen`: what the access log names; `job`: what the clock starts; `rule`: terms that the night keeps;
# `detail` and `value`: what the audit trail says beside a deed (`<app>.<value>` where apps mean other things by one word).
Kind = Literal["mail", "screen", "job", "rule", "detail", "value"]

_words: dict[str, dict[str, Any]] = {"mail": {}, "screen": {}, "job": {}, "rule": {}, "detail": {}, "value": {}}


def register_words(kind: Kind, words: Mapping[str, Any]) -> None:
    """Add words (lazy) by code, from an app's `privacy.py` or `wagtail_hooks.py`."""
    _words[kind].update(words)


def in_words(kind: Kind, code: str) -> str:
    """What `code` means."""
    return str(_words[kind].get(code, code))


def choices(kind: Kind) -> list[tuple[str, str]]:
    """Each code with its words, by alphabet, for a filter."""
    return sorted(((code, str(words)) for code, words in _words[kind].items()), key=lambda pair: pair[1].casefold())


register_words(
    "mail",
    {
        "django.mail": _("Mail of a library"),
        "links.new": _("New personal link"),
        "privacy.confirm": _("Own data: confirm"),
        "privacy.erased": _("Own data: erased"),
        "privacy.look-after": _("Own data: for staff to look after"),
        "staff.factor-changed": _("Account: second step changed"),
        "staff.factor-reset": _("Account: devices taken off"),
        "staff.guessing": _("Account: many wrong passwords"),
        "staff.password-changed": _("Account: password changed"),
        "staff.password-link": _("Account: choose a password"),
    },
)
register_words(
    "screen",
    {
        "audit.entries": _("Who did what"),
        "audit.looks": _("Who looked at what"),
        "outbox.mail": _("One mail"),
        "outbox.mails": _("Outgoing mail"),
        "privacy.request": _("Request about own data"),
        "staff.second-factor": _("Take devices off"),
    },
)
register_words(
    "job",
    {
        "backup": _("Make a backup"),
        "clearsessions": _("Forget sessions that ended"),
        "forget_answers": _("Forget answers to forms that were sent twice"),
        "forget_changes": _("Forget notes of old changes"),
        "mail_reviews": _("Mail which pages want a look"),
        "prune_db_task_results": _("Forget tasks that are done"),
        "publish_scheduled": _("Publish what is due"),
        "retire_promises": _("End promises that are past their date"),
        "run_retention": _("Wipe what is past its term"),
        "send_mail": _("Send mail"),
        "tend_queue": _("Look after the queue"),
    },
)
register_words(
    "rule",
    {
        "answered": _("A week after the answer"),
        "closed-account": _("Closed accounts"),
        "dead links": _("Links that open nothing any more"),
        "never-confirmed": _("Never confirmed"),
        "proof-after-withdrawal": _("Proof of a consent that ended"),
        "term": _("Its term"),
        "term of the form": _("The term that the form named"),
        "text": _("Text and recipient"),
    },
)
register_words(
    "detail",
    {
        "attempts": _("attempts"),
        "bytes": _("bytes"),
        "channel": _("by way of"),
        "count": _("how many"),
        "delivery": _("arrival"),
        "encrypted": _("sealed"),
        "entries": _("lines"),
        "erased": _("erased"),
        "expires": _("has a last day"),
        "factors": _("devices"),
        "failed_rules": _("rules that failed"),
        "fields": _("fields"),
        "files": _("files"),
        "held": _("held back"),
        "kind": _("kind"),
        "missing": _("missing"),
        "purpose": _("purpose"),
        "reason": _("reason"),
        "records": _("records"),
        "rows": _("rows"),
        "scopes": pgettext_lazy("API token", "may"),
        "sessions": _("sessions"),
        "task": _("task"),
        "tokens": _("API tokens"),
        "version": _("version"),
        "wiped": _("wiped"),
        "wrong_an_hour": _("wrong in an hour"),
    },
)
register_words(
    "value",
    {
        "answered": _("answered"),
        "api": _("API"),
        "asked": _("not confirmed yet"),
        "confirmed": _("confirmed"),
        "done": _("done"),
        "erasure": _("erase what you have"),
        "expired": _("never confirmed"),
        "export": _("show me what you have"),
        "form": _("form on the site"),
        "link": _("personal link"),
        "new": _("new"),
        "paper": _("on paper, noted by staff"),
        "phone": _("by telephone, noted by staff"),
        "recovery_codes": _("recovery codes"),
        "spam": _("spam"),
        "totp": _("app with codes"),
        "webauthn": _("passkey"),
    },
)
