"""Puts people in the demo's circles: regions, sign-ups, calls in several states, volunteers. Safe to repeat: regions that are there stay, and once
there is a sign-up, nobody is added.

Each goes through the services, step by step, and is then moved back in time as a whole; the mails that this queued are stopped, for invented people
get none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate, now

from circles.enums import TRUSTED_STATES, CallOutcome, SignUpKind, SignUpState, VolunteerState
from circles.models import Call, Region, RegionPlace, SignUp, Volunteer
from circles.services import Asked, move_sign_up, note_attempt, sign_up
from circles.terms import CALL_WITHIN, NOTICES
from cms.services import roles
from home.demo.content.circles import FATES, NAMES, REGIONS, REMARKS, SIGN_UPS, DemoRegion, DemoSignUp
from home.demo.shape import region_id
from trust.days import working_day_until
from trust.outbox.services import cancel_emails_about
from trust.places.models import Municipality

OUTCOMES = {
    "tried": CallOutcome.VOICEMAIL,
    "reached": CallOutcome.REACHED,
    "waiting": CallOutcome.REACHED,
    "placed": CallOutcome.REACHED,
    "unreached": CallOutcome.GIVEN_UP,
}
STATES = {"waiting": SignUpState.WAITING, "placed": SignUpState.PLACED}
SPOKEN_AFTER = timedelta(days=3)  # after the sign-up, as promised


@transaction.atomic
def build_regions() -> int:
    """Gives how many were made; a municipality that staff gave to a region of theirs stays there."""
    known = set(Region.objects.values_list("public_id", flat=True))
    new = [demo for demo in REGIONS if region_id(demo.slug) not in known]
    places = {place.name: place for place in Municipality.objects.filter(region_place=None)}
    for demo in new:
        region = _region(demo)
        there = [places[name] for name in demo.places if name in places]
        RegionPlace.objects.bulk_create(RegionPlace(region=region, municipality=place) for place in there)
    return len(new)


def _region(demo: DemoRegion) -> Region:
    today = localdate()
    return Region.objects.create(
        public_id=region_id(demo.slug),
        slug=demo.slug,
        name=demo.name,
        state=demo.state,
        status=demo.status,
        status_until=today + timedelta(days=demo.holds) if demo.status else None,
        opens_on=today + timedelta(days=demo.opens) if demo.opens else None,
        coordinator=_colleague(roles.CIRCLES),
    )


@transaction.atomic
def build_circles() -> int:
    """Gives how many signed up; none without somebody who phones them."""
    phones = {False: _colleague(roles.CIRCLES), True: _colleague(roles.CONFIDANTS)}
    if None in phones.values() or SignUp.objects.exists():
        return 0
    places = {place.name: place for place in Municipality.objects.all()}
    everybody = [*_who_would_like_a_group(), *SIGN_UPS]
    for number, demo in enumerate(everybody):
        _sign_up(demo, number, places, phones)
    return len(everybody)


def _colleague(role: str) -> Any:
    return get_user_model().objects.filter(groups__name=role).order_by("pk").first()


def _who_would_like_a_group() -> Iterator[DemoSignUp]:
    """Of every region, spread over its municipalities and over the weeks before."""
    number = 0
    for region in REGIONS:
        for turn in range(region.people):
            fate = FATES[number % len(FATES)]
            days = {"new": number % 5, "tried": 2 + number % 5, "late": 11 + number % 4}.get(
                fate, 12 + 3 * (number % 25)
            )
            yield DemoSignUp(
                SignUpKind.LINKGROEP, f"{NAMES[number % len(NAMES)]} Voorbeeld", region.places[turn % len(region.places)], days, fate,
                remark=REMARKS.get(number, ""), mailed=number % 3 > 0,
            )  # fmt: skip
            number += 1


def _sign_up(demo: DemoSignUp, number: int, places: dict[str, Municipality], phones: dict[bool, Any]) -> None:
    asked = Asked(
        kind=demo.kind,
        name=demo.name,
        phone=f"+32470000{number:03d}",
        email=f"{slugify(demo.name)}.{number}@example.org" if demo.mailed else "",
        municipality=places.get(demo.place),
        role=demo.role,
        organisation=demo.organisation,
        discreet=demo.kind == SignUpKind.YOUNG,
        remark=demo.remark,
    )
    signed_on = localdate() - timedelta(days=demo.days)
    made = sign_up(asked=asked, delete_on=NOTICES[demo.kind].delete_on(today=signed_on, data=None))
    call, by = made.calls.get(), phones[made.confidential]
    if outcome := OUTCOMES.get(demo.fate):
        note_attempt(call_id=call.pk, outcome=outcome, by=by)
    if state := STATES.get(demo.fate):
        move_sign_up(public_id=made.public_id, to=state, by=by)
    cancel_emails_about(record=made)
    came = now() - timedelta(days=demo.days, hours=3)
    _move_back(made, came)
    if demo.role:
        _along_the_path(made, demo, came, by)


def _move_back(made: SignUp, came: datetime) -> None:
    """With its call: promised within a week of then, and spoken with some days after."""
    spoken = min(came + SPOKEN_AFTER, now())
    call = Call.objects.get(sign_up=made)
    promised = working_day_until(came.date() + CALL_WITHIN)
    done = spoken if call.done_at else None
    planned = call.next_on if call.attempts.exists() else came.date()
    call.attempts.update(at=spoken)
    Call.objects.filter(pk=call.pk).update(
        made_at=came,
        due_on=promised,
        next_on=planned,
        done_at=done,
        reached_at=done if call.reached_at else None,
    )
    changed = spoken if done else came
    SignUp.objects.filter(pk=made.pk).update(signed_at=came, state_changed_at=changed)


def _along_the_path(made: SignUp, demo: DemoSignUp, came: datetime, by: Any) -> None:
    trusted = demo.path in TRUSTED_STATES
    came_along = came + timedelta(days=7) if demo.path != VolunteerState.INTERESTED else None
    Volunteer.objects.filter(sign_up=made).update(
        state=demo.path,
        state_changed_at=came_along or came,
        informed_on=came_along.date() if came_along else None,
        record_seen_on=came.date() + timedelta(days=14) if trusted else None,
        record_seen_by=by if trusted else None,
    )
