"""What the door refuses."""

from trust.errors import Refusal


class SecondFactorMissing(Refusal):
    """No TOTP and no passkey."""


class NotYours(Refusal):
    """This account may not do that to that account."""


class UnknownScope(Refusal):
    """No such scope."""
