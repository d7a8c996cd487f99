"""Why circles refuse something, each named after what happened. Views and the API choose the words (`circles.refusals`)."""

from trust.errors import Refusal


class CircleRefused(Refusal):
    """The base of this app's refusals."""


class MoveNotAllowed(CircleRefused):
    """The transitions in `circles.enums` have no way from `old` to `new`."""

    def __init__(self, old: str, new: str):
        super().__init__(f"{old} does not become {new}")
        self.old, self.new = old, new


class CallEnded(CircleRefused):
    """An attempt for a call that is done already."""


class SignUpClosed(CircleRefused):
    """A call for somebody whose question is closed."""


class NoRoom(CircleRefused):
    """Notes that are longer than we keep; `most` is how many signs fit."""

    def __init__(self, most: int):
        super().__init__(str(most))
        self.most = most


class NotOfTheCircles(CircleRefused):
    """A coordinator who has no role in the circles."""


class NameTaken(CircleRefused):
    """A region with that name is there already."""


class NothingToAnnounce(CircleRefused):
    """An opening without a day, or one that is announced already."""


class OpeningPast(CircleRefused):
    """An opening whose day is past."""


class MomentPast(CircleRefused):
    """A moment of a first meeting that is past."""


class LeadsGroup(CircleRefused):
    """Somebody who leads a living group cannot be closed."""


class RecordNotSeen(CircleRefused):
    """A volunteer whose extract from the criminal record nobody has seen yet."""


class InAnotherRegion(CircleRefused):
    """A municipality that another region has already; `municipality` and `region` are their names."""

    def __init__(self, municipality: str, region: str):
        super().__init__(f"{municipality}: {region}")
        self.municipality, self.region = municipality, region


class AlreadyInCircle(CircleRefused):
    """Somebody who is in another living group, or proposed for one; `person` is the public id."""

    def __init__(self, person: str):
        super().__init__(person)
        self.person = person


class WrongSize(CircleRefused):
    """A group that is too small or too large to start; `size` is how many it has."""

    def __init__(self, size: int):
        super().__init__(str(size))
        self.size = size


class KeptApart(CircleRefused):
    """Two people who may not be in one group."""


class NoVerbinder(CircleRefused):
    """A group cannot start without one."""


class VerbinderTaken(CircleRefused):
    """A verbinder who is not in the pool, or leads as many groups as they want."""


class NotLooking(CircleRefused):
    """Somebody who waits for no group (any more); `person` is the public id."""

    def __init__(self, person: str):
        super().__init__(person)
        self.person = person


class NotTwoPeople(CircleRefused):
    """One person, or somebody whom this is not about, where two were asked."""
