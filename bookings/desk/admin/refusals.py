"""What staff read when the desk refuses something."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.desk import errors
from bookings.errors import BookingRefused

STAFF_WORDS: dict[type[BookingRefused], Any] = {
    errors.MoveNotAllowed: gettext_lazy(
        "That is not possible any more: somebody else was first. Look how it stands now."
    ),
    errors.ProposalGone: gettext_lazy(
        "Another version stands now, or none. Look how it stands before you write it down."
    ),
    errors.ProposalExpired: gettext_lazy("This version stood until a day that is past. Make a new one and send it."),
    errors.ProposalLocked: gettext_lazy(
        "This version was sent already, so it does not change any more. Make a new one."
    ),
    errors.DraftChanged: gettext_lazy(
        "A colleague changed this proposal or sent it meanwhile. Look it over as it is now, and press again."
    ),
    errors.RequestEnded: gettext_lazy("This request has ended: nothing of it changes any more."),
    errors.NothingToInvoice: gettext_lazy("There is nothing to invoice: it costs nothing. You can close the request."),
    errors.DateNotPossible: gettext_lazy("Choose a day that lies ahead, within three years."),
    errors.NotOverYet: gettext_lazy("The date still lies ahead, so it was not given yet."),
}
FILE_WORDS = {
    "count": gettext_lazy("These are too many files: three at most."),
    "size": gettext_lazy("A file is empty, or larger than 5 MB."),
    "kind": gettext_lazy("We take PDF, Word, OpenDocument, JPEG and PNG."),
    "content": gettext_lazy("A file is not what its name says. Save it again and add it once more."),
}
MISSING = {
    "starts_at": gettext_lazy("a date that lies ahead"),
    "valid_until": gettext_lazy("a day until which it stands, from today on"),
    "trainers": gettext_lazy("at least one trainer"),
    "terms": gettext_lazy("terms"),
    "lines": gettext_lazy("a price: at least one line"),
    "place": gettext_lazy("a place"),
}


def missing_words(names: list[str]) -> list[str]:
    """What a version still lacks, in words."""
    return [str(MISSING.get(name, name)) for name in names]


def staff_words(refusal: BookingRefused) -> str:
    """A sentence in Dutch."""
    if isinstance(refusal, errors.ProposalIncomplete):
        return capfirst(
            _("the proposal still lacks: %(things)s.") % {"things": ", ".join(missing_words(refusal.missing))}
        )
    if isinstance(refusal, errors.FileRefused):
        return str(FILE_WORDS.get(refusal.reason, FILE_WORDS["content"]))
    return str(STAFF_WORDS.get(type(refusal)) or STAFF_WORDS[errors.MoveNotAllowed])
