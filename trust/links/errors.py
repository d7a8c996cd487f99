"""Why a personal link does not open. People read one kind page for all of them, so that nothing is told about a link that is not theirs."""

from trust.errors import Refusal


class LinkRefused(Refusal):
    """The link does not open. `link` is the row when it is known (expired, revoked, spent): a new one can then be mailed to its person."""

    def __init__(self, link=None):
        super().__init__(type(self).__name__)
        self.link = link


class LinkUnknown(LinkRefused):
    """No such link for this purpose."""


class LinkExpired(LinkRefused):
    """Its time is over."""


class LinkRevoked(LinkRefused):
    """It was taken back."""


class LinkSpent(LinkRefused):
    """It works once and was used."""
