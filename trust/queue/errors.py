"""What the queue refuses."""

from trust.errors import Refusal


class NotGivenUp(Refusal):
    """The task is not one that was given up: it waits, runs, has ended well or is gone."""
