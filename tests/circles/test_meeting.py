"""Moments are put to a group, answered, and one is chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from icalendar import Calendar

from circles.enums import Answer, CircleState
from circles.errors import MomentPast, MoveNotAllowed
from circles.models import Meeting, MeetingAnswer, SignUp
from circles.services import (
    Moment,
    answer_for,
    answer_moments,
    choose_moment,
    drop_moment,
    put_moments,
    remove_member,
)
from circles.services.meeting import everybody_in
from tests.factories.circles import SignUpFactory, a_group, people_in
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle():
    return a_group(people=4, state=CircleState.STARTING)


def moments(*days: int) -> list[Moment]:
    noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
    return [Moment(noon + timedelta(days=day), "Buurthuis, Leuven") for day in days]


def mails(purpose: str):
    return OutboundEmail.objects.filter(purpose=f"circles.{purpose}")


def test_everybody_with_an_address_is_asked_once_when_they_can(staff, circle):
    SignUp.objects.filter(pk=people_in(circle)[0].pk).update(email="")
    SignUp.objects.update(delete_on=localdate() + timedelta(days=2))

    made = put_moments(public_id=circle.public_id, moments=moments(3, 4), by=staff)
    again = put_moments(public_id=circle.public_id, moments=moments(4, 3), by=staff)

    assert {*made} == {*again}
    assert mails("poll").count() == 4  # three people and the verbinder
    assert SignUp.objects.filter(delete_on__lt=localdate() + timedelta(days=365)).count() == 0


@pytest.mark.parametrize("state", [CircleState.PROPOSED, CircleState.ENDED, CircleState.DROPPED])
def test_nothing_is_put_to_a_group_that_does_not_live(staff, state):
    with pytest.raises(MoveNotAllowed):
        put_moments(public_id=a_group(state=state).public_id, moments=moments(3), by=staff)
    assert not Meeting.objects.exists()


def test_somebody_answers_for_their_own_group_and_no_other(staff, circle):
    (mine,) = put_moments(public_id=circle.public_id, moments=moments(3), by=staff)
    (other,) = put_moments(
        public_id=a_group(people=1, state=CircleState.STARTING).public_id, moments=moments(3), by=staff
    )
    person = people_in(circle)[0]

    written = answer_moments(sign_up=person, answers={mine.pk: Answer.YES, other.pk: Answer.YES, 0: Answer.NO})
    answer_moments(sign_up=person, answers={mine.pk: Answer.MAYBE})

    assert written == 1
    assert [(one.meeting, one.answer) for one in MeetingAnswer.objects.all()] == [(mine, Answer.MAYBE)]


def test_a_verbinder_answers_too_and_who_left_no_longer_does(staff, circle):
    (mine,) = put_moments(public_id=circle.public_id, moments=moments(3), by=staff)
    person = people_in(circle)[0]
    remove_member(public_id=circle.public_id, person=person.public_id, by=staff)

    assert answer_moments(sign_up=circle.verbinder, answers={mine.pk: Answer.YES}) == 1
    assert answer_moments(sign_up=person, answers={mine.pk: Answer.YES}) == 0
    assert person not in everybody_in(circle)


def test_staff_write_what_somebody_said_on_the_phone(staff, circle):
    (mine,) = put_moments(public_id=circle.public_id, moments=moments(3), by=staff)

    said = {"meeting_id": mine.pk, "answer": Answer.NO, "by": staff}
    assert answer_for(person=people_in(circle)[0].public_id, **said) == 1
    assert answer_for(person=SignUpFactory().public_id, **said) == 0
    assert MeetingAnswer.objects.get().answer == Answer.NO


def test_the_chosen_moment_is_mailed_once_and_again_when_another_is_chosen_and_when_it_goes_back(staff, circle):
    first, second = put_moments(public_id=circle.public_id, moments=moments(3, 4), by=staff)

    for meeting, mailed in ((first, 5), (first, 5), (second, 10), (first, 15)):
        choose_moment(meeting_id=meeting.pk, by=staff)
        assert Meeting.objects.get(chosen=True) == meeting
        assert mails("meeting").count() == mailed


def test_a_moment_that_is_past_is_not_chosen_and_nobody_is_mailed(staff, circle):
    first, second = put_moments(public_id=circle.public_id, moments=moments(3, 4), by=staff)
    choose_moment(meeting_id=second.pk, by=staff)
    Meeting.objects.filter(pk=first.pk).update(starts_at=now() - timedelta(minutes=1))

    with pytest.raises(MomentPast):
        choose_moment(meeting_id=first.pk, by=staff)

    assert Meeting.objects.get(chosen=True) == second
    assert mails("meeting").count() == 5


def test_a_moment_that_was_chosen_in_time_stays_chosen_when_it_is_past(staff, circle):
    (meeting,) = put_moments(public_id=circle.public_id, moments=moments(3), by=staff)
    choose_moment(meeting_id=meeting.pk, by=staff)
    Meeting.objects.update(starts_at=now() - timedelta(minutes=1))

    assert choose_moment(meeting_id=meeting.pk, by=staff).chosen
    assert mails("meeting").count() == 5


def test_the_file_of_the_mail_keeps_its_identity_and_grows_its_number(staff, circle, settings):
    first, second = put_moments(public_id=circle.public_id, moments=moments(3, 4), by=staff)
    type(circle).objects.update(made_at=now() - timedelta(hours=1))
    choose_moment(meeting_id=first.pk, by=staff)
    type(circle).objects.update(made_at=now() - timedelta(hours=2))
    choose_moment(meeting_id=second.pk, by=staff)

    found = []
    for mail in mails("meeting").filter(recipient=circle.verbinder.email).order_by("pk"):
        (part,) = mail.attachments.all()
        assert part.content_type == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(bytes(part.content))
        (zone,) = calendar.walk("VTIMEZONE")
        assert zone["TZID"] == "Europe/Brussels"
        found += calendar.walk("VEVENT")
        assert all(person.name not in bytes(part.content).decode() for person in people_in(circle))
    one, other = found
    assert one["UID"] == other["UID"] == f"{circle.public_id}@groepen.lus"
    assert one["SEQUENCE"] < other["SEQUENCE"]
    assert (one.decoded("dtstart"), other.decoded("dtstart")) == (first.starts_at, second.starts_at)
    assert one.decoded("dtstart").tzinfo.key == "Europe/Brussels"
    assert one["LOCATION"] == "Buurthuis, Leuven"


def test_a_moment_can_be_taken_back_until_it_is_chosen(staff, circle):
    first, second = put_moments(public_id=circle.public_id, moments=moments(3, 4), by=staff)
    answer_moments(sign_up=circle.verbinder, answers={second.pk: Answer.YES})
    choose_moment(meeting_id=first.pk, by=staff)

    assert not drop_moment(meeting_id=first.pk, by=staff)
    assert drop_moment(meeting_id=second.pk, by=staff)
    assert not drop_moment(meeting_id=second.pk, by=staff)
    assert list(Meeting.objects.all()) == [first]
