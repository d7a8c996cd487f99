"""Dates as calendars read them (RFC 5545): the same event in feeds, in the file to add once, and in mails (docs/adr/0024).

Nothing here depends on the moment: the same row gives the same bytes. The online link is never among them, unless a mail to somebody who is
registered hands it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta
from html import unescape
from typing import Literal

from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from icalendar import Calendar, vCalAddress, vDuration
from icalendar import Event as CalendarEvent

from bookings.addresses import path_of_event
from bookings.enums import EventState
from bookings.models import Event
from cms.seo import absolute
from trust.calendars import BRUSSELS, brussels, one_line

PRODUCT = "-//Lus vzw//Kalender//NL"
# Part of each UID, so for ever: no host name, which may change.
UID_DOMAIN = "kalender.lus"

Method = Literal["REQUEST", "CANCEL"]
STATUS = {
    EventState.PLANNED: "CONFIRMED",
    EventState.POSTPONED: "TENTATIVE",
    EventState.CANCELLED: "CANCELLED",
}
END_OF_PART = re.compile(r"(?i)</(p|li|h[1-6])>|<br\s*/?>")
BULLET = re.compile(r"(?i)<li[^>]*>")


@dataclass(frozen=True)
class Party:
    """Somebody in a mail's event: the one who invites, or the one who comes."""

    email: str
    name: str = ""


def uid_of(event: Event) -> str:
    """The UID of `event` wherever it is written: opaque, and the same for ever."""
    return f"{event.public_id}@{UID_DOMAIN}"


def mail_part(
    event: Event,
    *,
    method: Method,
    organizer: Party,
    attendee: Party,
    online_url: str = "",
    sequence: int | None = None,
) -> bytes:
    """The `.ics` of a mail to `attendee`; its MIME type says the method too: `text/calendar; method=REQUEST; charset=utf-8`.

    REQUEST for a confirmation and for what changed, CANCEL when the date is off or when this person no longer comes; `sequence` overrules the
    date's own revision, which CANCEL for one person needs to be higher. `online_url` only when it may be told to them now.
    """
    component = event_component(event, description=description_of(event, invited=True, online_url=online_url))
    component["ORGANIZER"] = address_of(organizer)
    person = address_of(attendee)
    person.params["PARTSTAT"] = "ACCEPTED" if method == "REQUEST" else "DECLINED"
    person.params["RSVP"] = "FALSE"
    component["ATTENDEE"] = person
    if sequence is not None:
        del component["SEQUENCE"]
        component.add("sequence", sequence)
    if method == "CANCEL":
        component["STATUS"] = "CANCELLED"
    calendar = new_calendar()
    calendar.add("method", method)
    calendar.add_component(component)
    return calendar.to_ical()


def single(event: Event) -> bytes:
    """The file that adds `event` once. Without METHOD: it invites nobody, and PUBLISH would need an organizer."""
    calendar = new_calendar()
    calendar.add_component(event_component(event))
    return calendar.to_ical()


def file_of(event: Event) -> HttpResponse:
    """`single` as a file to keep."""
    response = HttpResponse(single(event), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


def new_calendar(*, name: str = "", refresh: timedelta | None = None) -> Calendar:
    """A calendar with its time zone and no events. Feeds have a `name` and say how often to look again (`refresh`)."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", BRUSSELS.key)
    if refresh:
        # icalendar leaves VALUE=DURATION out, which RFC 7986 §5.7 asks for.
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh))
    calendar.add_component(brussels())
    return calendar


def event_component(event: Event, *, description: str = "") -> CalendarEvent:
    """`event` as a VEVENT in Brussels time, with `description` or what everybody may read. What was taken away is cancelled: calendars drop it."""
    changed = event.changed_at.astimezone(UTC)
    component = CalendarEvent()
    component.add("uid", uid_of(event))
    component.add("sequence", event.sequence)
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("created", event.created_at.astimezone(UTC))
    component.add("dtstart", event.starts_at.astimezone(BRUSSELS))
    component.add("dtend", event.ends_at.astimezone(BRUSSELS))
    component.add("status", status_of(event))
    component.add("summary", summary_of(event))
    component.add("description", description or description_of(event))
    if where := place_of(event):
        component.add("location", where)
    if not event.deleted_at:
        component.add("url", absolute(path_of_event(event)))
    component.add("categories", [event.get_kind_display(), event.get_audience_display()])
    component.add("class", "PUBLIC")
    if status_of(event) != "CONFIRMED":
        component.add("transp", "TRANSPARENT")
    return component


def status_of(event: Event) -> str:
    """CONFIRMED, TENTATIVE or CANCELLED (RFC 5545 §3.8.1.11)."""
    return "CANCELLED" if event.deleted_at else STATUS.get(EventState(event.state), "TENTATIVE")


def summary_of(event: Event) -> str:
    """The title; first that it is off or put off, for a calendar that shows nothing else."""
    title = one_line(event.title)
    match status_of(event):
        case "CANCELLED":
            return _("Cancelled: %(title)s") % {"title": title}
        case "TENTATIVE":
            return _("Postponed: %(title)s") % {"title": title}
    return title


def description_of(event: Event, *, invited: bool = False, online_url: str = "") -> str:
    """What one must know, in plain text: how it stands, what it is, how to get in, its page. Who is `invited` need not know that it is full."""
    parts = [*state_words(event), plain(event.summary), text_of(event.description)]
    if event.is_full and not invited and status_of(event) == "CONFIRMED":
        parts.insert(0, _("Full: you can join the waiting list.") if event.has_waiting_list else _("Full."))
    if online_url:
        parts.append(_("Join online: %(link)s") % {"link": online_url})
    elif event.is_online:
        parts.append(_("Online. Who is registered gets the link by mail."))
    if event.access_info:
        parts.append(_("Accessibility: %(words)s") % {"words": plain(event.access_info)})
    if not event.deleted_at:
        parts.append(absolute(path_of_event(event)))
    return "\n\n".join(part for part in parts if part)


def state_words(event: Event) -> Iterable[str]:
    """How the date stands, when that is not simply that it goes on."""
    match status_of(event):
        case "CANCELLED":
            yield _("This date is cancelled.")
        case "TENTATIVE":
            yield _("This date is postponed. A new day follows.")
    if event.state_reason:
        yield plain(event.state_reason)


def place_of(event: Event) -> str:
    """Where it is, in one line; empty when nobody said."""
    town = " ".join(part for part in (event.postcode, event.city) if part)
    parts = [part for part in (event.place_name, event.street, town) if part]
    if event.is_online:
        parts = [_("Online"), *parts]
    return one_line(", ".join(parts))


def text_of(html: str) -> str:
    """Rich text as plain text, a paragraph a line."""
    marked = END_OF_PART.sub("\n", BULLET.sub("- ", html))
    return plain(unescape(strip_tags(marked)))


def plain(text: str) -> str:
    """`text` with newlines for every kind of line end, and without characters that no calendar may hold."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def address_of(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    if party.name:
        # A double quote cannot stand in a parameter (RFC 5545 §3.2).
        address.params["CN"] = one_line(party.name).replace('"', "'")
    return address
