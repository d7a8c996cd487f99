"""The first meeting of a group: moments are put to its people, who say whether they can; staff choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from circles.emails import mail_meeting, mail_poll
from circles.enums import LIVING_CIRCLES, Answer
from circles.errors import MomentPast, MoveNotAllowed
from circles.models import Circle, Meeting, MeetingAnswer, SignUp
from circles.services.lasting import keep_longer
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Moment:
    """When (aware) and where a group could meet."""

    starts_at: datetime
    place: str = ""


@transaction.atomic
def put_moments(*, public_id: UUID, moments: Sequence[Moment], by: AbstractBaseUser) -> list[Meeting]:
    """Put these moments to the group and mail everybody in it, when one of them is new. Raises `MoveNotAllowed` for one that does not live."""
    circle = _living(public_id)
    made = [
        Meeting.objects.get_or_create(circle=circle, starts_at=moment.starts_at, defaults={"place": moment.place})
        for moment in moments
    ]
    if any(created for _meeting, created in made):
        record(verb="circles.moments-put", about=circle, by=by, details={"count": len(moments)})
        people = everybody_in(circle)
        keep_longer(people)
        for one in people:
            mail_poll(one, circle)
    return [meeting for meeting, _created in made]


@transaction.atomic
def answer_moments(*, sign_up: SignUp, answers: Mapping[int, Answer]) -> int:
    """What somebody answers about moments (by primary key) of the group they are in; others are passed over. Returns how many were written."""
    groups = Circle.objects.filter(pk__in=circles_of(sign_up)).order_by("pk").select_for_update(of=("self",))
    here = [circle.pk for circle in groups]  # locked, so that no moment of theirs goes meanwhile
    if SignUp.objects.select_for_update(of=("self",)).filter(pk=sign_up.pk).first() is None:  # left on another screen
        return 0
    own = Meeting.objects.filter(pk__in=answers, circle__in=here).order_by("pk")
    for meeting in own:
        MeetingAnswer.objects.update_or_create(
            meeting=meeting, sign_up=sign_up, defaults={"answer": answers[meeting.pk]}
        )
    return len(own)


@transaction.atomic
def answer_for(*, meeting_id: int, person: UUID, answer: Answer | None, by: AbstractBaseUser) -> int:
    """What somebody said on the phone, written by staff; None takes it back. Returns how many answers were written or taken back: none when they
    are not in the group."""
    if answer is None:
        written, _what = MeetingAnswer.objects.filter(meeting=meeting_id, sign_up__public_id=person).delete()
    else:
        written = answer_moments(sign_up=SignUp.objects.get(public_id=person), answers={meeting_id: answer})
    if written:
        record(verb="circles.answered-for", about=Circle.objects.get(meetings=meeting_id), by=by)
    return written


@transaction.atomic
def choose_moment(*, meeting_id: int, by: AbstractBaseUser) -> Meeting:
    """This is the one: everybody in the group is mailed when and where. Chosen already, it mails nobody again. Raises `MoveNotAllowed`, and
    `MomentPast`."""
    circle = _living(Meeting.objects.values_list("circle__public_id", flat=True).get(pk=meeting_id))
    meeting = Meeting.objects.get(pk=meeting_id)
    if meeting.chosen:
        return meeting
    if meeting.starts_at <= now():
        raise MomentPast
    Meeting.objects.filter(circle=circle, chosen=True).update(chosen=False)
    meeting.circle, meeting.chosen = circle, True
    meeting.save(update_fields=["chosen"])
    record(verb="circles.moment-chosen", about=circle, by=by)
    people = everybody_in(circle)
    keep_longer(people)
    for one in people:
        mail_meeting(one, meeting)
    return meeting


@transaction.atomic
def drop_moment(*, meeting_id: int, by: AbstractBaseUser) -> bool:
    """Take back a moment that was put and not chosen, with its answers. Returns whether it went; a repeat is harmless."""
    found = Meeting.objects.filter(pk=meeting_id).values_list("circle__public_id", flat=True).first()
    if found is None:
        return False
    circle = _living(found)
    gone, _what = Meeting.objects.filter(pk=meeting_id, chosen=False).delete()
    if gone:
        record(verb="circles.moment-dropped", about=circle, by=by)
    return bool(gone)


def everybody_in(circle: Circle) -> list[SignUp]:
    """Its people and its verbinder; two queries."""
    people = list(SignUp.objects.filter(memberships__circle=circle, memberships__left_at=None).order_by("pk"))
    return [*people, *([circle.verbinder] if circle.verbinder else [])]


def circles_of(sign_up: SignUp) -> list[int]:
    """Keys of the living groups that somebody is in or leads; two queries."""
    here = Circle.objects.filter(members__sign_up=sign_up, members__left_at=None, state__in=LIVING_CIRCLES)
    led = Circle.objects.filter(verbinder=sign_up, state__in=LIVING_CIRCLES)
    return [*here.values_list("pk", flat=True), *led.values_list("pk", flat=True)]


def _living(public_id: UUID) -> Circle:
    circle = Circle.objects.select_for_update(of=("self",)).select_related("verbinder").get(public_id=public_id)
    if circle.state not in LIVING_CIRCLES:
        raise MoveNotAllowed(circle.state, circle.state)
    return circle
