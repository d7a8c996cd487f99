"""The clock at the desk: each step at its moment, once, whoever strikes twice or dies half-way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate, now

from bookings.desk.enums import ProposalState, RequestState, SlotState
from bookings.desk.models import BookingRequest, Proposal, RequestMove
from bookings.desk.services import (
    ask_for_evaluations,
    evaluate,
    expire_proposals,
    mark_past_requests,
    minding,
    prepare_requests,
    remind_of_proposals,
)
from bookings.desk.terms import EVALUATE_AFTER, PACK_BEFORE
from tests.factories.desk import ActivityPageFactory, BookingRequestFactory, ProposalFactory
from tests.factories.registrations import evening
from tests.races.test_seats import at_once
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(time_machine):
    """Move the clock, which then stands still."""
    return lambda moment: time_machine.move_to(moment, tick=False)


def proposed(**fields) -> Proposal:
    return ProposalFactory(
        request__state=RequestState.PROPOSED, request__stands_on=False, state=ProposalState.SENT, **fields
    )


def agreed(**fields) -> Proposal:
    return ProposalFactory(
        request__state=RequestState.AGREED, request__stands_on=False, state=ProposalState.ACCEPTED, **fields
    )


def state_of(proposal: Proposal) -> str:
    return BookingRequest.objects.get(pk=proposal.request_id).state


def mails(what: str) -> int:
    return OutboundEmail.objects.filter(purpose=f"bookings.{what}").count()


def midnight(day) -> datetime:
    return evening(days=(day - localdate()).days, hour=0)


def test_proposal_expires_the_day_after_it_was_valid_and_frees_its_trainers(site, at):
    proposal = proposed(valid_until=localdate() + timedelta(days=5))
    end = midnight(proposal.valid_until + timedelta(days=1))

    at(end - timedelta(minutes=1))
    assert expire_proposals() == 0
    at(end)
    assert expire_proposals() == 1

    proposal.refresh_from_db()
    assert (state_of(proposal), proposal.state) == (RequestState.EXPIRED, ProposalState.EXPIRED)
    assert {slot.state for slot in proposal.request.slots.all()} == {SlotState.CANCELLED}
    assert (expire_proposals(), mails("request-proposal-expired")) == (0, 1)
    assert proposal.request.moves.get().actor == "clock"


def test_proposal_whose_date_has_come_expires_too(site, at):
    proposed(starts_at=evening(3), valid_until=localdate() + timedelta(days=30))

    at(evening(3))
    assert expire_proposals() == 1


def test_reminder_leaves_three_days_before_once_and_never_for_a_short_one(site, at):
    long, short = proposed(), proposed(valid_until=localdate() + timedelta(days=2))
    near = midnight(long.valid_until - timedelta(days=3))

    remind_of_proposals()
    at(near - timedelta(minutes=1))
    remind_of_proposals()
    assert mails("request-proposal-ends") == 0
    Proposal.objects.filter(pk=short.pk).update(sent_at=now(), valid_until=localdate() + timedelta(days=1))
    at(near)
    assert [remind_of_proposals() for _time in range(3)] == [1, 0, 0]

    assert [mail.about for mail in OutboundEmail.objects.filter(purpose="bookings.request-proposal-ends")] == [
        long.request
    ]


def test_pack_leaves_ten_days_before_to_organisation_and_trainers(site, at):
    page = ActivityPageFactory(you_provide="<ul><li>Twintig stoelen in een kring</li></ul>")
    proposal = agreed(starts_at=evening(40), request__activity=page)

    at(proposal.starts_at - PACK_BEFORE - timedelta(minutes=1))
    assert prepare_requests() == 0
    at(proposal.starts_at - PACK_BEFORE)
    assert (prepare_requests(), prepare_requests()) == (1, 0)

    assert state_of(proposal) == RequestState.PREPARED
    theirs = OutboundEmail.objects.get(purpose="bookings.request-pack")
    trainers = OutboundEmail.objects.get(purpose="bookings.trainer-pack")
    assert "Twintig stoelen in een kring" in theirs.text
    for text in (theirs.text, trainers.text):
        assert "Kerkstraat 1, 3000 Leuven" in text
        assert proposal.trainers.get().name in text
        assert "15" in text
    assert trainers.attachments.get().content_type.startswith("text/calendar; method=REQUEST")


@pytest.mark.parametrize("kind", ["workshop", "lecture", "theatre", "visit"])
def test_pack_names_what_each_kind_needs_when_no_page_says_so(site, kind):
    agreed(starts_at=evening(3), request__kind=kind, request__needs="Een tolk Vlaamse Gebarentaal")

    prepare_requests()

    mail = OutboundEmail.objects.get(purpose="bookings.request-pack")
    assert mail.text.count("- ") >= 3 or mail.html.count("<li") >= 4
    assert "Gebarentaal" not in mail.text, "what people need is in no mail"


def test_pack_goes_by_the_version_that_holds_and_no_earlier_one(site):
    request = BookingRequestFactory(state=RequestState.AGREED, stands_on=False)
    ProposalFactory(request=request, state=ProposalState.SUPERSEDED, starts_at=evening(3))
    ProposalFactory(request=request, state=ProposalState.ACCEPTED, starts_at=evening(60))

    assert prepare_requests() == 0
    assert mails("request-pack") == 0


def test_agreed_at_the_last_moment_goes_through_every_state_without_a_late_pack(site, at):
    proposal = agreed(starts_at=evening(1))

    at(proposal.ends_at)
    call_command("mind_requests")

    assert state_of(proposal) == RequestState.GIVEN
    assert [step.to_state for step in RequestMove.objects.order_by("at", "pk")] == ["prepared", "given"]
    assert (mails("request-pack"), mails("trainer-pack")) == (0, 0)


def test_given_at_its_end_and_asked_how_it_was_a_day_later_once(site, at):
    proposal = agreed(starts_at=evening(5))
    prepare_requests()

    at(proposal.ends_at - timedelta(minutes=1))
    assert mark_past_requests() == 0
    at(proposal.ends_at)
    assert (mark_past_requests(), mark_past_requests()) == (1, 0)
    assert ask_for_evaluations() == 0
    at(proposal.ends_at + EVALUATE_AFTER)
    assert (ask_for_evaluations(), ask_for_evaluations()) == (1, 0)

    assert mails("request-evaluation") == 1


def test_who_told_already_is_not_asked(site, at):
    proposal = agreed(starts_at=evening(1))
    at(proposal.ends_at)
    call_command("mind_requests")
    evaluate(
        public_id=proposal.request.public_id, answers={"content_score": 5, "trainer_score": 5, "practical_score": 4}
    )

    at(proposal.ends_at + EVALUATE_AFTER)
    call_command("mind_requests")

    assert mails("request-evaluation") == 0


def test_one_that_is_gone_or_moved_meanwhile_stops_nobody_else(site, monkeypatch):
    gone, moved, third = (agreed(starts_at=evening(2)) for _number in range(3))
    found = list(minding._agreed(RequestState.AGREED, starts_before=evening(9)))
    monkeypatch.setattr(minding, "_agreed", lambda *_args, **_kwargs: found)
    gone.request.delete()
    BookingRequest.objects.filter(pk=moved.request_id).update(state=RequestState.WITHDRAWN)

    assert prepare_requests() == 1
    assert state_of(third) == RequestState.PREPARED


# --- twice at once, and half a time -------------------------------------------------------------------------------------


def every_step(at) -> list[Proposal]:
    """A request before each step of the clock."""
    made = [
        proposed(valid_until=localdate() + timedelta(days=4)),  # is reminded
        proposed(starts_at=evening(1), valid_until=localdate() + timedelta(days=30)),  # expires
        agreed(starts_at=evening(9)),  # gets its pack
        agreed(starts_at=evening(1)),  # was given, and is asked how it was
    ]
    Proposal.objects.update(sent_at=now() - timedelta(days=9))
    at(evening(3))
    return made


def counted() -> dict[str, int]:
    whats = ("proposal-ends", "proposal-expired", "pack", "evaluation")
    return {what: mails(f"request-{what}") for what in whats} | {"trainer": mails("trainer-pack")}


ONCE = {"proposal-ends": 1, "proposal-expired": 1, "pack": 1, "evaluation": 1, "trainer": 1}


@pytest.mark.django_db(transaction=True)
def test_three_clocks_at_once_do_everything_once(site, at):
    made = every_step(at)

    answers = at_once(*(lambda: call_command("mind_requests", verbosity=0) for _number in range(3)))

    assert answers == [None] * 3
    assert counted() == ONCE
    assert [state_of(one) for one in made] == ["proposed", "expired", "prepared", "given"]
    steps = RequestMove.objects.values_list("request_id", "to_state")
    assert len(steps) == len(set(steps)) == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dies_after", range(6))
def test_worker_that_dies_half_way_leaves_each_mail_once(site, at, monkeypatch, dies_after):
    """It is killed in the middle of a transaction: the next run does what is missing, and nothing twice."""
    every_step(at)
    left = dies_after

    class Killed(BaseException):
        pass

    def dying(real):
        def deed(*args, **kwargs):
            nonlocal left
            done = real(*args, **kwargs)
            left -= 1
            if left < 0:
                raise Killed
            return done

        return deed

    with monkeypatch.context() as patch:
        for name in ("mail_expired", "mail_proposal_ends", "mail_evaluation"):
            patch.setattr(minding, name, dying(getattr(minding, name)))
        from bookings.desk.services import steering

        for name in ("mail_pack", "mail_trainers"):
            patch.setattr(steering, name, dying(getattr(steering, name)))
        try:
            call_command("mind_requests", verbosity=0)
        except Killed:
            assert counted() != ONCE

    for _time in range(2):
        call_command("mind_requests", verbosity=0)

    assert counted() == ONCE
