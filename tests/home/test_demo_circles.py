"""The demo's circles."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate, now

from circles.enums import CallState, SignUpKind, SignUpState
from circles.models import Call, SignUp, Volunteer
from cms.services.roles import CIRCLES, CONFIDANTS
from home.demo.circles import build_circles, build_regions
from tests.databases import nothing_stays
from tests.factories import user_with_role
from tests.indexing import catch_up
from trust.outbox.models import OutboundEmail


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Once for this module; how many people there are."""
    with django_db_blocker.unblock(), nothing_stays():
        for role in (CIRCLES, CONFIDANTS):
            user_with_role(role)
        build_regions()
        people = build_circles()
        catch_up()
        yield people


@pytest.fixture
def people(made, db):
    return made


def test_there_is_every_kind_with_calls_that_wait_are_late_and_were_made(people):
    assert SignUp.objects.count() == people
    assert set(SignUp.objects.values_list("kind", flat=True)) == set(SignUpKind.values)
    today = localdate()
    assert 2 <= Call.objects.overdue(today).count() < 20
    assert Call.objects.due(today).count() > Call.objects.overdue(today).count()
    assert Call.objects.filter(state=CallState.DONE, reached_at__isnull=False).exists()
    assert SignUp.objects.filter(state=SignUpState.WAITING).exists()
    assert Volunteer.objects.in_pool().exists()
    assert not Volunteer.objects.filter(state_changed_at__gt=now()).exists()
    assert not SignUp.objects.filter(delete_on__lt=today).exists()
    assert not SignUp.objects.filter(kind=SignUpKind.LINKGROEP, municipality=None).exists()


def test_nobody_gets_a_mail_and_everybody_is_invented(people):
    assert not OutboundEmail.objects.filter(state="queued").exists()
    addresses = SignUp.objects.exclude(email="").values_list("email", flat=True)
    assert addresses
    assert all(address.endswith("@example.org") for address in addresses)
    assert all(number.startswith("+32470000") for number in SignUp.objects.values_list("phone", flat=True))


def test_a_child_left_a_name_and_a_number(people):
    for child in SignUp.objects.filter(kind=SignUpKind.YOUNG):
        assert (child.email, child.municipality, child.remark) == ("", None, "")


def test_a_repeat_adds_nothing_and_takes_no_municipality_away(people):
    assert (build_regions(), build_circles()) == (0, 0)
