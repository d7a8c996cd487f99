"""Why a volunteer or a group cannot do what was pressed, in words for staff that say what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles import errors
from circles.models import SignUp

WORDS = {
    errors.AlreadyInCircle: gettext_lazy("This person is in another group that lives. Take them out there first."),
    errors.KeptApart: gettext_lazy("Two of these people may not be together. Choose somebody else."),
    errors.MomentPast: gettext_lazy(
        "This moment is past. Choose one that still has to come, or put new moments to them."
    ),
    errors.MoveNotAllowed: gettext_lazy("That is not possible any more: somebody else was first. Look how it stands."),
    errors.NoVerbinder: gettext_lazy("This group has no verbinder. Choose one first."),
    errors.NotTwoPeople: gettext_lazy("Choose two different people who wait for a group or volunteer for one."),
    errors.RecordNotSeen: gettext_lazy(
        "Nobody has seen their extract from the criminal record. Ask to see it, note the day below, and press again."
    ),
    errors.VerbinderTaken: gettext_lazy(
        "This verbinder is not in the pool, or looks after as many groups as they want. Choose another, or change that with the volunteer."
    ),
}


def said(refusal: errors.CircleRefused) -> str:
    """One sentence or two."""
    if isinstance(refusal, errors.WrongSize):
        return _("With the verbinder they would be %(size)s. A group is five to eight people.") % {"size": refusal.size}
    if isinstance(refusal, errors.NotLooking):
        name = (
            SignUp.objects.filter(public_id=refusal.person, confidential=False).values_list("name", flat=True).first()
        )
        return _(
            "%(name)s waits for no group, or not any more. Look at their sign-up, or take them out of this group."
        ) % {"name": name or _("Somebody")}
    return str(WORDS.get(type(refusal), WORDS[errors.MoveNotAllowed]))
