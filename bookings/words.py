"""How a date is said to people, and to machines that ask whether it is on: when, where, how many seats, what one can do."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.enums import EventState, Shown, Way
from bookings.models import Event
from bookings.payments import takes_payments


def shown_state(event: Event) -> Shown:
    """How the date stands for visitors."""
    if event.deleted_at or event.state == EventState.CANCELLED:
        return Shown.CANCELLED
    if event.state == EventState.POSTPONED:
        return Shown.POSTPONED
    return Shown.FULL if event.is_full else Shown.PLANNED


def way_in(event: Event, at: datetime | None = None) -> Way:
    """What somebody who wants to come can do `at` that moment."""
    at = at or now()
    if event.deleted_at or event.state == EventState.CANCELLED:
        return Way.CANCELLED
    if event.state == EventState.POSTPONED:
        return Way.POSTPONED
    if event.ends_at <= at:
        return Way.OVER
    if event.registration_opens_at and event.registration_opens_at > at:
        return Way.NOT_YET
    if at >= event.closes_at:
        return Way.CLOSED
    if event.price_cents and not takes_payments():
        return Way.ASK
    if event.is_full:
        return Way.WAITING_LIST if event.has_waiting_list else Way.FULL
    return Way.OPEN


def clock(moment: datetime) -> str:
    """`19 uur`, `19.30 uur`: the hour in Brussels."""
    local = localtime(moment)
    return f"{local.hour}.{local.minute:02}" if local.minute else str(local.hour)


def day(moment: datetime) -> str:
    """`dinsdag 5 januari 2027`, in Brussels."""
    return date_format(localtime(moment), "l j F Y")


def moment(at: datetime) -> str:
    """`dinsdag 5 januari, 19.30 uur`, in Brussels: until when something waits."""
    return _("%(day)s, %(hour)s h") % {"day": date_format(localtime(at), "l j F"), "hour": clock(at)}


def when(event: Event) -> str:
    """Weekday, day and hours in Brussels: `dinsdag 5 januari 2027, van 19.30 tot 21 uur`."""
    begin, end = localtime(event.starts_at), localtime(event.ends_at)
    if begin.date() == end.date():
        return _("%(day)s, from %(from)s to %(to)s") % {
            "day": day(begin),
            "from": clock(begin),
            "to": _("%(hour)s h") % {"hour": clock(end)},
        }
    return _("%(day)s at %(from)s to %(last)s at %(to)s") % {
        "day": day(begin),
        "from": _("%(hour)s h") % {"hour": clock(begin)},
        "last": day(end),
        "to": _("%(hour)s h") % {"hour": clock(end)},
    }


def hours(event: Event) -> str:
    """Only the hours: `19.30 – 21 uur`."""
    return _("%(from)s – %(to)s h") % {"from": clock(event.starts_at), "to": clock(event.ends_at)}


def duration(span: timedelta) -> str:
    """`1,5 uur`, `45 minuten`, `2 dagen`."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if minutes >= 24 * 60:
        days = -(-minutes // (24 * 60))
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    whole, rest = divmod(minutes, 60)
    if rest == 0:
        return ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole}
    if rest == 30:
        return _("%(count)s.5 hours") % {"count": whole}
    return _("%(hours)d h %(minutes)d min") % {"hours": whole, "minutes": rest}


def seats(event: Event) -> str:
    """Seats left in words; empty where nobody counts them, or where the date is off."""
    left = event.seats_left
    if left is None or shown_state(event) in (Shown.CANCELLED, Shown.POSTPONED):
        return ""
    if left == 0:
        return _("Full – you can join the waiting list") if event.has_waiting_list else _("Full")
    return ngettext("%(count)d seat left", "%(count)d seats left", left) % {"count": left}


def way_words(event: Event, at: datetime | None = None) -> str:
    """The registration window and what one can do, in a sentence or two."""
    match way_in(event, at):
        case Way.CANCELLED:
            return _("This date is cancelled. Who was registered got a mail.")
        case Way.POSTPONED:
            return _("This date is postponed. As soon as there is a new day, it stands here.")
        case Way.OVER:
            return _("This date is behind us.")
        case Way.NOT_YET:
            opens = event.registration_opens_at
            return _("You can register from %(day)s, %(hour)s h on.") % {"day": day(opens), "hour": clock(opens)}
        case Way.CLOSED:
            going_on = event.starts_at <= (at or now())
            return _("This date is going on now.") if going_on else _("Registration is closed.")
        case Way.ASK:
            return _("You cannot pay here yet. Call or mail us to register.")
        case Way.FULL:
            return _("Every seat is taken.")
        case Way.WAITING_LIST:
            return _("Every seat is taken. Put yourself on the waiting list: if somebody drops out, we mail you.")
    if closes := event.registration_closes_at:
        return _("You can register until %(day)s, %(hour)s h.") % {"day": day(closes), "hour": clock(closes)}
    return _("You can register until it begins.")


def deed(event: Event, at: datetime | None = None) -> str:
    """The words on the button to the form; empty when there is nothing to register for."""
    match way_in(event, at):
        case Way.OPEN:
            return _("Register me")
        case Way.WAITING_LIST:
            return _("Put me on the waiting list")
    return ""


def price(event: Event) -> str:
    """`gratis` or `12,50 euro`."""
    if not event.price_cents:
        return _("free")
    euros, cents = divmod(event.price_cents, 100)
    return _("%(euros)s euro") % {"euros": f"{euros},{cents:02}" if cents else str(euros)}


def place(event: Event) -> str:
    """Where, for a list: `online`, or the place and its town."""
    parts = [part for part in (event.place_name, event.city) if part]
    if event.is_online:
        parts = [_("online"), *parts]
    return ", ".join(parts)


def companions(event: Event) -> str:
    """How many somebody may bring along; empty when nobody asked for it."""
    most = event.companions_most
    return (
        ngettext("You may bring %(count)d person", "You may bring up to %(count)d people", most) % {"count": most}
        if most
        else ""
    )
