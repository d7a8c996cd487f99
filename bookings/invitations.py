"""The date for the calendar of one person, in the mail to them (iTIP, RFC 5546): the same UID as in the feeds."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings

from bookings.enums import RegistrationState
from bookings.icalendars import Method, Party, mail_part
from bookings.models import Registration
from trust.outbox.services import Attachment

FILENAME = {"REQUEST": "uitnodiging.ics", "CANCEL": "annulering.ics"}


def invitation(registration: Registration, *, online: bool = False) -> Attachment:
    """METHOD:REQUEST: calendars take the date in, or its newer revision. `online`: the link may be told now."""
    return _part(registration, "REQUEST", online=online)


def cancellation(registration: Registration) -> Attachment:
    """METHOD:CANCEL: calendars take it away. Its revision is higher than the last invitation's, whether the date is off or one person."""
    return _part(registration, "CANCEL")


def _part(registration: Registration, method: Method, *, online: bool = False) -> Attachment:
    event = registration.event
    content = mail_part(
        event,
        method=method,
        organizer=organizer(),
        attendee=Party(registration.email, registration.name),
        online_url=event.online_url if online else "",
        sequence=_sequence(registration, method),
    )
    return Attachment(FILENAME[method], f"text/calendar; method={method}; charset=utf-8", content)


def organizer() -> Party:
    """Lus, at the address that mails come from."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Party(address, name or "Lus vzw")


def _sequence(registration: Registration, method: Method) -> int:
    """The date's own revision, raised by two for each time that this person cancelled before, and by one to cancel now: whoever comes back has
    invitations above the cancellation that their calendar knows."""
    event = registration.event
    gone = event.registrations.filter(email__iexact=registration.email, state=RegistrationState.CANCELLED)
    earlier = gone.exclude(pk=registration.pk).count()
    return event.sequence + 2 * earlier + (method == "CANCEL")
