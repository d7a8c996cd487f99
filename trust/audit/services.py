"""Writing the two logs. Called inside the transaction of the deed, so that neither exists without the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db.models import Model
from django.utils.timezone import now

from trust.about import reference_to
from trust.audit.enums import Access, Actor
from trust.audit.errors import PersonalDetail
from trust.audit.models import AccessEntry, AuditEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SAME_LOOK = timedelta(minutes=5)
VERB = re.compile(r"[a-z][\w-]*(\.[a-z][\w-]*)+")
PERSONAL_KEYS = frozenset(
    [
        "address",
        "birthday",
        "body",
        "email",
        "first_name",
        "firstname",
        "ip",
        "iban",
        "last_name",
        "lastname",
        "message",
        "name",
        "phone",
        "postcode",
        "recipient",
        "remarks",
        "street",
        "subject",
        "text",
        "token",
        "username",
    ]
)
EMAIL = re.compile(r"[^\s@<>]+@[\w-]+(\.[\w-]+)+")
# Dates, times and UUIDs are full of digits too; they are taken out before telephone numbers are looked for.
NUMBERED = re.compile(
    r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?([+-]\d\d:?\d\d|Z)?",
    re.I,
)
PHONE = re.compile(r"(?<![\w-])(\+|00?)[1-9](?:[\s./()-]*\d){7,13}(?![\w-])")


def record(
    *,
    verb: str,
    about: Model | None = None,
    by: AbstractBaseUser | None = None,
    by_person: bool = False,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write that `verb` ("bookings.moved") happened to `about`.

    `by`: the member of staff; without one the actor is the system, or with `by_person` the person whom the record is about.
    `details`: JSON-able states, counts and field names. Raises `PersonalDetail` (trust.audit.errors) for a value that looks like an e-mail
    address or telephone number, or a key that names personal data: the log must outlive the person's data.
    """
    if not VERB.fullmatch(verb):
        raise ValueError(f"A deed reads app.deed, not {verb!r}")
    details = dict(details or {})
    if personal := next(_personal(details), None):
        raise PersonalDetail(personal)  # the key only: the refusal is logged
    account: Any = by if by is not None and by.is_authenticated else None
    actor = Actor.STAFF if account else Actor.PERSON if by_person else Actor.SYSTEM
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64]
    return AuditEntry.objects.create(
        verb=verb, actor=actor, by=account, details=details, request_id=request_id, **reference_to(about)
    )


def _personal(details: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The keys whose value says something about a person. That there was an address may be said (`{"email": True}`), not which."""
    for key, value in details.items():
        where = f"{path}{key}"
        if key.lower() in PERSONAL_KEYS and not (value is None or isinstance(value, bool)):
            yield where
        yield from _personal_value(value, where)


def _personal_value(value: Any, where: str) -> Iterator[str]:
    match value:
        case Mapping():
            yield from _personal(value, f"{where}.")
        case list() | tuple() | set() | frozenset():
            for part in value:
                yield from _personal_value(part, where)
        case str() if EMAIL.search(value) or PHONE.search(NUMBERED.sub(" ", value)):
            yield where


def record_access(
    *, what: str, by: AbstractBaseUser, about: Model | None = None, access: Access = Access.VIEW, count: int = 1
) -> AccessEntry:
    """Write that `by` saw `about` on the screen or in the export `what` ("contact.messages"); for a list, `count` records and no `about`.

    The same look within five minutes is written once; an export is always written.
    """
    account: Any = by
    reference = reference_to(about)
    if access != Access.EXPORT:
        same = AccessEntry.objects.filter(by=account, what=what, access=access, count=count, at__gte=now() - SAME_LOOK)
        if known := same.filter(**reference).newest().first():
            return known
    return AccessEntry.objects.create(by=account, what=what, access=access, count=count, **reference)
