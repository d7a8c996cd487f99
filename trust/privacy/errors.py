"""What the privacy room refuses."""

from trust.errors import Refusal


class HeldByLaw(Refusal):
    """A record may not be erased yet; `holds` (trust.registry.LegalHold) say why."""

    def __init__(self, holds):
        super().__init__("held")
        self.holds = tuple(holds)


class TransitionNotAllowed(Refusal):
    """A request cannot go from this state to that."""


class WordsChanged(Refusal):
    """The words of a version of consent differ from those that people agreed to: changed words are a new version."""
