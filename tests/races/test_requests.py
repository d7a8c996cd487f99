"""Answers to a proposal that come at the same moment, over real connections: one outcome, and everybody told the truth.

The control takes the lock away and must let two answers through.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localdate

from bookings.desk.enums import BOUND_STATES, ProposalState, RequestState, SlotState
from bookings.desk.errors import DeskRefused, MoveNotAllowed, ProposalGone
from bookings.desk.models import BookingRequest, TrainerSlot
from bookings.desk.services import (
    Asked,
    Wish,
    accept_proposal,
    counter_date,
    decline_proposal,
    expire_proposals,
    send_proposal,
    withdraw_request,
)
from bookings.desk.services import deciding as deciding_module
from bookings.desk.services.receiving import receive_once
from tests.bookings.desk.reading import api_of, page_of
from tests.factories import UserFactory
from tests.factories.desk import ActivityPageFactory, BookingRequestFactory, ProposalFactory
from tests.races.test_seats import at_once
from tests.reading import fragment
from trust.organisations.services import Legal
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def accept(request: BookingRequest, version: int = 1, name: str = "Rita"):
    return lambda: accept_proposal(public_id=request.public_id, version=version, name=name)


def decline(request: BookingRequest, version: int = 1, *, stop: bool = False):
    return lambda: decline_proposal(public_id=request.public_id, version=version, name="Piet", stop=stop)


def whole(request: BookingRequest) -> str:
    """Its state, after a look at everything that hangs on it: proposals, log, trainers and mails say the same."""
    request.refresh_from_db()
    versions = Counter(request.proposals.values_list("state", flat=True))
    assert versions[ProposalState.SENT] == (request.state == RequestState.PROPOSED)
    assert versions[ProposalState.ACCEPTED] == (request.state in BOUND_STATES)
    last = request.moves.last()
    assert last is None or last.to_state == request.state
    slots = set(TrainerSlot.objects.filter(request=request).values_list("state", flat=True))
    stands = {RequestState.PROPOSED: SlotState.TENTATIVE, RequestState.AGREED: SlotState.CONFIRMED}
    assert slots - {SlotState.CANCELLED} <= {stands.get(RequestState(request.state), SlotState.CANCELLED)}
    agreed = OutboundEmail.objects.filter(purpose="bookings.request-agreed", about_id=str(request.pk)).count()
    assert agreed == request.moves.filter(to_state=RequestState.AGREED).count()
    return request.state


def test_yes_and_no_at_once_is_one_of_both(site):
    for _again in range(TIMES):
        request = BookingRequestFactory(state=RequestState.PROPOSED)

        answers = at_once(accept(request), decline(request))

        assert whole(request) in (RequestState.AGREED, RequestState.IN_DISCUSSION)
        assert [type(one) for one in answers if isinstance(one, Exception)] == [ProposalGone]


def test_four_people_say_yes_at_once_and_one_is_written_down(site):
    request = BookingRequestFactory(state=RequestState.PROPOSED)

    answers = at_once(*(accept(request, name=f"Mens {number}") for number in range(4)))

    assert not [one for one in answers if isinstance(one, Exception)]
    assert whole(request) == RequestState.AGREED
    assert request.moves.count() == 1


def test_first_version_is_accepted_or_replaced_by_the_second_never_both(site):
    staff = UserFactory()
    for _again in range(TIMES):
        request = BookingRequestFactory(state=RequestState.PROPOSED)
        ProposalFactory(request=request, version=2)

        yes, sent = at_once(
            accept(request), lambda request=request: send_proposal(public_id=request.public_id, version=2, by=staff)
        )

        if whole(request) == RequestState.AGREED:
            assert isinstance(sent, MoveNotAllowed)
            assert request.proposals.get(version=2).state == ProposalState.DRAFT
            assert not OutboundEmail.objects.filter(
                purpose="bookings.request-proposal", about_id=str(request.pk)
            ).exists()
        else:
            assert isinstance(yes, ProposalGone)
            assert request.proposals.get(state=ProposalState.SENT).version == 2


def test_everything_at_once_has_one_outcome(site):
    staff = UserFactory()
    for _again in range(TIMES):
        request = BookingRequestFactory(state=RequestState.PROPOSED)
        ProposalFactory(request=request, version=2)
        public_id = request.public_id
        day = Wish(on=localdate() + timedelta(days=40))

        answers = at_once(
            accept(request),
            decline(request),
            lambda public_id=public_id, day=day: counter_date(public_id=public_id, wishes=[day], version=1),
            lambda public_id=public_id: withdraw_request(public_id=public_id),
            lambda public_id=public_id: send_proposal(public_id=public_id, version=2, by=staff),
            expire_proposals,
        )

        assert not [one for one in answers if isinstance(one, Exception) and not isinstance(one, DeskRefused)]
        assert whole(request) in (
            RequestState.WITHDRAWN,
            RequestState.AGREED,
            RequestState.IN_DISCUSSION,
            RequestState.PROPOSED,
        )


def test_both_are_told_the_truth_on_page_and_api(site):
    """One presses yes on the page, the other sends no to the API, at the same moment."""
    for _again in range(TIMES):
        request = BookingRequestFactory(state=RequestState.PROPOSED)
        page, api = page_of(request), api_of(request)
        said = {"deed": "accept", "accept-version": 1, "accept-name": "Rita"}
        no = json.dumps({"version": 1, "name": "Piet", "stop": False})

        pressed, sent = at_once(
            lambda page=page, said=said: Client().post(page, said),
            lambda api=api, no=no: Client().post(f"{api}decline/", no, content_type="application/json"),
        )

        if whole(request) == RequestState.AGREED:
            assert (pressed.status_code, sent.status_code) == (302, 409)
            assert "Rita zei al ja" in sent.json()["detail"]
            assert sent.json()["state"] == "agreed"
        else:
            assert (pressed.status_code, sent.status_code) == (409, 200)
            assert "Piet zei al nee" in fragment(pressed.content.decode()).select_one(".error-summary").text


def twice_off(request: BookingRequest) -> int:
    """How many steps two people write who stop the same request at the same moment."""
    answers = at_once(*(lambda: withdraw_request(public_id=request.public_id) for _each in range(2)))

    assert not [one for one in answers if isinstance(one, Exception)]
    return request.moves.count()


def test_two_people_stop_a_request_once(site):
    assert [twice_off(BookingRequestFactory()) for _again in range(TIMES)] == [1] * TIMES


@pytest.mark.postgres
def test_without_the_lock_it_is_stopped_twice(site, monkeypatch):
    """The control: read without a lock, think for a moment, then write. The tests above would see it."""

    def look(*, public_id):
        found = BookingRequest.objects.get(public_id=public_id)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(deciding_module, "lock_request", look)

    assert twice_off(BookingRequestFactory()) == 2


def test_request_that_is_typed_in_is_written_once_when_it_is_pressed_twice_at_once(site):
    page = ActivityPageFactory()
    asked = Asked(
        organisation=Legal("De Linde"), contact_name="Rita", email="r@example.org", audience="staff", group_size=9
    )
    for _again in range(TIMES):
        key = uuid4()
        press = partial(receive_once, public_id=key, activity=page, asked=asked, source="phone")

        answers = at_once(press, press, press)

        assert {getattr(one, "public_id", one) for one in answers} == {key}
        mails = OutboundEmail.objects.filter(purpose="bookings.request-receipt", about_id=str(answers[0].pk))
        assert mails.count() == 1
