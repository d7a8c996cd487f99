"""What staff read when the calendar refuses something."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings import errors
from bookings.refusals import WORDS

STAFF_WORDS: dict[type[errors.BookingRefused], Any] = {
    errors.TransitionNotAllowed: gettext_lazy("Somebody else was first: look how it stands now."),
    errors.RuleNotUnderstood: gettext_lazy(
        "We do not understand this rule. Write it as FREQ=MONTHLY;BYDAY=1TU, or choose one from the list."
    ),
    errors.TimeNotRight: gettext_lazy("The end comes before the beginning."),
    errors.AlreadyRegistered: gettext_lazy("This e-mail address is on the list of this date already."),
    errors.PaymentUnderWay: gettext_lazy(
        "They are paying for this many people now. Wait half an hour, or until the payment is over."
    ),
    errors.TooManyCompanions: gettext_lazy("They bring more people along than this date allows."),
    errors.NotEnoughSeats: gettext_lazy("There are not that many seats free, or others wait for them."),
    errors.EventFull: gettext_lazy("All seats are taken. Give the date more seats first."),
    errors.EventPast: gettext_lazy("This date is over. Write somebody who was there down as a walk-in."),
    errors.OfferGone: gettext_lazy("There is no offer for this person any more. You can still give a free seat."),
    errors.RegistrationEnded: gettext_lazy("This registration has ended already."),
}


def staff_words(refusal: errors.BookingRefused) -> str:
    """A sentence in Dutch."""
    if isinstance(refusal, errors.CapacityBelowTaken):
        return _("%(count)d seats are taken: there cannot be fewer than that.") % {"count": refusal.taken}
    return str(STAFF_WORDS.get(type(refusal)) or WORDS.get(type(refusal)) or _("That is not possible any more."))
