"""What is pressed on a page that is no longer true: an old tab, a colleague who was first, a second press."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from bookings.desk.enums import ProposalState, RequestState
from bookings.desk.errors import MoveNotAllowed, ProposalGone
from bookings.desk.models import BookingRequest
from bookings.desk.services import (
    accept_proposal,
    decline_proposal,
    make_public,
    send_proposal,
    take_up,
    talk_again,
)
from bookings.enums import EventState
from bookings.services import cancel_event
from tests.bookings.desk.admin.filling import a_proposal, confirmed, of_draft, sent_by
from tests.bookings.desk.reading import page_of
from tests.factories.desk import BookingRequestFactory, BookingTermsFactory, ProposalFactory, TrainerFactory
from tests.reading import fragment
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def url_of(name: str, asked: BookingRequest, *more) -> str:
    return reverse(f"requests:{name}", args=[asked.pk, *more])


def state_of(asked: BookingRequest) -> str:
    return BookingRequest.objects.get(pk=asked.pk).state


def drafted(desk, asked: BookingRequest, **said):
    """The form of a proposal filled in and kept; the answer, and what was sent."""
    whole = a_proposal(TrainerFactory(), BookingTermsFactory()) | of_seen(desk, asked) | said
    return desk.post(url_of("draft", asked), whole), whole


def of_seen(desk, asked: BookingRequest) -> dict:
    return {"seen": desk.get(url_of("draft", asked)).context["seen"]}


# Taking up


def test_taking_up_never_takes_back_what_a_colleague_proposed_meanwhile(colleague):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)

    with pytest.raises(MoveNotAllowed):
        take_up(public_id=asked.public_id, by=colleague)

    assert asked.proposals.get().state == ProposalState.SENT
    assert state_of(asked) == RequestState.PROPOSED
    assert not OutboundEmail.objects.exists()


def test_talking_again_is_for_what_was_talked_of(colleague):
    with pytest.raises(MoveNotAllowed):
        talk_again(public_id=BookingRequestFactory().public_id, by=colleague)


# Answers


@pytest.mark.parametrize("first", [True, False])
def test_who_says_no_otherwise_than_a_colleague_did_is_told(client, first):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    decline_proposal(public_id=asked.public_id, version=1, name="Rita", stop=first)
    after = state_of(asked)

    decline_proposal(public_id=asked.public_id, version=1, name="Piet", stop=first)
    with pytest.raises(ProposalGone):
        decline_proposal(public_id=asked.public_id, version=1, name="Piet", stop=not first)
    said = {
        "deed": "decline",
        "decline-version": 1,
        "decline-name": "Piet",
        "decline-then": "another" if first else "stop",
    }
    told = client.post(page_of(asked), said)

    assert told.status_code == 409
    assert "Rita zei al nee" in fragment(told.content.decode()).select_one(".error-summary").text
    assert state_of(asked) == after


def test_another_day_on_the_telephone_declines_no_later_version_unseen(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    form = desk.get(url_of("counter", asked)).context["form"]
    ProposalFactory(request=asked)
    send_proposal(public_id=asked.public_id, version=2, by=colleague)
    said = sent_by(form) | {"on_1": f"{now().year + 1}-06-01"}

    told = desk.post(url_of("counter", asked), said)

    assert told.status_code == 409
    assert asked.proposals.get(version=2).state == ProposalState.SENT

    told = desk.post(url_of("counter", asked), said | {"version": "2"})
    desk.post(url_of("counter", asked), confirmed(told))

    assert state_of(asked) == RequestState.IN_DISCUSSION


# Drafts


def test_draft_of_a_colleague_is_not_written_over_unseen(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    tab = a_proposal(TrainerFactory(), BookingTermsFactory()) | of_seen(desk, asked)
    drafted(desk, asked, words="Van een collega")

    told = desk.post(url_of("draft", asked), tab | {"words": "Van mij"})

    assert told.status_code == 409
    assert told.context["form"]["words"].value() == "Van mij"
    assert asked.proposals.get().words == "Van een collega"

    desk.post(url_of("draft", asked), tab | {"words": "Van mij", "seen": told.context["seen"]})

    assert asked.proposals.get().words == "Van mij"


def test_old_form_makes_no_second_version_when_the_first_was_sent_meanwhile(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    tab = a_proposal(TrainerFactory(), BookingTermsFactory()) | of_seen(desk, asked)
    drafted(desk, asked)
    send_proposal(public_id=asked.public_id, version=1, by=colleague)

    assert desk.post(url_of("draft", asked), tab).status_code == 409
    assert asked.proposals.count() == 1


def test_second_press_keeps_the_same_draft(desk):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    first, whole = drafted(desk, asked, words="Graag\r\ntot dan")

    second = desk.post(url_of("draft", asked), whole)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert asked.proposals.count() == 1


def test_looking_who_fits_forgets_nothing_of_what_was_seen(desk):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    tab = a_proposal(TrainerFactory(), BookingTermsFactory()) | of_seen(desk, asked)
    drafted(desk, asked, words="Van een collega")

    looked = desk.post(url_of("draft", asked), tab | {"deed": "look"})

    again = of_draft(looked) | {"seen": looked.context["seen"], "deed": "keep"}
    assert desk.post(url_of("draft", asked), again).status_code == 409


def test_only_what_was_looked_over_is_sent(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    shown, _whole = drafted(desk, asked)
    page = fragment(desk.get(shown["Location"]).content.decode())
    seen = page.select_one("form[action$='/send/'] input[name=seen]")["value"]
    drafted(desk, asked, **{"lines-0-price": "900"})

    told = desk.post(url_of("send", asked, 1), {"seen": seen}, follow=True)

    assert "Een collega" in told.content.decode()
    assert state_of(asked) == RequestState.IN_DISCUSSION
    assert not OutboundEmail.objects.filter(purpose="bookings.request-proposal").exists()

    for _twice in range(2):
        desk.post(url_of("send", asked, 1), {"seen": told.context["seen"]})

    assert state_of(asked) == RequestState.PROPOSED
    assert OutboundEmail.objects.filter(purpose="bookings.request-proposal").count() == 1


# In the calendar


def test_new_date_goes_into_the_calendar_when_the_first_was_called_off(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.AGREED, public_wished=True)
    first = make_public(public_id=asked.public_id, by=colleague)
    assert make_public(public_id=asked.public_id, by=colleague) == first
    talk_again(public_id=asked.public_id, by=colleague, why="Ann is ziek")
    ProposalFactory(request=asked)
    send_proposal(public_id=asked.public_id, version=2, by=colleague)
    accept_proposal(public_id=asked.public_id, version=2, name="Rita")

    desk.post(url_of("publish", asked))

    asked.refresh_from_db()
    first.refresh_from_db()
    assert first.state == EventState.CANCELLED
    assert asked.public_event.state == EventState.DRAFT
    assert asked.public_event != first


def test_date_that_was_cancelled_in_the_calendar_can_be_put_there_again(colleague):
    asked = BookingRequestFactory(state=RequestState.PREPARED, public_wished=True)
    first = make_public(public_id=asked.public_id, by=colleague)
    cancel_event(event_id=first.pk, reason="")

    assert make_public(public_id=asked.public_id, by=colleague) != first


@pytest.mark.parametrize("state", [RequestState.GIVEN, RequestState.INVOICED, RequestState.CLOSED])
def test_what_is_over_is_not_announced(desk, colleague, state):
    asked = BookingRequestFactory(state=state, public_wished=True)

    assert "publish" not in {deed.name for deed in desk.get(url_of("detail", asked)).context["deeds"]}
    with pytest.raises(MoveNotAllowed):
        make_public(public_id=asked.public_id, by=colleague)
