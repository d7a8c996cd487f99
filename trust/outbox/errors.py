"""What the outbox refuses."""

from trust.errors import Refusal


class NotInTransaction(Refusal):
    """A mail was queued outside of a transaction: it could exist without its cause."""


class BadAddress(Refusal):
    """No mail can be sent to this address, or answered at it."""


class BadHeader(Refusal):
    """A header's name or value that would break out of its line."""


class TransitionNotAllowed(Refusal):
    """A mail cannot go from this state to that."""


class AlreadyWiped(Refusal):
    """The text of this mail is gone."""
