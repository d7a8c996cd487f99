"""Why the calendar refuses something, each named after what happened. Views and the API choose the words (`bookings.refusals`)."""

from trust.errors import Refusal


class BookingRefused(Refusal):
    """The base of this app's refusals."""


class TransitionNotAllowed(BookingRefused):
    """`bookings.enums` does not let this state become that one."""

    def __init__(self, old: str, new: str):
        super().__init__(f"{old} does not become {new}")
        self.old, self.new = old, new


class RuleNotUnderstood(BookingRefused):
    """No rule of RFC 5545 that we repeat by."""


class CapacityBelowTaken(BookingRefused):
    """There would be fewer seats than are taken; `taken` says how many are."""

    def __init__(self, taken: int):
        super().__init__(f"{taken} seats are taken")
        self.taken = taken


class TimeNotRight(BookingRefused):
    """The end comes before the beginning."""


class DateChanged(Exception):
    """Staff changed the date since the caller read it: judge again by what it is now. Said to nobody."""


class RegistrationRefused(BookingRefused):
    """The base of what somebody who registers, or changes that, is refused."""


class EventFull(RegistrationRefused):
    """No seat left, and no waiting list."""


class EventCancelled(RegistrationRefused):
    """The date does not take place."""


class EventPostponed(RegistrationRefused):
    """The date waits for a new day."""


class EventPast(RegistrationRefused):
    """The date has begun or is over."""


class RegistrationNotOpen(RegistrationRefused):
    """Registration opens later."""


class RegistrationClosed(RegistrationRefused):
    """Registration is closed."""


class PaymentNotReady(RegistrationRefused):
    """A date with a price, and nothing here that takes payments."""


class PaymentUnderWay(RegistrationRefused):
    """Somebody is paying for so many seats: the number stays until that is over."""


class SeatsArePaid(RegistrationRefused):
    """So many seats were paid for: staff change the number, and settle the money."""


class TooManyCompanions(RegistrationRefused):
    """More companions than this date allows."""


class NotEnoughSeats(RegistrationRefused):
    """There are seats, but fewer than asked, or others wait for them."""


class AlreadyRegistered(RegistrationRefused):
    """Staff register an address that is on this date already. Strangers are never told."""


class RegistrationEnded(RegistrationRefused):
    """The registration was cancelled, refused or expired before."""


class OfferGone(RegistrationRefused):
    """There is no offer for this registration, or none any more."""
