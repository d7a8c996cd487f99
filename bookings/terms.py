"""The times, limits and words that the calendar goes by."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from trust.forms.notice import Notice
from trust.registry import Ground

# Until how long after its date a registration is kept, and the needs in it (spec B14).
KEEP, KEEP_NEEDS = timedelta(days=60), timedelta(days=14)
# Somebody who never confirmed their address asked for nothing.
KEEP_UNCONFIRMED = timedelta(days=7)
# How long a seat waits for an address to be confirmed; nearer to the date a quarter of what is left, but never less than a quarter of an hour.
HOLD, HOLD_LEAST = timedelta(hours=2), timedelta(minutes=15)
# How long a seat waits for its money, and how long at least: as long as Stripe keeps a session open.
PAY_WITHIN, PAY_LEAST = timedelta(hours=24), timedelta(minutes=35)
# A reminder before, the online link before (spec B11), and until when afterwards the mail afterwards still makes sense.
REMIND_BEFORE, LINK_BEFORE, FOLLOW_UP_WITHIN = timedelta(days=2), timedelta(days=1), timedelta(days=3)
# From here on a seat no longer waits for the first in line who needs more of them (docs/adr/0023).
LAST_CALL = timedelta(days=3)

PERSONAL = "bookings.registration"  # the purpose of the personal link
OWN_FEED = "bookings.own-feed"  # the purpose of the address of one's own dates

NOTICE = Notice(
    purpose=_("To keep your place, to tell you when something changes, and to know who comes."),
    ground=Ground.CONTRACT,
    keep=lambda data: data["delete_on"] if "delete_on" in data else localdate() + KEEP,
    because=_("you ask us for a place"),
)


def delete_on(ends_at: datetime) -> date:
    """The day on which a registration for a date that ends then is erased."""
    return localtime(ends_at).date() + KEEP


def needs_delete_on(ends_at: datetime) -> date:
    """The day on which the needs in it are."""
    return localtime(ends_at).date() + KEEP_NEEDS


def held_until(*, at: datetime, closes_at: datetime) -> datetime:
    """Until when a seat waits for its person to confirm."""
    return at + max(HOLD_LEAST, min(HOLD, (closes_at - at) / 4))


def pay_until(*, at: datetime, closes_at: datetime) -> datetime:
    """Until when a seat waits for its money: a day, not beyond the end of registration."""
    return max(at + PAY_LEAST, min(at + PAY_WITHIN, closes_at))
