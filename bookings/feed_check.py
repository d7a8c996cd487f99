"""Looks at a feed as a strict calendar does: one badly folded line, and Google drops all of it without a word (spec F7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar

LONGEST = 75  # octets, RFC 5545 §3.1
STATUSES = {"CONFIRMED", "TENTATIVE", "CANCELLED"}
NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED")


@dataclass(frozen=True)
class SeenDate:
    """A date as subscribers see it now, read back from the feed."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    status: str
    sequence: int
    changed_at: datetime
    place: str


@dataclass(frozen=True)
class Checked:
    """What was found wrong (in words; nothing is good), and what subscribers see."""

    troubles: list[str]
    dates: list[SeenDate]
    size: int


def check_feed(content: bytes, *, secrets: frozenset[str] = frozenset()) -> Checked:
    """`content` held against what calendars need; `secrets` are texts that no feed may hold (online links)."""
    troubles = [*_lines(content), *_leaks(content, secrets)]
    try:
        calendar = Calendar.from_ical(content)
    except ValueError:
        return Checked([*troubles, _("The feed cannot be read as a calendar at all.")], [], len(content))
    troubles += [*_head(calendar), *_zones(calendar), *_events(calendar)]
    return Checked(troubles, [] if troubles else [_seen(event) for event in calendar.walk("VEVENT")], len(content))


def _lines(content: bytes) -> Iterator[str]:
    lines = content.split(b"\r\n")
    if any(b"\n" in line or b"\r" in line for line in lines) or lines[-1]:
        yield _("Not every line ends in CR LF.")
    if long := sum(len(line) > LONGEST for line in lines):
        yield _("%(count)d lines are longer than 75 octets.") % {"count": long}
    try:
        content.decode()
    except UnicodeDecodeError:
        yield _("The feed is not valid UTF-8: a letter was cut in two.")
    if not _closed(lines):
        yield _("A part that begins does not end, or the other way round.")


def _closed(lines: list[bytes]) -> bool:
    """Whether each BEGIN has its END; icalendar reads on over one that lacks it, others do not."""
    open_parts: list[bytes] = []
    for line in lines:
        if line.startswith(b"BEGIN:"):
            open_parts.append(line[6:])
        elif line.startswith(b"END:") and (not open_parts or open_parts.pop() != line[4:]):
            return False
    return not open_parts


def _leaks(content: bytes, secrets: frozenset[str]) -> Iterator[str]:
    whole = content.replace(b"\r\n ", b"")
    if any(secret.encode() in whole for secret in secrets if secret):
        yield _("An online link stands in the feed: everybody can read it.")


def _head(calendar: Calendar) -> Iterator[str]:
    if "METHOD" in calendar:
        yield _("The feed names a METHOD, which makes it an invitation.")
    for name in ("VERSION", "PRODID", "X-WR-CALNAME", "X-PUBLISHED-TTL"):
        if name not in calendar:
            yield _("%(name)s is missing.") % {"name": name}
    if not str(calendar.get("X-PUBLISHED-TTL", "P")).startswith("P"):
        yield _("X-PUBLISHED-TTL is no duration.")
    refresh = calendar.get("REFRESH-INTERVAL")
    if refresh is None or refresh.params.get("VALUE") != "DURATION":
        yield _("REFRESH-INTERVAL does not say VALUE=DURATION.")


def _zones(calendar: Calendar) -> Iterator[str]:
    zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
    used = {
        value.params["TZID"]
        for event in calendar.walk("VEVENT")
        for name in ("DTSTART", "DTEND")
        if (value := event.get(name)) is not None and "TZID" in value.params
    }
    for missing in sorted(used - set(zones)):
        yield _("The time zone %(name)s is not described: Outlook shows dates an hour off.") % {"name": missing}
    for name, zone in zones.items():
        if not all("RRULE" in half for half in zone.subcomponents):
            yield _("The time zone %(name)s has no rules.") % {"name": name}


def _events(calendar: Calendar) -> Iterator[str]:
    events = calendar.walk("VEVENT")
    twice = [uid for uid, count in Counter(str(event.get("UID")) for event in events).items() if count > 1]
    if twice:
        yield _("%(count)d UIDs stand there more than once.") % {"count": len(twice)}
    for event in events:
        yield from _event(event)


def _event(event: Any) -> Iterator[str]:
    title = str(event.get("SUMMARY", "?"))
    missing = [name for name in NEEDED if name not in event]
    if missing:
        yield _("“%(title)s” lacks %(names)s.") % {"title": title, "names": ", ".join(missing)}
        return
    if event.start >= event.end:
        yield _("“%(title)s” ends before it begins.") % {"title": title}
    if event["DTSTAMP"].dt.utcoffset() is None or event["DTSTAMP"].dt.utcoffset():
        yield _("The stamp of “%(title)s” is not in UTC.") % {"title": title}
    if str(event.get("STATUS")) not in STATUSES:
        yield _("“%(title)s” has no known STATUS.") % {"title": title}
    categories = event.get("CATEGORIES")
    if categories is not None and not any(str(each).strip() for each in categories.cats):
        yield _("“%(title)s” has an empty CATEGORIES line.") % {"title": title}


def _seen(event: Any) -> SeenDate:
    return SeenDate(
        uid=str(event["UID"]),
        title=str(event["SUMMARY"]),
        starts_at=event.start,
        ends_at=event.end,
        status=str(event["STATUS"]),
        sequence=int(event["SEQUENCE"]),
        changed_at=event["LAST-MODIFIED"].dt,
        place=str(event.get("LOCATION", "")),
    )
