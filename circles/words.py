"""What the form on the phone asks in words, and what people read of how it stands."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.enums import SignUpState

DAYS = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
PARTS = {
    "morning": gettext_lazy("morning"),
    "afternoon": gettext_lazy("afternoon"),
    "evening": gettext_lazy("evening"),
}
# `mon-morning` and so on: what `SignUp.slots` holds.
SLOTS = [f"{day}-{part}" for day in DAYS for part in PARTS]
WISHES = {
    "walking": gettext_lazy("walking"),
    "cooking": gettext_lazy("cooking and eating"),
    "games": gettext_lazy("games"),
    "crafts": gettext_lazy("making things"),
    "culture": gettext_lazy("museum, film, music"),
    "talking": gettext_lazy("talking"),
    "outdoors": gettext_lazy("garden and nature"),
    "sports": gettext_lazy("moving"),
}

STANDS = {
    SignUpState.NEW: gettext_lazy("We have your question. Somebody of Lus phones you."),
    SignUpState.SPOKEN: gettext_lazy("We spoke with you. We are looking along."),
    SignUpState.WAITING: gettext_lazy("You are on our waiting list."),
    SignUpState.PLACED: gettext_lazy("You have found a place."),
    SignUpState.UNREACHED: gettext_lazy("We tried to reach you and could not. Phone us when it suits you."),
    SignUpState.CLOSED: gettext_lazy(
        "Your question is closed. Would you like to start again? Phone us or fill in the form again."
    ),
}


def slot_words(slot: str) -> str:
    """`mon-evening` as people say it."""
    day, _hyphen, part = slot.partition("-")
    return _("%(day)s %(part)s") % {"day": DAYS[day], "part": PARTS[part]}
