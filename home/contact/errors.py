"""What the contact desk refuses."""

from trust.errors import Refusal


class TransitionNotAllowed(Refusal):
    """A message cannot go from this state to that."""
