"""What the solver refuses to work with."""

from __future__ import annotations


class MatchingRefused(ValueError):
    """The case makes no sense."""


class KnownTwice(MatchingRefused):
    """Somebody is named more than once, or is both a verbinder and a person who waits."""


class NowhereOnEarth(MatchingRefused):
    """A latitude or longitude that does not exist."""


class NotASlot(MatchingRefused):
    """A day that is not written as `mon-evening`."""


class ImpossibleRules(MatchingRefused):
    """Rules or weights that nothing can keep."""


class UnknownMember(MatchingRefused):
    """Somebody who is not in the case."""
