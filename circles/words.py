"""What the form on the phone asks in words, and what people read of how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.enums import RegionState, SignUpState
from circles.matching.people import PARTS, WEEKDAYS

if TYPE_CHECKING:
    from circles.models import Region

DAYS = dict(zip(WEEKDAYS, DAY_NAMES.values(), strict=True))
# `mon-morning` and so on: what `SignUp.slots` holds.
SLOTS = [f"{day}-{part}" for day in WEEKDAYS for part in PARTS]
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

REGION_STANDS = {
    RegionState.OPEN: gettext_lazy("Groups start here."),
    RegionState.WAITING: gettext_lazy("There is a waiting list here."),
    RegionState.QUIET: gettext_lazy("Not many people have signed up here yet. You can be one of the first."),
}
STANDS = {
    SignUpState.NEW: gettext_lazy("We have your question. You hear from us."),
    SignUpState.SPOKEN: gettext_lazy("We spoke with you. We are looking along."),
    SignUpState.WAITING: gettext_lazy("You are on our waiting list."),
    SignUpState.PLACED: gettext_lazy("You have found a place."),
    SignUpState.UNREACHED: gettext_lazy("We tried to reach you and could not. Phone us when it suits you."),
    SignUpState.CLOSED: gettext_lazy(
        "Your question is closed. Would you like to start again? Phone us or fill in the form again."
    ),
}


def region_words(region: Region, today: date) -> list[str]:
    """How it stands in a region: its state, from when on there are new groups, and what staff promise there, each only while it holds."""
    words = [str(REGION_STANDS[RegionState(region.state)])]
    if region.state == RegionState.WAITING and region.opens_on and region.opens_on > today:
        words.append(_("We look at new groups from %(day)s on.") % {"day": date_format(region.opens_on, "j F Y")})
    return [*words, *filter(None, [region.status_on(today)])]
