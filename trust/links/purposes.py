"""What personal links are for: each purpose says where its page is, how long a link lives and whom a new one is mailed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from trust.days import end_of

# A link opens until its record is erased, also when that happens late in the night.
LINKS_OUTLIVE = timedelta(days=1)


@dataclass(frozen=True)
class LinkPurpose:
    """`name`: `app.what` ("bookings.registration"). `url_name`: the page, with the one argument `token`.

    `lifetime`: a term, or a function of the record (a registration's link lives until a month after its date). `once`: spent by its first use.
    `email_of(record)`: whom a new link is mailed to; "" when there is nobody. `records_of(email)`: the records of a person who lost the link,
    newest first, for the page that offers a new one. `api_url_name`: the address in the API, if it has one.
    """

    name: str
    url_name: str
    label: Any
    lifetime: timedelta | Callable[[Any], datetime]
    email_of: Callable[[Any], str]
    records_of: Callable[[str], Iterable[Model]] = lambda email: ()
    once: bool = False
    api_url_name: str = ""


def while_kept(record: Any) -> datetime:
    """The lifetime of a link to what is erased on its `delete_on`."""
    return end_of(record.delete_on) + LINKS_OUTLIVE


_purposes: dict[str, LinkPurpose] = {}


def register_purpose(purpose: LinkPurpose) -> LinkPurpose:
    """Add a purpose, from `AppConfig.ready()`. Raises `ValueError` for a name that another has."""
    if _purposes.setdefault(purpose.name, purpose) != purpose:
        raise ValueError(f"{purpose.name} is registered twice")
    return purpose


def purpose_named(name: str) -> LinkPurpose:
    """The purpose `name`; raises `LookupError`."""
    return _purposes[name]


def purposes() -> list[LinkPurpose]:
    """All, by name."""
    return [_purposes[name] for name in sorted(_purposes)]
