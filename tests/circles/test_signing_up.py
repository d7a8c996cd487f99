"""Leaving a number, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from circles.enums import CallMoment, CallState, Deed, SignUpKind, SignUpState, VolunteerRole, VolunteerState
from circles.models import Call, CircleTally, SignUp, Volunteer
from circles.services import Asked, sign_up, withdraw_sign_up
from cms.services.roles import CIRCLES, CONFIDANTS
from tests.factories import user_with_role
from tests.factories.circles import CircleMemberFactory, SignUpFactory, municipality
from trust.links.models import PersonalLink
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db

DELETE_ON = date(2027, 11, 30)


def asked(**changes) -> Asked:
    """Somebody of Leuven who would like a linkgroep."""
    said = {"kind": SignUpKind.LINKGROEP, "name": "Mira", "phone": "+32470000001", "municipality": municipality()}
    return Asked(**said | changes)


def test_who_signs_up_is_phoned_within_a_week(time_machine):
    time_machine.move_to("2026-12-01T09:00:00+01:00")

    made = sign_up(asked=asked(), delete_on=DELETE_ON)

    call = made.calls.get()
    assert (call.state, call.due_on, call.next_on) == (CallState.OPEN, date(2026, 12, 8), date(2026, 12, 1))
    assert made.state == SignUpState.NEW


def test_a_promise_that_would_end_on_a_weekend_ends_before_it(time_machine):
    time_machine.move_to("2026-12-05T09:00:00+01:00")  # a Saturday

    made = sign_up(asked=asked(), delete_on=DELETE_ON)

    assert made.calls.get().due_on == date(2026, 12, 11)  # the Friday


@pytest.mark.parametrize(
    ("changes", "confidential"),
    [
        ({"kind": SignUpKind.LUSGROEP}, False),
        ({"kind": SignUpKind.VISIT}, False),
        ({"kind": SignUpKind.VOLUNTEER, "role": VolunteerRole.VERBINDER}, False),
        ({"kind": SignUpKind.VOLUNTEER, "role": VolunteerRole.CONFIDANT}, True),
        ({"kind": SignUpKind.YOUNG, "municipality": None}, True),
        ({"kind": SignUpKind.PARENT}, True),
        ({"kind": SignUpKind.CARE_WORKER}, True),
        ({"kind": SignUpKind.SUPPORT}, True),
    ],
)
def test_what_touches_vertrouwenspersonen_is_confidential(changes, confidential):
    made = sign_up(asked=asked(**changes), delete_on=DELETE_ON)

    assert made.confidential is confidential


@pytest.mark.parametrize(("kind", "told"), [(SignUpKind.LINKGROEP, CIRCLES), (SignUpKind.PARENT, CONFIDANTS)])
def test_staff_of_their_own_group_get_a_link_and_nothing_of_what_was_said(kind, told):
    staff = {role: user_with_role(role) for role in (CIRCLES, CONFIDANTS)}

    sign_up(asked=asked(kind=kind, name="Zonnebloem", remark="iets"), delete_on=DELETE_ON)

    mail = OutboundEmail.objects.get(purpose="circles.new")
    assert mail.recipient == staff[told].email
    assert "Zonnebloem" not in mail.text + mail.subject
    assert "/admin/circles-calls/" in mail.text


def test_who_leaves_an_address_gets_a_mail_with_their_own_link_that_does_not_say_what_they_asked():
    made = sign_up(asked=asked(kind=SignUpKind.PARENT, email="mira@example.org"), delete_on=DELETE_ON)

    mail = OutboundEmail.objects.get(purpose="circles.received")
    assert mail.recipient == "mira@example.org"
    assert PersonalLink.objects.about(made).count() == 1
    assert "vertrouwenspersoon" not in mail.text.lower()


def test_who_leaves_a_number_alone_gets_no_mail():
    sign_up(asked=asked(), delete_on=DELETE_ON)

    assert not OutboundEmail.objects.filter(purpose="circles.received").exists()


def test_asking_the_same_again_while_waiting_writes_nothing_twice():
    first = sign_up(asked=asked(email="Mira@example.org"), delete_on=DELETE_ON)

    again = sign_up(asked=asked(phone="", email="mira@EXAMPLE.org", name="mira"), delete_on=DELETE_ON)

    assert again == first
    assert Call.objects.count() == 1
    assert CircleTally.objects.get(deed=Deed.SIGNED_UP).count == 1


def test_a_number_that_we_know_with_an_address_that_we_do_not_is_another():
    first = sign_up(asked=asked(), delete_on=DELETE_ON)

    other = sign_up(asked=asked(email="iemand@example.org"), delete_on=DELETE_ON)

    assert other != first
    assert OutboundEmail.objects.get(recipient="iemand@example.org").about_id == str(other.pk)


def test_what_somebody_says_the_second_time_is_not_lost():
    sign_up(asked=asked(remark="Dag!", discreet=True), delete_on=DELETE_ON)

    known = sign_up(asked=asked(remark="Liever na vijf uur.", call_moment=CallMoment.EVENING), delete_on=DELETE_ON)

    known.refresh_from_db()
    assert (known.remark, known.call_moment, known.discreet) == ("Dag!\nLiever na vijf uur.", "evening", True)
    assert len(sign_up(asked=asked(remark="x" * 600), delete_on=DELETE_ON).remark) == 600


def test_who_was_phoned_and_asks_again_is_phoned_again():
    first = sign_up(asked=asked(), delete_on=DELETE_ON)
    first.calls.update(state=CallState.DONE, done_at=now())

    for _again in range(2):
        assert sign_up(asked=asked(), delete_on=DELETE_ON) == first

    assert first.calls.filter(state=CallState.OPEN).count() == 1


def test_two_people_of_one_household_with_one_number_are_two():
    sign_up(asked=asked(), delete_on=DELETE_ON)
    sign_up(asked=asked(name="Jef"), delete_on=DELETE_ON)

    assert SignUp.objects.count() == 2


def test_who_wants_to_help_begins_the_path_of_volunteers():
    made = sign_up(asked=asked(kind=SignUpKind.VOLUNTEER, role=VolunteerRole.VERBINDER), delete_on=DELETE_ON)

    assert Volunteer.objects.get().state == VolunteerState.INTERESTED
    assert made.volunteer.sign_up == made


def test_who_leaves_the_list_is_gone_at_once_and_still_counted():
    made = sign_up(asked=asked(email="mira@example.org"), delete_on=DELETE_ON)

    assert withdraw_sign_up(public_id=made.public_id)

    assert not SignUp.objects.exists()
    assert not Call.objects.exists()
    assert not OutboundEmail.objects.filter(recipient="mira@example.org").exists()
    assert set(CircleTally.objects.values_list("deed", "count")) == {(Deed.SIGNED_UP, 1), (Deed.LEFT, 1)}
    assert not withdraw_sign_up(public_id=made.public_id)  # a repeat is harmless


def test_staff_hear_that_somebody_left_a_group_and_not_who():
    staff = user_with_role(CIRCLES)
    member = CircleMemberFactory(circle__state="met", sign_up__name="Zonnebloem")

    withdraw_sign_up(public_id=member.sign_up.public_id)

    mail = OutboundEmail.objects.get(purpose="circles.left")
    assert mail.recipient == staff.email
    assert "Zonnebloem" not in mail.text


def test_the_night_erases_what_is_past_its_day_but_not_who_is_in_a_group_or_helps():
    past = localdate() - timedelta(days=1)
    gone = SignUpFactory(delete_on=past)
    SignUpFactory(delete_on=localdate())
    CircleMemberFactory(circle__state="met", sign_up__delete_on=past)
    helper = SignUpFactory(volunteer=True, delete_on=past)
    Volunteer.objects.create(sign_up=helper, state=VolunteerState.TALKED)

    assert list(SignUp.objects.past_term(localdate())) == [gone]
