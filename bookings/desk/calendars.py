"""The date of a request as calendars read it (RFC 5545): one UID for the organisation and for each trainer (spec C7, C10)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Event as CalendarEvent

from bookings.desk.enums import SlotState
from bookings.desk.models import BookingRequest, Proposal, TrainerSlot
from bookings.icalendars import BRUSSELS, UID_DOMAIN, Method, Party, address_of, new_calendar, one_line
from trust.outbox.services import Attachment

STATUS = {
    SlotState.TENTATIVE: "TENTATIVE",
    SlotState.CONFIRMED: "CONFIRMED",
    SlotState.CANCELLED: "CANCELLED",
}


def uid_of(request: BookingRequest) -> str:
    """Opaque, and the same for ever."""
    return f"{request.public_id}@{UID_DOMAIN}"


def slot_component(slot: TrainerSlot, *, description: str = "") -> CalendarEvent:
    """A trainer's date; what was released is cancelled, so that calendars drop it."""
    component = _component(
        slot.request,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=slot.place,
        status=STATUS[SlotState(slot.state)],
        sequence=slot.sequence,
        changed_at=slot.changed_at,
    )
    if description:
        component.add("description", description)
    return component


def proposal_calendar(proposal: Proposal) -> bytes:
    """The agreed date of a request, to add once. Without METHOD: it invites nobody."""
    calendar = new_calendar()
    calendar.add_component(_of(proposal, status="CONFIRMED"))
    return calendar.to_ical()


def mail_part(proposal: Proposal, *, method: Method, organizer: Party, attendee: Party) -> Attachment:
    """The `.ics` of a mail about the date of an accepted `proposal`; CANCEL when it is off."""
    component = _of(proposal, status="CANCELLED" if method == "CANCEL" else "CONFIRMED")
    component["ORGANIZER"] = address_of(organizer)
    person = address_of(attendee)
    person.params["PARTSTAT"] = "ACCEPTED" if method == "REQUEST" else "DECLINED"
    person.params["RSVP"] = "FALSE"
    component["ATTENDEE"] = person
    calendar = new_calendar()
    calendar.add("method", method)
    calendar.add_component(component)
    kind = f"text/calendar; method={method}; charset=utf-8"
    return Attachment("afspraak.ics", kind, calendar.to_ical())


def _of(proposal: Proposal, *, status: str) -> CalendarEvent:
    request = proposal.request
    return _component(
        request,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        place=proposal.place,
        status=status,
        sequence=request.sequence,
        changed_at=request.changed_at,
    )


def _component(
    request: BookingRequest,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    status: str,
    sequence: int,
    changed_at: datetime,
) -> CalendarEvent:
    component = CalendarEvent()
    changed = changed_at.astimezone(UTC)
    component.add("uid", uid_of(request))
    component.add("sequence", sequence)
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("dtstart", starts_at.astimezone(BRUSSELS))
    component.add("dtend", ends_at.astimezone(BRUSSELS))
    component.add("status", status)
    component.add("summary", _summary(request, status))
    if place:
        component.add("location", one_line(place))
    component.add("class", "PRIVATE")
    if status != "CONFIRMED":
        component.add("transp", "TRANSPARENT")
    return component


def _summary(request: BookingRequest, status: str) -> str:
    said = {"title": one_line(request.activity_title), "organisation": one_line(request.organisation_name)}
    match status:
        case "CANCELLED":
            return _("Cancelled: %(title)s, %(organisation)s") % said
        case "TENTATIVE":
            return _("Proposed: %(title)s, %(organisation)s") % said
    return _("%(title)s, %(organisation)s") % said
