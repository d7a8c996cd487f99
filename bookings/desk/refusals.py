"""What people read, and what the API says, when the desk refuses something. A refusal tells how the request stands now."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.desk import errors
from bookings.desk.enums import ProposalState
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.terms import FILE_BYTES_MOST, FILES_MOST
from cms.errors import problem

WORDS: dict[type[errors.DeskRefused], Any] = {
    errors.MoveNotAllowed: gettext_lazy("That is not possible any more: your request has gone on meanwhile. Below you see how it stands."),
    errors.ProposalGone: gettext_lazy("This proposal no longer stands. Below you see how your request stands now."),
    errors.ProposalExpired: gettext_lazy("This proposal stood until a day that is past. Ask for another day, and we make a new one."),
    errors.DateNotPossible: gettext_lazy("Choose a day that lies ahead of us, within three years."),
    errors.AlreadyEvaluated: gettext_lazy("Somebody of you told us how it was already. Thank you all the same; what you wrote was not noted."),
    errors.EvaluationClosed: gettext_lazy("You can tell how it was from the day itself on, during three months."),
}  # fmt: skip
# The names by which programs tell them apart: `reason` in a problem document.
NAMES: dict[type[errors.DeskRefused], str] = {
    errors.MoveNotAllowed: "state",
    errors.ProposalGone: "proposal-gone",
    errors.ProposalExpired: "proposal-expired",
    errors.DateNotPossible: "date",
    errors.AlreadyEvaluated: "evaluated",
    errors.EvaluationClosed: "evaluation-closed",
    errors.FileRefused: "file",
}
FILES = {
    "kind": gettext_lazy("We take PDF, Word (docx), OpenDocument (odt), JPG and PNG. Choose another file."),
    "content": gettext_lazy("One of the files is damaged, or something else than its name says. Choose it again, or another one."),
    "size": gettext_lazy("One of the files is empty, or larger than %(megabytes)s MB. Choose a smaller one."),
    "count": gettext_lazy("At most %(most)s files can come along."),
}  # fmt: skip


def words_for(refusal: errors.DeskRefused, asked: BookingRequest | None = None, version: int | None = None) -> str:
    """A sentence in Dutch. `asked`: the request as it stands now; `version`: the one that somebody answered."""
    if isinstance(refusal, errors.FileRefused):
        return file_words(refusal)
    if isinstance(refusal, errors.ProposalGone) and asked is not None:
        return _of_proposals(list(asked.proposals.all()), version)
    return str(WORDS.get(type(refusal), _("That is not possible any more.")))


def problem_for(refusal: errors.DeskRefused, asked: BookingRequest | None = None, version: int | None = None) -> HttpResponse:  # fmt: skip
    """The problem document (409): `reason` names it for programs, `detail` says it to people, `state` and `standing` say how it is now."""
    now = {}
    if asked is not None:
        standing = next((one.version for one in asked.proposals.all() if one.state == ProposalState.SENT), None)
        now = {"state": asked.state, "standing": standing}
    reason = NAMES.get(type(refusal), "refused")
    return problem(HTTPStatus.CONFLICT, words_for(refusal, asked, version), reason=reason, **now)


def file_words(refusal: errors.FileRefused) -> str:
    """What is wrong with an attachment."""
    return str(FILES[refusal.reason]) % {"megabytes": FILE_BYTES_MOST // 1024**2, "most": FILES_MOST}


def _of_proposals(proposals: list[Proposal], version: int | None) -> str:
    """Why the version that somebody answered is not the one that stands."""
    by_version = {one.version: one for one in proposals}
    mine = by_version.get(version or 0)
    standing = next((one for one in proposals if one.state == ProposalState.SENT), None)
    if standing is not None and standing is not mine:
        return _(
            "We sent a new proposal meanwhile: version %(version)s. You see it below; your answer to the earlier one was not noted."
        ) % {"version": standing.version}
    accepted = next((one for one in proposals if one.state == ProposalState.ACCEPTED), None)
    if accepted is not None:
        return _(
            "%(name)s said yes to version %(version)s already, on %(day)s. That stands; your answer was not noted."
        ) % _said(accepted)
    if mine is not None and mine.state == ProposalState.DECLINED:
        return _(
            "%(name)s said no to version %(version)s already, on %(day)s. We make a new proposal, unless you asked us to stop."
        ) % _said(mine)
    return str(WORDS[errors.ProposalGone])


def _said(proposal: Proposal) -> dict[str, Any]:
    day = date_format(localtime(proposal.decided_at), "j F, H.i") if proposal.decided_at else ""
    return {"name": proposal.decided_by, "version": proposal.version, "day": day}
