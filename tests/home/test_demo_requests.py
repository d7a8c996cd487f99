"""The demo's board."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate, now

from bookings.desk.enums import ActivityKind, ProposalState, RequestState
from bookings.desk.models import BookingRequest, InvoiceRecord, Proposal, Trainer
from cms.services.roles import BOOKINGS
from home.demo.content.requests import REQUESTS
from home.demo.requests import build_requests
from tests.factories import user_with_role
from tests.factories.desk import ActivityPageFactory
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole_board(site):
    for kind in ActivityKind:
        ActivityPageFactory(kind=kind, title=kind.label)
    user_with_role(BOOKINGS)
    return build_requests()


def test_board_has_something_in_every_column_with_an_alarm_and_dates_that_fit(whole_board):
    assert whole_board == len(REQUESTS) == BookingRequest.objects.count()
    assert {demo.state for demo in REQUESTS} == set(BookingRequest.objects.values_list("state", flat=True))
    assert BookingRequest.objects.overdue().filter(state=RequestState.NEW).exists()
    assert BookingRequest.objects.filter(received_at__gt=now()).count() == 0
    held = Proposal.objects.filter(state=ProposalState.ACCEPTED).select_related("request")
    over = (RequestState.GIVEN, RequestState.INVOICED)
    assert all((one.ends_at < now()) == (one.request.state in over) for one in held)
    waiting = Proposal.objects.filter(state=ProposalState.SENT)
    assert all(one.valid_until >= localdate() and one.starts_at > now() for one in waiting)
    assert InvoiceRecord.objects.count() == 1


def test_nobody_gets_a_mail_and_everybody_is_invented(whole_board):
    assert not OutboundEmail.objects.filter(state="queued").exists()
    for model in (BookingRequest, Trainer):
        assert all(address.endswith("@example.org") for address in model.objects.values_list("email", flat=True))


def test_once_there_are_requests_nothing_is_added(whole_board):
    assert build_requests() == 0


def test_without_activities_or_somebody_who_answers_there_is_no_board(site):
    assert build_requests() == 0
    ActivityPageFactory()
    assert build_requests() == 0
