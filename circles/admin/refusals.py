"""Why something could not be done, in words for staff."""

from __future__ import annotations

from django.utils.translation import gettext as _

from circles.enums import SignUpState
from circles.errors import (
    CircleRefused,
    InAnotherRegion,
    LeadsGroup,
    MoveNotAllowed,
    NameTaken,
    NoRoom,
    NothingToAnnounce,
    NotOfTheCircles,
    OpeningPast,
    SignUpClosed,
)


def staff_words(refusal: CircleRefused) -> str:
    """One sentence or two, with what to do about it."""
    match refusal:
        case MoveNotAllowed():
            state = SignUpState(refusal.old).label
            return _("Somebody else was first: it says “%(state)s” now.") % {"state": state}
        case InAnotherRegion():
            said = {"municipality": refusal.municipality, "region": refusal.region}
            return _("%(municipality)s lies in the region %(region)s already. Take it out there first.") % said
        case NameTaken():
            return _("There is a region of that name already.")
        case NotOfTheCircles():
            return _("Who coordinates a region must have the role Kringen.")
        case NothingToAnnounce():
            return _(
                "There is nothing to announce: fill in a day from which groups start, or it was announced already."
            )
        case OpeningPast():
            return _("The day from which groups start is past. Fill in another day first.")
        case LeadsGroup():
            return _("This person leads a group. Choose another verbinder for that group first, or end the group.")
        case NoRoom():
            return _(
                "The notes would become longer than %(most)s signs. Shorten them on the screen of the sign-up."
            ) % {"most": refusal.most}
        case SignUpClosed():
            return _("This question is closed. Open it again first.")
    return _("That is not possible any more: look how it stands now.")
