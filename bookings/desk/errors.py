"""Why the desk refuses something, each named after what happened. Views and the API choose the words (`bookings.desk.refusals`)."""

from bookings.errors import BookingRefused


class DeskRefused(BookingRefused):
    """The base of the desk's refusals."""


class MoveNotAllowed(DeskRefused):
    """`bookings.desk.enums.REQUEST_TRANSITIONS` does not let this actor move a request from that state to this one."""

    def __init__(self, old: str, new: str, actor: str):
        super().__init__(f"{actor} does not move {old} to {new}")
        self.old, self.new, self.actor = old, new, actor


class ProposalGone(DeskRefused):
    """The version that somebody answers is not the one that stands: a later one was sent, it was taken back, or it ended."""


class ProposalExpired(DeskRefused):
    """The version was valid until a day that is past."""


class ProposalLocked(DeskRefused):
    """A version that was sent is not changed any more: make another."""


class DraftChanged(DeskRefused):
    """Somebody wrote in the draft, or sent it, since it was read."""


class ProposalIncomplete(DeskRefused):
    """A version lacks what it must say before it is sent; `missing` names it."""

    def __init__(self, missing: list[str]):
        super().__init__(", ".join(missing))
        self.missing = missing


class RequestEnded(DeskRefused):
    """Of a request that has ended nothing changes any more."""


class NothingToInvoice(DeskRefused):
    """No version was accepted, or it costs nothing."""


class DateNotPossible(DeskRefused):
    """The date that is asked lies behind us, or farther ahead than anybody plans."""


class NotOverYet(DeskRefused):
    """What is said to have been given still lies ahead."""


class EvaluationClosed(DeskRefused):
    """There is nothing to say about it (yet, or any more)."""


class AlreadyEvaluated(DeskRefused):
    """Somebody told how it was, and told it otherwise."""


class FileRefused(DeskRefused):
    """An attachment that is too large, too many, or not what its name says; `reason` is one of `size`, `count`, `kind`, `content`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason
