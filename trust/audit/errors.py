"""What the logs refuse."""

from trust.errors import Refusal


class PersonalDetail(Refusal):
    """A detail that says something about a person; the audit trail holds none."""
