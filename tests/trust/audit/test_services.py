"""The two logs: what is written, and what they refuse."""

import uuid
from datetime import timedelta

import pytest
import structlog
import time_machine
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from tests.factories.users import UserFactory
from trust.audit.enums import Access, Actor
from trust.audit.errors import PersonalDetail
from trust.audit.models import AccessEntry, AuditEntry
from trust.audit.services import record, record_access

pytestmark = pytest.mark.django_db


def test_a_deed_of_staff_names_the_account_the_record_and_the_request():
    member, about = UserFactory(), UserFactory()

    with structlog.contextvars.bound_contextvars(request_id="abc-1"):
        entry = record(verb="bookings.moved", about=about, by=member, details={"from": "new", "to": "agreed"})

    assert (entry.actor, entry.by, entry.about, entry.request_id) == (Actor.STAFF, member, about, "abc-1")
    assert list(AuditEntry.objects.about(about)) == [entry]


@pytest.mark.parametrize(("by_person", "actor"), [(True, Actor.PERSON), (False, Actor.SYSTEM)])
def test_without_an_account_it_was_the_person_or_the_system(by_person, actor):
    assert record(verb="bookings.moved", by_person=by_person).actor == actor


@pytest.mark.parametrize(
    "details",
    [
        {"why": "An (an.peeters@example.org) asked"},
        {"why": "call 016 12 34 56"},
        {"why": ["+32 475/12.34.56"]},
        {"before": {"name": "An"}},
        {"Email": "x"},
        {"phone": 32475123456},
    ],
)
def test_a_detail_about_a_person_is_refused_and_not_repeated(details):
    with pytest.raises(PersonalDetail) as refused:
        record(verb="bookings.moved", details=details)

    assert "An" not in str(refused.value)
    assert "016" not in str(refused.value)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "details",
    [
        {"fields": ["email", "phone"], "email": True, "count": 1234567890},
        {
            "day": "2027-05-03",
            "at": "2027-05-03T10:00:00+02:00",
            "id": str(uuid.uuid4()),
            "range": "2027-01-01 2027-02-01",
        },
        {"model": "home.Subscription", "version": 2, "rule": None},
    ],
)
def test_states_counts_days_and_names_of_fields_are_welcome(details):
    assert record(verb="bookings.moved", details=details).details == details


def test_a_deed_without_its_app_is_refused():
    with pytest.raises(ValueError, match="app"):
        record(verb="moved")


def test_a_deed_that_is_rolled_back_leaves_no_entry():
    with transaction.atomic():
        record(verb="bookings.moved")
        transaction.set_rollback(True)

    assert not AuditEntry.objects.exists()


def test_the_database_refuses_an_account_for_what_the_system_did():
    with pytest.raises(IntegrityError):
        AuditEntry.objects.create(verb="x.y", actor=Actor.SYSTEM, by=UserFactory())


def test_the_same_look_within_five_minutes_is_written_once():
    member, about = UserFactory(), UserFactory()

    with time_machine.travel(now(), tick=False) as clock:
        first = record_access(what="contact.message", by=member, about=about)
        clock.shift(timedelta(minutes=4))
        assert record_access(what="contact.message", by=member, about=about) == first
        clock.shift(timedelta(minutes=2))
        assert record_access(what="contact.message", by=member, about=about) != first

    assert AccessEntry.objects.count() == 2


def test_another_person_record_or_way_of_looking_is_another_look():
    one, other = UserFactory(), UserFactory()

    record_access(what="contact.messages", by=one, access=Access.LIST, count=20)
    record_access(what="contact.messages", by=one, access=Access.LIST, count=21)
    record_access(what="contact.messages", by=other, access=Access.LIST, count=20)
    record_access(what="contact.messages", by=one, about=other)

    assert AccessEntry.objects.count() == 4


def test_each_export_is_written():
    member = UserFactory()

    record_access(what="contact.messages", by=member, access=Access.EXPORT, count=3)
    record_access(what="contact.messages", by=member, access=Access.EXPORT, count=3)

    assert AccessEntry.objects.count() == 2
