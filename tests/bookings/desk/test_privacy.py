"""What people may see and have erased of the desk, and what stays without them (spec H4, H10)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate, now

from bookings.desk.counts import Total, totals
from bookings.desk.enums import RequestState
from bookings.desk.models import (
    BookingRequest,
    Evaluation,
    InvoiceRecord,
    PreferredDate,
    Proposal,
    RequestMove,
    RequestTally,
    Trainer,
    TrainerAbsence,
    TrainerSlot,
)
from bookings.desk.services import close_request, evaluate, make_invoice
from bookings.desk.services.erasing import wipe_requests
from bookings.desk.services.trainers import hand_out_feed
from tests.factories.desk import BookingRequestFactory, ProposalFactory, TrainerFactory
from tests.queries import queries_of
from trust.links.models import PersonalLink
from trust.privacy.enums import ErasureReason
from trust.privacy.errors import HeldByLaw
from trust.privacy.export import export_row
from trust.privacy.services.erasure import erase_person, erase_record
from trust.registry import registered

pytestmark = pytest.mark.django_db
RITA = "rita@example.org"
GOOD = {"content_score": 5, "trainer_score": 4, "practical_score": 3, "good": "Rita Peeters was blij"}


def done(colleague, **fields) -> BookingRequest:
    """Given, told how it was, invoiced, closed."""
    request = BookingRequestFactory(state=RequestState.GIVEN, email=RITA, needs="Een lift", **fields)
    PreferredDate.objects.create(request=request, on=localdate(), words="Liever later")
    evaluate(public_id=request.public_id, answers=GOOD)
    make_invoice(public_id=request.public_id, by=colleague)
    return close_request(public_id=request.public_id, by=colleague)


def test_erasure_takes_the_person_and_leaves_scores_invoice_and_count(site, colleague):
    request = done(colleague, province="antwerp")
    before = totals()

    erased = erase_person(email=RITA.upper(), reason=ErasureReason.REQUEST)

    assert erased.rows["bookings.BookingRequest"] == 1
    for model in (BookingRequest, Proposal, RequestMove, PreferredDate, TrainerSlot):
        assert not model.objects.exists()
    said, invoice = Evaluation.objects.get(), InvoiceRecord.objects.get()
    assert (said.request, said.good, said.better, said.content_score) == (None, "", "", 5)
    assert (invoice.request, invoice.proposal, invoice.buyer_name) == (None, None, "Dienstencentrum De Linde")
    assert "Peeters" not in str(vars(said)) + str(vars(invoice))
    assert totals() == before
    assert RequestTally.objects.get().requests == 1
    assert str(request.public_id) not in str(RequestTally.objects.values())


@pytest.mark.parametrize(
    "state", [RequestState.AGREED, RequestState.PREPARED, RequestState.GIVEN, RequestState.INVOICED]
)
def test_what_was_agreed_is_held_until_it_is_settled(site, state):
    request = BookingRequestFactory(state=state, email=RITA)

    erased = erase_person(email=RITA, reason=ErasureReason.REQUEST)

    assert "bookings.BookingRequest" in erased.held
    assert BookingRequest.objects.filter(pk=request.pk).exists()
    with pytest.raises(HeldByLaw):
        erase_record(record=request, reason=ErasureReason.REQUEST)


def test_held_request_keeps_its_steps_and_proposal(site):
    """What hangs on a request that is held is held with it: it would be empty otherwise."""
    request = BookingRequestFactory(state=RequestState.AGREED, email=RITA)
    RequestMove.objects.create(request=request, to_state="new", actor="organisation")
    PreferredDate.objects.create(request=request, on=localdate(), words="Liever later")

    erase_person(email=RITA, reason=ErasureReason.REQUEST)

    assert (request.proposals.count(), request.moves.count(), request.preferred_dates.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "state", [state for state in RequestState if state not in ("agreed", "prepared", "given", "invoiced")]
)
def test_other_requests_go_when_asked(site, state):
    request = BookingRequestFactory(state=state, email=RITA)

    erase_record(record=request, reason=ErasureReason.REQUEST)

    assert not BookingRequest.objects.exists()


def test_retention_takes_needs_after_two_weeks_and_the_rest_at_its_day(site, colleague, time_machine):
    request = done(colleague)

    time_machine.move_to(now() + timedelta(days=18), tick=False)
    call_command("run_retention", verbosity=0)
    request.refresh_from_db()
    assert request.needs == ""
    time_machine.move_to(datetime.combine(request.delete_on + timedelta(days=1), datetime.min.time(), UTC), tick=False)
    call_command("run_retention", verbosity=0)

    assert not BookingRequest.objects.exists()
    assert Evaluation.objects.get().good == ""
    assert InvoiceRecord.objects.exists()
    assert RequestTally.objects.get().people == 15


def test_invoices_go_after_ten_years(site, colleague, time_machine):
    done(colleague)

    time_machine.move_to(now() + timedelta(days=3652), tick=False)
    call_command("run_retention", verbosity=0)
    assert InvoiceRecord.objects.exists()
    time_machine.move_to(now() + timedelta(days=3), tick=False)
    call_command("run_retention", verbosity=0)
    assert not InvoiceRecord.objects.exists()


def test_export_holds_what_they_said_and_not_what_others_did(site, colleague):
    done(colleague)
    BookingRequestFactory(email="sam@example.org", contact_name="Sam Claes")

    text = str([export_row(entry, row) for entry in registered() for row in entry.find(RITA)])

    for word in ("Rita Peeters", "Een lift", "Rita Peeters was blij", "Liever later"):
        assert word in text
    assert "Sam Claes" not in text


def test_trainer_is_erased_with_dates_and_feed_and_proposals_stand_without(site, colleague):
    trainer = TrainerFactory(email="ann@example.org")
    TrainerAbsence.objects.create(trainer=trainer, first_on=localdate(), last_on=localdate(), why="Ziek")
    proposal = ProposalFactory(by=[trainer], state="accepted")
    hand_out_feed(trainer_id=trainer.pk, by=colleague)

    erase_person(email="ann@example.org", reason=ErasureReason.REQUEST)

    assert not Trainer.objects.exists()
    assert not TrainerAbsence.objects.exists()
    assert not TrainerSlot.objects.exists()
    assert Proposal.objects.filter(pk=proposal.pk).exists()
    assert not PersonalLink.objects.alive(now()).for_purpose("bookings.trainer-feed").exists()


# --- counts that outlive them -------------------------------------------------------------------------------------------


def test_tallies_add_up_over_several_erasures(site):
    requests = [
        BookingRequestFactory(state=RequestState.REFUSED, province="limburg", group_size=size) for size in (10, 20, 30)
    ]
    key = (localdate().year, "workshop", "limburg", "refused")
    assert totals() == {key: Total(3, 60)}

    for request in requests[:2]:
        wipe_requests([request.pk, request.pk])
        wipe_requests([request.pk])

    assert totals() == {key: Total(3, 60)}
    assert RequestTally.objects.get().requests == 2


def test_year_is_the_one_in_brussels(site):
    BookingRequestFactory(received_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))

    assert [key[0] for key in totals()] == [2027]


def test_figures_say_what_was_asked_and_given(desk, colleague):
    done(colleague, province="antwerp", group_size=12)
    BookingRequestFactory(state=RequestState.REFUSED, kind="lecture", province="limburg")
    BookingRequestFactory(state=RequestState.WITHDRAWN)
    wipe_requests([BookingRequest.objects.get(state=RequestState.CLOSED).pk])

    (year,) = desk.get(reverse("desk-figures")).context["years"]

    assert (year.total.asked, year.total.given, year.total.people, year.total.refused, year.total.ended) == (
        3,
        1,
        12,
        1,
        1,
    )
    assert [row.asked for row in year.kinds] == [2, 1]
    assert [row.asked for row in year.regions] == [1, 1, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_figures_cost_the_same_with_one_and_three(desk, count):
    for number in range(count):
        BookingRequestFactory(kind=["workshop", "lecture", "visit"][number])

    assert queries_of(desk, reverse("desk-figures"), at_most=11) <= 11
