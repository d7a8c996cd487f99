"""Who is in the pool of volunteers, and who looks for a group."""

from __future__ import annotations

from django.utils.timezone import localdate

from circles.enums import SignUpState, VolunteerState
from circles.models import SignUp
from tests.factories.circles import (
    VolunteerFactory,
)

SPOKEN = {"state": SignUpState.SPOKEN}


def in_pool(**more) -> SignUp:
    return VolunteerFactory(**{"state": VolunteerState.READY, "record_seen_on": localdate()} | more).sign_up
