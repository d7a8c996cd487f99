"""The reasons in words, in the language of who reads: for staff, since they tell who may not be with whom.

Each kind has one function that turns its facts into a sentence; the tables at the end say which.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from circles.matching.people import WEEKDAYS
from circles.matching.proposals import Breach, Idle, Reason, Why, WhyNot

Facts = dict[str, Any]

PART_NAMES = {
    "morning": gettext_lazy("morning"),
    "afternoon": gettext_lazy("afternoon"),
    "evening": gettext_lazy("evening"),
}
DAYS_IN_MONTH = 30.44


def why(reason: Reason) -> str:
    """Why these people form a group."""
    return WHY[Why(reason.kind)](reason.facts)


def why_not(reason: Reason) -> str:
    """Why a person has no group."""
    return WHY_NOT[WhyNot(reason.kind)](reason.facts)


def why_idle(reason: Reason) -> str:
    """Why a verbinder has no group."""
    return IDLE[Idle(reason.kind)](reason.facts)


def breach(reason: Reason) -> str:
    """Which rule a group would break."""
    return BREACH[Breach(reason.kind)](reason.facts)


def slot_name(slot: str) -> str:
    """`maandagavond`."""
    day, part = slot.split("-")
    return _("%(day)s %(part)s") % {"day": DAY_NAMES[WEEKDAYS.index(day)], "part": PART_NAMES[part]}


def how_long(days: int) -> str:
    """`12 dagen`, `5 maanden`: months from two on."""
    if days < 2 * DAYS_IN_MONTH:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    months = round(days / DAYS_IN_MONTH)
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


# Why these people


def _travel(facts: Facts) -> str:
    if facts["own_place"] == facts["members"]:
        return _("Everybody lives in the municipality where they would meet.")
    return _(
        "Nobody travels longer than about %(minutes)s minutes (%(distance)s km as the crow flies); on average %(average_minutes)s."
    ) % _distance(facts)


def _slots(facts: Facts) -> str:
    if facts["any"]:
        return _("Nobody named a day: any day will do.")
    return _("Everybody can come on: %(slots)s.") % {"slots": ", ".join(slot_name(slot) for slot in facts["slots"])}


def _wishes(facts: Facts) -> str:
    named = [
        _("%(wish)s (%(count)s of %(members)s)") % {"wish": wish, "count": count, "members": facts["members"]}
        for wish, count in facts["wishes"]
    ]
    return _("What they would like to do together: %(wishes)s.") % {"wishes": ", ".join(named)}


def _ages(facts: Facts) -> str:
    if not facts["bands"]:
        return _("All whose age we know are of about the same age.")
    return (
        ngettext(
            "Youngest and oldest are %(bands)s age group apart (of %(known)s we know the age).",
            "Youngest and oldest are %(bands)s age groups apart (of %(known)s we know the age).",
            facts["bands"],
        )
        % facts
    )


def _waiting(facts: Facts) -> str:
    waited = {"longest": how_long(facts["longest"]), "average": how_long(facts["average"])}
    return _("The longest wait among them is %(longest)s, the average %(average)s.") % waited


# Why not


def _no_verbinder(facts: Facts) -> str:
    return _("There is no verbinder yet.")


def _too_far(facts: Facts) -> str:
    return _(
        "Too far from every verbinder: the nearest lives about %(minutes)s minutes away (%(distance)s km as the crow flies), and there is no "
        "place that both reach within %(limit)s minutes."
    ) % _distance(facts)


def _no_shared_day(facts: Facts) -> str:
    return (
        ngettext(
            "The only verbinder in reach can come on none of their days.",
            "None of the %(in_reach)s verbinders in reach can come on one of their days.",
            facts["in_reach"],
        )
        % facts
    )


def _kept_apart(facts: Facts) -> str:
    return (
        ngettext(
            "They may not be with the only verbinder in reach who can come on one of their days.",
            "They may not be with any of the %(in_reach)s verbinders in reach who can come on one of their days.",
            facts["in_reach"],
        )
        % facts
    )


def _too_few(facts: Facts) -> str:
    return (
        ngettext(
            "%(free)s verbinder in reach has no group, but of the people who are left no %(needed)s can meet on one day.",
            "%(free)s verbinders in reach have no group, but of the people who are left no %(needed)s can meet on one day.",
            facts["free"],
        )
        % facts
    )


def _groups_full(facts: Facts) -> str:
    told = [said for said in (_full(facts), _other_day(facts), _meets_too_far(facts), _holds_somebody(facts)) if said]
    said = ngettext(
        "The only verbinder in reach has a group already: %(reasons)s.",
        "All %(groups)s verbinders in reach have a group already: %(reasons)s.",
        facts["groups"],
    )
    return said % {"groups": facts["groups"], "reasons": get_text_list(told, _("and"))}


def _full(facts: Facts) -> str:
    return _counted(ngettext("%(count)s is full", "%(count)s are full", facts["full"]), facts["full"])


def _other_day(facts: Facts) -> str:
    count = facts["other_day"]
    return _counted(ngettext("%(count)s meets on another day", "%(count)s meet on another day", count), count)


def _meets_too_far(facts: Facts) -> str:
    count = facts["too_far"]
    return _counted(ngettext("%(count)s meets too far away", "%(count)s meet too far away", count), count)


def _holds_somebody(facts: Facts) -> str:
    return _counted(_("in %(count)s is somebody they may not be with"), facts["kept_apart"])


def _worse(facts: Facts) -> str:
    return _(
        "There is room in a group in reach, but the others would be worse off: much longer on the road, or too far apart in age."
    )


# Why a verbinder waits


def _wants_smaller(facts: Facts) -> str:
    return _("Wants at most %(most)s people, and a group has at least %(least)s.") % facts


def _nobody_near(facts: Facts) -> str:
    return (
        ngettext(
            "Only %(in_reach)s person in reach can come on one of their days; a group needs %(needed)s.",
            "Only %(in_reach)s people in reach can come on one of their days; a group needs %(needed)s.",
            facts["in_reach"],
        )
        % facts
    )


def _others_went_first(facts: Facts) -> str:
    return (
        _(
            "Of %(in_reach)s people in reach %(left)s are left after the other groups, and of those no %(needed)s can meet on one day."
        )
        % facts
    )


# What a group would break


def _too_small(facts: Facts) -> str:
    return _("With %(members)s people the group is too small: at least %(least)s, the verbinder included.") % facts


def _too_large(facts: Facts) -> str:
    return (
        _("With %(members)s people the group is too large: this verbinder has at most %(most)s, themselves included.")
        % facts
    )


def _no_day_for_all(facts: Facts) -> str:
    return _("There is no day on which all of them can come.")


def _nowhere_near(facts: Facts) -> str:
    return _("Wherever they meet, somebody travels %(minutes)s minutes or longer; the most is %(limit)s.") % facts


def _not_together(facts: Facts) -> str:
    return _("Some of them may not be together.")


def _named_twice(facts: Facts) -> str:
    return _("Somebody is in the group twice.")


def _counted(said: str, count: int) -> str:
    return said % {"count": count} if count else ""


def _distance(facts: Facts) -> Facts:
    return facts | {"distance": number_format(facts["km"], decimal_pos=0)}


WHY: dict[Why, Callable[[Facts], str]] = {
    Why.TRAVEL: _travel,
    Why.SLOTS: _slots,
    Why.WISHES: _wishes,
    Why.AGES: _ages,
    Why.WAITING: _waiting,
}
WHY_NOT: dict[WhyNot, Callable[[Facts], str]] = {
    WhyNot.NO_VERBINDER: _no_verbinder,
    WhyNot.TOO_FAR: _too_far,
    WhyNot.NO_SHARED_DAY: _no_shared_day,
    WhyNot.KEPT_APART: _kept_apart,
    WhyNot.TOO_FEW: _too_few,
    WhyNot.GROUPS_FULL: _groups_full,
    WhyNot.WORSE: _worse,
}
IDLE: dict[Idle, Callable[[Facts], str]] = {
    Idle.WANTS_SMALLER: _wants_smaller,
    Idle.NOBODY_NEAR: _nobody_near,
    Idle.OTHERS_WENT_FIRST: _others_went_first,
}
BREACH: dict[Breach, Callable[[Facts], str]] = {
    Breach.TOO_SMALL: _too_small,
    Breach.TOO_LARGE: _too_large,
    Breach.NO_SHARED_DAY: _no_day_for_all,
    Breach.TOO_FAR: _nowhere_near,
    Breach.KEPT_APART: _not_together,
    Breach.TWICE: _named_twice,
}
