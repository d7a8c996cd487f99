"""The page of a request: what it shows in each state, and what one can do there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from icalendar import Calendar

from bookings.desk.calendars import uid_of
from bookings.desk.enums import BOUND_STATES, Actor, ProposalState, RequestState
from bookings.desk.models import Evaluation, PreferredDate, Proposal, RequestFile, RequestMove
from bookings.desk.services import refuse_request, send_proposal, take_up
from tests.bookings.desk.answering import (
    EVALUATE,
    WITHDRAW,
    accept,
    counter,
    decline,
    deeds,
    in_state,
    refusal,
    state_of,
)
from tests.bookings.desk.reading import api_of, link_to, page_of
from tests.factories import UserFactory
from tests.factories.desk import BookingRequestFactory, ProposalFactory
from tests.factories.registrations import evening
from tests.queries import queries_of
from tests.reading import fragment, main_words, soup
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


MAY = {
    RequestState.NEW: {"withdraw"},
    RequestState.IN_DISCUSSION: {"withdraw"},
    RequestState.PROPOSED: {"accept", "decline", "counter", "withdraw"},
    RequestState.AGREED: {"withdraw"},
    RequestState.PREPARED: {"withdraw"},
    RequestState.GIVEN: {"evaluate"},
    RequestState.INVOICED: {"evaluate"},
    RequestState.CLOSED: {"evaluate"},
    RequestState.EXPIRED: {"counter"},
    RequestState.REFUSED: set(),
    RequestState.WITHDRAWN: set(),
}


@pytest.mark.parametrize("state", RequestState)
def test_page_says_how_it_stands_and_offers_what_can_be_done(client, state):
    request = in_state(state)

    response = client.get(page_of(request))

    html = soup(response)
    assert html.select_one("#stand").text
    assert deeds(response) == MAY[state]
    assert html.select_one(".steps")
    assert len(html.select(".steps [aria-current=step]")) == (
        0 if state in (RequestState.INVOICED, RequestState.CLOSED) else 1
    )
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert ("Niemand is vrij." in html.main.text) == (state in (RequestState.REFUSED, RequestState.WITHDRAWN))


DEEDS = {"accept", "decline", "counter", "withdraw", "evaluate"}
CLOSED = [
    (deed, state)
    for state in RequestState
    for deed in sorted(DEEDS - MAY[state])
    if (deed, state) != ("withdraw", RequestState.WITHDRAWN)
]


@pytest.mark.parametrize(("deed", "state"), CLOSED)
def test_deed_that_cannot_be_done_is_refused_in_plain_words_and_changes_nothing(client, deed, state):
    request = in_state(state)
    said = {
        "accept": accept(),
        "decline": decline(),
        "counter": counter(""),
        "withdraw": WITHDRAW,
        "evaluate": EVALUATE,
    }

    response = client.post(page_of(request), said[deed])

    if deed == "accept" and state in BOUND_STATES:  # who said so before presses again
        assert response.status_code == 302
    else:
        assert refusal(response)
    assert state_of(request) == state
    assert not OutboundEmail.objects.exists()


def test_proposal_is_shown_whole_and_accepted_by_name(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    page = page_of(request)
    html = soup(client.get(page))
    assert [cell.text for cell in html.select(".proposal td.price__cents")] == [
        "€\u00a0300,00",
        "€\u00a024,50",
        "–",
        "€\u00a0324,50",
    ]
    assert "Kerkstraat 1, 3000 Leuven" in html.select_one(".proposal").text
    assert "Annuleren kan tot een week vooraf." in html.select_one(".proposal").text

    nameless = client.post(page, accept(name=" "))
    assert (nameless.status_code, state_of(request)) == (422, RequestState.PROPOSED)
    assert fragment(nameless.content.decode()).title.text.startswith("Fout:")
    done = client.post(page, accept(), follow=True)

    assert done.redirect_chain == [(f"{page}?gedaan=accept", 302)]
    assert state_of(request) == RequestState.AGREED
    assert "Rita Peeters zei ja op voorstel 1" in main_words(done)
    assert client.post(page, accept()).status_code == 302, "a second click is harmless"
    assert RequestMove.objects.filter(to_state=RequestState.AGREED).count() == 1
    assert OutboundEmail.objects.filter(purpose="bookings.request-agreed").count() == 1


def test_old_version_is_not_accepted_while_a_new_one_stands(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    page = page_of(request)
    ProposalFactory(
        request=request,
        version=2,
        starts_at=evening(21),
        place="Elders",
        by=list(request.proposals.get().trainers.all()),
    )
    send_proposal(public_id=request.public_id, version=2, by=UserFactory())

    for said in (accept(1), decline(1), counter(1)):
        response = client.post(page, said)
        assert "versie 2" in refusal(response)
        shown = fragment(response.content.decode())
        assert "Voorstel 2" in shown.select_one("#voorstel").text
        assert "Elders" in shown.select_one(".proposal .changes ins, .proposal .changes").text
        assert state_of(request) == RequestState.PROPOSED
    assert client.post(page, accept(2)).status_code == 302
    assert request.proposals.get(state=ProposalState.ACCEPTED).version == 2


def test_who_comes_second_is_told_what_the_first_said(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    page = page_of(request)
    client.post(page, accept(name="Piet Janssens"))

    assert "Piet Janssens zei al ja op versie 1" in refusal(client.post(page, decline()))

    other = BookingRequestFactory(state=RequestState.PROPOSED)
    client.post(page_of(other), decline())
    assert "Rita Peeters zei al nee op versie 1" in refusal(client.post(page_of(other), accept()))


@pytest.mark.parametrize(("then", "state"), [("another", RequestState.IN_DISCUSSION), ("stop", RequestState.WITHDRAWN)])
def test_no_leads_to_another_proposal_or_to_the_end(client, then, state):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    page = page_of(request)

    for _twice in range(2):
        assert client.post(page, decline(then=then)).status_code == 302

    assert state_of(request) == state
    assert "Te duur" in main_words(client.get(page))
    assert request.moves.count() == 1


def test_another_day_is_asked_and_told(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    page = page_of(request)

    none = client.post(page, counter(date_1=""))
    past = client.post(page, counter(date_1="2026-12-01"))
    assert {none.status_code, past.status_code} == {422}
    for _twice in range(2):
        assert client.post(page, counter(date_1="2027-01-20", part_1="morning", date_3="2027-01-22")).status_code == 302

    assert state_of(request) == RequestState.IN_DISCUSSION
    days = PreferredDate.objects.filter(is_counter=True).values_list("on", "part")
    assert [(f"{on:%d/%m}", part) for on, part in days] == [("20/01", "morning"), ("22/01", "any")]
    assert "Jullie vroegen een andere dag: woensdag 20 januari 2027, in de voormiddag" in main_words(client.get(page))


def test_request_is_stopped_and_its_date_is_off(client):
    request = BookingRequestFactory(state=RequestState.AGREED)
    page = page_of(request)
    assert client.get(f"{page}afspraak.ics").status_code == 200

    for _twice in range(2):
        assert client.post(page, WITHDRAW).status_code == 302

    assert state_of(request) == RequestState.WITHDRAWN
    assert client.get(f"{page}afspraak.ics").status_code == 404
    assert OutboundEmail.objects.filter(purpose="bookings.request-withdrawn").count() == 1
    assert OutboundEmail.objects.filter(purpose="bookings.trainer-released").count() == 1


def test_how_it_was_is_told_once(client):
    request = BookingRequestFactory(state=RequestState.GIVEN)
    page = page_of(request)
    assert client.post(page, EVALUATE | {"evaluate-content_score": "6"}).status_code == 422

    for _twice in range(2):
        assert client.post(page, EVALUATE).status_code == 302
    other = client.post(page, EVALUATE | {"evaluate-content_score": "1"})

    assert "vertelde al hoe het was" in refusal(other), "who says something else is not told that it was noted"

    said = Evaluation.objects.get()
    assert (said.content_score, said.would_recommend, said.good) == (5, True, "Het tekenen")
    assert "evaluate" not in deeds(client.get(page))


def test_date_in_ones_calendar_is_the_trainers(client):
    request = BookingRequestFactory(state=RequestState.AGREED)

    response = client.get(f"{page_of(request)}afspraak.ics")

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert (str(event["UID"]), str(event["STATUS"])) == (uid_of(request), "CONFIRMED")
    assert event.decoded("DTSTART") == request.proposals.get().starts_at


def test_what_is_for_staff_alone_is_not_shown(client):
    request = BookingRequestFactory(notes="Lastige klant")
    take_up(public_id=request.public_id, by=UserFactory(), why="Bel eerst met Jan")
    ProposalFactory(request=request, words="Nog niet af")

    shown = client.get(page_of(request)).content.decode()

    for word in ("Lastige klant", "Bel eerst met Jan", "Nog niet af"):
        assert word not in shown
        assert word not in client.get(api_of(request)).content.decode()
    assert client.get(f"{page_of(request)}voorstel-1.pdf").status_code == 404


def test_pdf_is_of_a_version_that_was_sent(client, monkeypatch):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    monkeypatch.setattr("bookings.desk.views.proposal_paper", lambda proposal: b"%PDF-1.7")

    response = client.get(f"{page_of(request)}voorstel-1.pdf")

    assert (response["Content-Type"], response.content) == ("application/pdf", b"%PDF-1.7")
    assert f"voorstel-{request.reference}-1.pdf" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert client.get(f"{page_of(request)}voorstel-2.pdf").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_one_and_with_three_of_everything(client, count):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    staff = UserFactory()
    for number in range(count):
        RequestFile.objects.create(request=request, name=f"{number}.pdf", content_type="x", size=1, content=b"x")
        PreferredDate.objects.create(request=request, on=localdate() + timedelta(days=number))
        RequestMove.objects.create(
            request=request, from_state="" if not number else "proposed", to_state="new", actor=Actor.STAFF, by=staff
        )
        ProposalFactory(request=request, version=number + 2, state=ProposalState.SUPERSEDED)

    assert queries_of(client, page_of(request), at_most=12) == 12


def test_refusal_reaches_the_page_too(client):
    request = BookingRequestFactory()
    page = page_of(request)
    refuse_request(
        public_id=request.public_id, reason="Er is niemand vrij.", alternative="In maart wel.", by=UserFactory()
    )

    assert "Er is niemand vrij." in main_words(client.get(page))
    assert link_to(request)


def test_nobody_accepts_past_the_last_day(client, time_machine):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    page = page_of(request)
    Proposal.objects.update(valid_until=localdate() - timedelta(days=1))

    assert "voorbij" in refusal(client.post(page, accept()))
    assert state_of(request) == RequestState.PROPOSED


@pytest.mark.parametrize("state", [RequestState.NEW, RequestState.IN_DISCUSSION])
@pytest.mark.parametrize("ahead", [-1, 0, 1])
def test_no_day_that_is_past_is_promised(client, state, ahead):
    request = BookingRequestFactory(state=state, alarm_on=localdate() + timedelta(days=ahead))

    words = soup(client.get(page_of(request))).select_one(".request__state").text

    assert ("december" in words or "november" in words) == (ahead >= 0)
    assert ("langer dan we zeiden" in words) == (ahead < 0)
