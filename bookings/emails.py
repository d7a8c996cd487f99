"""What people on a date are mailed. Each mail names the date, its hour and place, leads to the personal page, and says until when data is kept."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.html import escape
from django.utils.timezone import now

from bookings.addresses import path_of_event
from bookings.enums import EventState, RegistrationState
from bookings.icalendars import place_of
from bookings.invitations import cancellation, invitation
from bookings.models import Event, Registration
from bookings.terms import LINK_BEFORE, PERSONAL
from bookings.words import day
from cms.letters import Letter, write_letter
from cms.seo import absolute
from trust.links.services import issue_link, lasting_link, link_placeholder
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import placeholder
from trust.outbox.services import Attachment, queue_email

# What stands in a letter that is written once for many, where the name and the link come.
NO_NAME, NO_LINK = "NaamVanWieKomt", placeholder(kind="personal", public_id=str(UUID(int=0)))
FORM_LETTERS = 50
_form_letters: dict[tuple, Letter] = {}


def personal_url(registration: Registration, *, is_new: bool = False) -> str:
    """The placeholder of their own page: one address as long as it lives. `is_new`: there cannot be one yet, so none is looked for."""
    if is_new:
        return link_placeholder(link=issue_link(purpose=PERSONAL, about=registration))
    return link_placeholder(link=lasting_link(purpose=PERSONAL, about=registration, until=registration.delete_on))


def shows_link(registration: Registration, *, at: datetime | None = None) -> bool:
    """Whether a mail to them may hold the online link now (spec B11): registered for good, and the date is near."""
    event = registration.event
    near = (at or now()) >= event.starts_at - LINK_BEFORE
    return near and registration.state == RegistrationState.CONFIRMED and event.is_online and bool(event.online_url)


def mail_confirmation(registration: Registration, *, waits: bool, is_new: bool) -> OutboundEmail | None:
    """Is this your address? `waits`: there is no seat, they would join the waiting list. `is_new`: it has no link yet.

    The same for who is on the date already. On a date that many ask for at once it differs only by name and link: it is written once a minute, and
    both are put in.
    """
    event, until = registration.event, registration.held_until
    shape = (registration.companions, bool(registration.needs), registration.delete_on, f"{until:%Y%m%d%H%M}")
    key, template = (event.public_id, event.version, waits, *shape), "bookings/emails/confirm"
    if (known := _form_letters.get(key)) is None:
        stranger = copy(registration)
        stranger.name = NO_NAME
        context = _context(stranger, personal_url=NO_LINK, waits=waits, held_until=until)
        known = write_letter(template=template, context={"unsubscribe": "", **context})
        if len(_form_letters) >= FORM_LETTERS:
            _form_letters.clear()
        _form_letters[key] = known
    link = personal_url(registration, is_new=is_new)
    return queue_email(
        purpose="bookings.confirm",
        to=registration.email,
        template=template,
        context={},
        about=registration,
        letter=Letter(
            known.subject,
            known.text.replace(NO_NAME, registration.name).replace(NO_LINK, link),
            known.html.replace(NO_NAME, escape(registration.name)).replace(NO_LINK, link),
        ),
    )


def mail_registered(registration: Registration, *, paid_cents: int = 0) -> None:
    """You have a seat, with the date for the calendar. `paid_cents`: what just came in for it."""
    parts = [invitation(registration, online=shows_link(registration))]
    _mail(registration, "registered", parts=parts, paid_cents=paid_cents)


def mail_to_pay(registration: Registration, *, approved: bool = False, failed: bool = False, again: str = "") -> None:
    """Your seat waits for so much money, until then. `failed`: the bank said no; `again` names that attempt."""
    key = f"bookings.to-pay:{registration.public_id}:{again}" if again else ""
    _mail(registration, "to_pay", once_key=key, approved=approved, failed=failed, held_until=registration.held_until)


def mail_pay_expired(registration: Registration) -> None:
    """It was not paid in time: the seat is free again."""
    _mail(registration, "pay_expired")


def mail_given_back(registration: Registration, *, cents: int, once_key: str) -> None:
    """So much went back in all; once an amount."""
    _mail(registration, "given_back", once_key=once_key, given_back_cents=cents)


def mail_pending(registration: Registration) -> None:
    """We look at it and let you know."""
    _mail(registration, "pending")


def mail_approved(registration: Registration) -> None:
    """You can come."""
    _mail(registration, "approved", parts=[invitation(registration, online=shows_link(registration))])


def mail_refused(registration: Registration, *, reason: str) -> None:
    """Not this time, and why."""
    _mail(registration, "refused", reason=reason)


def mail_waiting(registration: Registration, *, ahead: int) -> None:
    """You are on the waiting list, and so many are before you."""
    _mail(registration, "waiting", ahead=ahead)


def mail_offer(registration: Registration) -> None:
    """There is a seat for you, until then."""
    _mail(registration, "offer", offered_until=registration.offered_until)


def mail_offer_expired(registration: Registration) -> None:
    """The seat went to the next."""
    _mail(registration, "offer_expired")


def mail_changed(registration: Registration) -> None:
    """They changed what they had said."""
    _mail(registration, "changed", parts=_parts(registration))


def mail_ended(registration: Registration, *, had_seat: bool, paid_cents: int = 0, goes_back: bool = False) -> None:
    """They do not come, or left the list; calendars take the date away. `goes_back`: what they paid does so by itself."""
    parts = [cancellation(registration)] if had_seat else []
    _mail(registration, "ended", parts=parts, had_seat=had_seat, paid_cents=paid_cents, goes_back=goes_back)


def mail_reminder(registration: Registration) -> None:
    """Soon; once for each time that the date has had."""
    _mail(registration, "reminder", once_key=reminder_key(registration))


def mail_online_link(registration: Registration, *, again: str = "") -> None:
    """The link to join, shortly before; once for each time that the date has had. `again`: names a new link after that."""
    key = link_key(registration)
    _mail(registration, "online_link", once_key=f"{key}:{again}" if again else key, is_other=bool(again))


def mail_follow_up(registration: Registration, *, words: str) -> None:
    """Afterwards; once."""
    _mail(registration, "follow_up", once_key=follow_up_key(registration), words=words)


def reminder_key(registration: Registration) -> str:
    return f"bookings.reminder:{registration.public_id}:{registration.event.starts_at:%Y%m%dT%H%M}"


def link_key(registration: Registration) -> str:
    return f"bookings.link:{registration.public_id}:{registration.event.starts_at:%Y%m%dT%H%M}"


def follow_up_key(registration: Registration) -> str:
    return f"bookings.follow-up:{registration.public_id}"


def mail_event_changed(event: Event, registrations: Sequence[Registration], *, before: dict[str, Any]) -> int:
    """Tell everybody of the date what is different; `before`: what was changed, as it was. Returns how many mails."""
    times = {"starts_at", "ends_at"} & before.keys()
    places = {"place_name", "street", "postcode", "city", "is_online"} & before.keys()
    old = Event(**{name: before.get(name, getattr(event, name)) for name in ("starts_at", "ends_at", "is_online")})
    for name in ("place_name", "street", "postcode", "city"):
        setattr(old, name, before.get(name, getattr(event, name)))
    again = before.get("state") == EventState.POSTPONED
    what = {
        "old": old,
        "old_place": place_of(old),
        "time": bool(times),
        "other_day": day(old.starts_at) != day(event.starts_at),
        "place_changed": bool(places),
        "again": again,
    }
    what |= {"old_title": before.get("title", "")}
    return _mail_all(event, registrations, "moved", parts=_parts, **what)


def mail_event_postponed(event: Event, registrations: Sequence[Registration]) -> int:
    """It does not take place then; a new day follows."""
    return _mail_all(event, registrations, "postponed", parts=_parts)


def mail_event_cancelled(event: Event, registrations: Sequence[Registration]) -> int:
    """It does not take place."""
    return _mail_all(event, registrations, "cancelled", parts=lambda registration: [cancellation(registration)])


def mail_message(registration: Registration, *, subject: str, text: str, once_key: str) -> None:
    """What staff write to everybody of a date."""
    _mail(registration, "message", once_key=once_key, subject=subject, text=text)


def _parts(registration: Registration) -> list[Attachment]:
    """Who has a seat for good has the date in their calendar: they get the new version of it."""
    if registration.state != RegistrationState.CONFIRMED:
        return []
    return [invitation(registration, online=shows_link(registration))]


def _mail_all(event: Event, registrations: Sequence[Registration], what: str, *, parts, **more: Any) -> int:
    """One mail each, once a revision of the date."""
    told = 0
    for registration in registrations:
        if registration.email:
            registration.event = event
            key = f"bookings.{what}:{registration.public_id}:{event.sequence}"
            attached = parts(registration) if registration.state == RegistrationState.CONFIRMED else []
            told += _mail(registration, what, once_key=key, parts=attached, **more) is not None
    return told


def _mail(
    registration: Registration,
    what: str,
    *,
    once_key: str = "",
    parts: Sequence[Attachment] = (),
    **more: Any,
) -> OutboundEmail | None:
    """`bookings/emails/<what>` to the person; nothing to who gave no address."""
    if not registration.email:
        return None
    context = _context(registration, personal_url=personal_url(registration), **more)
    return queue_email(
        purpose=f"bookings.{what.replace('_', '-')}",
        to=registration.email,
        template=f"bookings/emails/{what}",
        context=context,
        attachments=parts,
        about=registration,
        once_key=once_key or None,
    )


def _context(registration: Registration, **more: Any) -> dict[str, Any]:
    """What every mail about a date says."""
    event = registration.event
    return {
        "registration": registration,
        "event": event,
        "place": place_of(event),
        "event_url": absolute(path_of_event(event)),
        "online_url": event.online_url if shows_link(registration) else "",
        "delete_on": registration.delete_on,
        **more,
    }
