"""Puts groups in the demo's circles: one that lives and looks for two people, one that starts and answers moments, one that is proposed; and
verbinders along their path. Safe to repeat: once there is a group, or without enough people whom staff spoke with, nothing is added.

Each goes through the services; the mails that this queued are stopped, for invented people get none.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import localdate, now

from circles.enums import Answer, CircleState, SignUpKind, VolunteerRole, VolunteerState
from circles.grouping import people_to_match
from circles.models import Circle, Region, SignUp, Volunteer
from circles.services import (
    Asked,
    Moment,
    accept_circle,
    add_member,
    answer_moments,
    change_circle,
    change_sign_up,
    keep_apart,
    move_circle,
    move_volunteer,
    note_record_seen,
    propose_groups,
    put_moments,
    sign_up,
)
from circles.services.meeting import everybody_in
from circles.terms import NOTICES
from cms.services import roles
from trust.outbox.services import cancel_emails_about

PEOPLE = 5  # beside the verbinder
SLOTS = [
    ["mon-evening", "wed-evening"],
    ["wed-evening"],
    [],
    ["wed-evening", "sat-afternoon"],
    ["wed-evening", "sun-afternoon"],
]
WISHES = [
    ["walking", "talking"],
    ["cooking", "walking"],
    ["games", "talking"],
    ["walking", "outdoors"],
    ["culture", "talking"],
]
AGES = [2, 3, 3, 4, None]
PATH = [
    ("Nora Voorbeeld", VolunteerState.READY),
    ("Bram Voorbeeld", VolunteerState.READY),
    ("Leila Voorbeeld", VolunteerState.READY),
    ("Joris Voorbeeld", VolunteerState.TALKED),
    ("Amina Voorbeeld", VolunteerState.INTERESTED),
]
PLACE = "Buurthuis De Lus, Voorbeeldstraat 1"


@transaction.atomic
def build_groups() -> int:
    """Gives how many groups were made."""
    by = get_user_model().objects.filter(groups__name=roles.CIRCLES).order_by("pk").first()
    region = _fullest_region()
    if by is None or region is None or Circle.objects.exists():
        return 0
    people = list(people_to_match(region))
    for number, one in enumerate(people):
        turn = number % PEOPLE
        told = {"slots": SLOTS[turn], "wishes": WISHES[turn], "age_band": AGES[turn]}
        change_sign_up(public_id=one.public_id, changes=told, by=by)
    # The nearest to the first, so that they can meet.
    verbinders = [_volunteer(name, state, people[0], number, by) for number, (name, state) in enumerate(PATH)]
    _living(_group(region, verbinders[0], people[:PEOPLE], by), by)
    _starting(_group(region, verbinders[1], people[PEOPLE : 2 * PEOPLE], by), by)
    if len(people) > 2 * PEOPLE + 1:
        keep_apart(one=people[-1].public_id, other=people[-2].public_id, by=by)
    made = 2 + len(propose_groups(region=region, by=by))
    for one in SignUp.objects.filter(pk__in=[*(one.pk for one in people), *(one.pk for one in verbinders)]):
        cancel_emails_about(record=one)
    return made


def _fullest_region() -> Region | None:
    """Where most people wait for a group; None when that is too few for two groups."""
    waiting = Counter(people_to_match(None).order_by().values_list("municipality__region_place__region", flat=True))
    waiting.pop(None, None)
    for pk, count in waiting.most_common(1):
        return Region.objects.get(pk=pk) if count >= 2 * PEOPLE else None
    return None


def _volunteer(name: str, state: VolunteerState, near: SignUp, number: int, by: Any) -> SignUp:
    asked = Asked(
        kind=SignUpKind.VOLUNTEER,
        role=VolunteerRole.VERBINDER,
        name=name,
        phone=f"+32470009{number:03d}",
        email=f"verbinder.{number}@example.org",
        municipality=near.municipality,
    )
    delete_on = NOTICES[SignUpKind.VOLUNTEER].delete_on(today=localdate(), data=None)
    made = sign_up(asked=asked, delete_on=delete_on)
    steps = [VolunteerState.INFORMED, VolunteerState.TALKED, VolunteerState.READY]
    for step in steps[: steps.index(state) + 1] if state in steps else []:
        if step == VolunteerState.READY:
            note_record_seen(public_id=made.public_id, on=localdate() - timedelta(days=30), by=by)
        if step == VolunteerState.INFORMED:
            Volunteer.objects.filter(sign_up=made).update(informed_on=localdate() - timedelta(days=60))
        move_volunteer(public_id=made.public_id, to=step, by=by)
    return made


def _group(region: Region, verbinder: SignUp, people: list[SignUp], by: Any) -> Circle:
    circle = Circle.objects.create(region=region, verbinder=verbinder)
    for one in people:
        add_member(public_id=circle.public_id, person=one.public_id, by=by)
    return circle


def _living(circle: Circle, by: Any) -> None:
    accept_circle(public_id=circle.public_id, by=by, name="Wandelen en praten")
    move_circle(public_id=circle.public_id, to=CircleState.MET, by=by)
    change_circle(public_id=circle.public_id, name="Wandelen en praten", wanted=2, verbinder_wanted=False, by=by)
    Circle.objects.filter(pk=circle.pk).update(state_changed_at=now() - timedelta(days=80))


def _starting(circle: Circle, by: Any) -> None:
    accept_circle(public_id=circle.public_id, by=by, name="Op woensdag")
    evening = now().replace(hour=18, minute=30, second=0, microsecond=0)
    moments = [Moment(evening + timedelta(days=day), PLACE) for day in (9, 11, 16)]
    put = put_moments(public_id=circle.public_id, moments=moments, by=by)
    circle.refresh_from_db()
    cycle = [Answer.YES, Answer.MAYBE, Answer.YES, Answer.NO]
    for number, one in enumerate(everybody_in(circle)[:-2]):
        told = {meeting.pk: cycle[(number + turn) % len(cycle)] for turn, meeting in enumerate(put)}
        answer_moments(sign_up=one, answers=told)
