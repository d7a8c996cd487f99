"""The first meeting of a group as calendars read it (RFC 5545): one meeting with one UID for ever, whichever moment is chosen."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from circles.models import Meeting
from trust.calendars import BRUSSELS, brussels, one_line
from trust.outbox.services import Attachment

PRODUCT = "-//Lus vzw//Groepen//NL"
# Part of each UID, so for ever: no host name, which may change.
UID_DOMAIN = "groepen.lus"
LASTS = timedelta(hours=2)


def calendar_part(meeting: Meeting) -> Attachment:
    """The file of a mail: without METHOD, since nobody is asked to answer it. Who is in the group is not in it: calendars are shared."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(brussels())
    calendar.add_component(_event(meeting))
    return Attachment("lus.ics", "text/calendar; charset=utf-8", calendar.to_ical())


def _event(meeting: Meeting) -> CalendarEvent:
    moment = now()
    component = CalendarEvent()
    component.add("uid", f"{meeting.circle.public_id}@{UID_DOMAIN}")
    # Goes up with each choice: who imports a later one moves what stands in their calendar.
    component.add("sequence", max(0, int((moment - meeting.circle.made_at).total_seconds())))
    component.add("dtstamp", moment.astimezone(UTC))
    component.add("dtstart", meeting.starts_at.astimezone(BRUSSELS))
    component.add("dtend", (meeting.starts_at + LASTS).astimezone(BRUSSELS))
    component.add("status", "CONFIRMED")
    component.add("summary", _("First meeting of your group"))
    if meeting.place:
        component.add("location", one_line(meeting.place))
    component.add("class", "PRIVATE")
    return component
