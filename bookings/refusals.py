"""What people read, and what the API says, when the calendar refuses something."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from bookings import errors
from cms.errors import problem

WORDS: dict[type[errors.BookingRefused], Any] = {
    errors.EventFull: _("All seats are taken, and there is no waiting list."),
    errors.EventCancelled: _("This date does not take place."),
    errors.EventPostponed: _("This date is put off. As soon as there is a new day, you can register again."),
    errors.EventPast: _("This date is over."),
    errors.RegistrationNotOpen: _("You cannot register yet. The page of the date says from when on you can."),
    errors.RegistrationClosed: _("Registration is closed. Phone us if you would still like to come."),
    errors.PaymentNotReady: _("You pay for this date, and you cannot pay here now. Phone or mail us to keep a seat."),
    errors.PaymentUnderWay: _(
        "You are paying for this many people now. Finish that first, or try again in half an hour."
    ),
    errors.SeatsArePaid: _("You paid for this many people. Phone or mail us to come with more or fewer."),
    errors.TooManyCompanions: _("You can bring fewer people along to this date."),
    errors.NotEnoughSeats: _(
        "There are not that many seats free. Come with fewer people, or leave your name on the waiting list if there is one."
    ),
    errors.RegistrationEnded: _("This registration has ended. You can register again on the page of the date."),
    errors.OfferGone: _("This seat is no longer kept for you. You can register again on the page of the date."),
}
# The names by which programs tell them apart: the last part of `type`.
NAMES: dict[type[errors.BookingRefused], str] = {
    errors.EventFull: "full",
    errors.EventCancelled: "cancelled",
    errors.EventPostponed: "postponed",
    errors.EventPast: "past",
    errors.RegistrationNotOpen: "not-open",
    errors.RegistrationClosed: "closed",
    errors.PaymentNotReady: "payment",
    errors.PaymentUnderWay: "being-paid",
    errors.SeatsArePaid: "paid",
    errors.TooManyCompanions: "companions",
    errors.NotEnoughSeats: "seats",
    errors.RegistrationEnded: "ended",
    errors.OfferGone: "offer-gone",
}


def words_for(refusal: errors.BookingRefused) -> str:
    """A sentence in Dutch."""
    return str(WORDS.get(type(refusal), _("That is not possible any more.")))


def problem_for(refusal: errors.BookingRefused) -> HttpResponse:
    """The problem document (409): `reason` names it for programs, `detail` says it to people."""
    return problem(HTTPStatus.CONFLICT, words_for(refusal), reason=NAMES.get(type(refusal), "refused"))
