"""What the page of who signed up shows."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from circles.areas import area_of
from circles.enums import LOOKING_STATES, Answer, CallState, SignUpKind, SignUpState, VolunteerRole
from circles.models import MapSnapshot, Region, SignUp
from circles.polling import own_moments
from circles.terms import RESTS
from circles.words import STANDS, region_words


def page_of(mine: SignUp, *, snapshot: MapSnapshot | None) -> dict[str, Any]:
    """`mine` with its call, how it stands in words, its region and whether it counts on the map by now; at most four queries."""
    call = mine.calls.filter(state=CallState.OPEN).first()
    region = Region.objects.filter(places__municipality=mine.municipality_id).first() if mine.municipality_id else None
    return {
        "mine": mine,
        "call": call,
        "late": call is not None and call.due_on < localdate(),
        "stands": STANDS[SignUpState(mine.state)],
        "region": region,
        "region_words": region_words(region, localdate()) if region and mine.kind == SignUpKind.LINKGROEP else [],
        "area": area_of(mine.municipality.slug) if _is_on_the_map(mine) and mine.municipality else None,
        "counted": snapshot is not None and snapshot.made_at >= mine.signed_at + RESTS,
    }


def _is_on_the_map(mine: SignUp) -> bool:
    """Who has found a place, or is closed, is counted no longer."""
    return mine.kind == SignUpKind.LINKGROEP and mine.state in LOOKING_STATES


def moments_of(mine: SignUp) -> dict[str, Any]:
    """The groups of `mine` with what was put to them; none for who asks something confidential; at most five queries."""
    in_groups = mine.kind == SignUpKind.LINKGROEP or mine.role == VolunteerRole.VERBINDER
    return {"groups": own_moments(mine) if in_groups else [], "answers": Answer.choices}
