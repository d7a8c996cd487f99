"""The booking desk as JSON: what can be asked for, asking for it, and the whole of answering a proposal; each as the document says."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from bookings.desk.enums import ActivityKind, ProposalState, RequestState
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.questions import QUESTIONS
from bookings.desk.services import send_proposal
from tests.bookings.desk.reading import api_of, link_to
from tests.contract.test_answers import validator
from tests.factories import UserFactory
from tests.factories.desk import NUMBER, ActivityPageFactory, BookingRequestFactory, ProposalFactory
from tests.queries import queries_of
from trust.links.services import revoke_links
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
ACTIVITIES, REQUESTS = "/api/v3/bookings/activities/", "/api/v3/bookings/requests/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def served(site):
    """The default site."""


def asked(page, **said) -> dict:
    return {
        "activity": str(page.translation_key),
        "organisation_name": "Dienstencentrum De Linde",
        "street": "Kerkstraat 1",
        "postcode": "3000",
        "city": "Leuven",
        "contact_name": "Rita Peeters",
        "email": "rita@example.org",
        "audience": "participants",
        "group_size": 15,
    } | said


def post(client, address: str, body: dict, **headers):
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


def as_described(response, component: str) -> dict:
    validator(component).validate(response.json())
    return response.json()


def fields(response) -> set[str]:
    assert response.status_code == 422, response.content
    return {str(error["loc"][2]) for error in as_described(response, "Problem")["errors"]}


def reason(response) -> str:
    assert response.status_code == 409, response.content
    return as_described(response, "Problem")["reason"]


def test_activities_are_listed_and_told_with_their_questions(client):
    page = ActivityPageFactory(kind=ActivityKind.THEATRE, title="Erbij horen", practical="<p>Twee uur vooraf</p>")
    ActivityPageFactory(draft=True)

    (found,) = as_described(client.get(ACTIVITIES), "ActivityList")["items"]
    told = as_described(client.get(f"{ACTIVITIES}{found['id']}/"), "ActivityDetail")

    assert (found["title"], found["kind"], found["can_be_asked"]) == ("Erbij horen", "theatre", True)
    assert found["ask_url"].endswith(page.ask_path)
    assert [question["id"] for question in told["questions"]] == [one.name for one in QUESTIONS[ActivityKind.THEATRE]]
    assert "Twee uur vooraf" in told["practical"]
    assert client.get(f"{ACTIVITIES}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_activities_cost_the_same_with_one_and_with_three(client, count):
    for _each in range(count):
        ActivityPageFactory()

    assert queries_of(client, ACTIVITIES) == 2


def test_everything_that_can_be_said_is_kept(client):
    page = ActivityPageFactory()
    question = QUESTIONS[ActivityKind.WORKSHOP][1]
    day = localdate() + 30 * DAY
    said = asked(
        page,
        organisation_number=f"BE{NUMBER}",
        dates=[{"on": day.isoformat(), "part": "evening"}],
        places=[{"name": "De Pit", "postcode": "9000", "city": "Gent"}],
        budget_cents=125050,
        answers=[{"question": question.name, "answer": question.choices[0][0]}],
        files=[{"name": "plan.pdf", "content": b64encode(b"%PDF-1.7").decode()}],
        public_wished=True,
    )

    response = post(client, REQUESTS, said)

    assert response.status_code == 201, response.content
    told = as_described(response, "RequestMade")
    made = BookingRequest.objects.get()
    assert (told["id"], told["state"], told["delete_on"]) == (str(made.public_id), "new", made.delete_on.isoformat())
    assert set(told) == {"id", "state", "answer_by", "delete_on"}, "the link goes by mail only"
    assert (made.source, made.budget_cents, made.organisation_number) == ("api", 125050, NUMBER)
    assert made.answers == [{"question": str(question.label), "answer": str(question.choices[0][1])}]
    assert bytes(made.files.get().content) == b"%PDF-1.7"
    assert made.preferred_dates.get().on == day
    shown = as_described(client.get(api_of(made)), "BookingRequestOut")
    assert (shown["may"], shown["places"][0]["city"]) == (["withdraw"], "Gent")
    assert [step["words"] for step in shown["story"]] == ["Jullie vroegen dit aan."]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"organisation_number": "0123456789"}, {"organisation_number"}),
        ({"organisation_name": ""}, {"organisation_name"}),
        ({"email": "x"}, {"email"}),
        ({"group_size": 0}, {"group_size"}),
        ({"audience": "x"}, {"audience"}),
        ({"group_size": 17}, {"group_size"}),
        ({"dates": [{"on": "2020-01-01"}]}, {"date_1"}),
        ({"dates": [{"on": "2027-01-01"}] * 4}, {"dates"}),
        ({"answers": [{"question": "x", "answer": "y"}]}, {"answers"}),
        ({"files": [{"name": "a.pdf", "content": "***"}]}, {"files"}),
        ({"files": [{"name": "a.pdf", "content": b64encode(b"<html>").decode()}]}, {"files"}),
        ({"files": [{"name": "a.exe", "content": b64encode(b"MZ").decode()}]}, {"files"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_field(client, said, wrong):
    page = ActivityPageFactory(group_size_most=16)

    assert fields(post(client, REQUESTS, asked(page, **said))) == wrong
    assert not BookingRequest.objects.exists()


def test_what_is_not_there_or_not_now_is_refused(client):
    assert post(client, REQUESTS, asked(ActivityPageFactory(), activity=str(uuid4()))).status_code == 404
    assert reason(post(client, REQUESTS, asked(ActivityPageFactory(can_be_asked=False)))) == "not-now"


def test_same_key_is_answered_once(client):
    page = ActivityPageFactory()
    key = {"Idempotency-Key": "een-sleutel"}

    first, again = (post(client, REQUESTS, asked(page), **key) for _twice in range(2))

    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert BookingRequest.objects.count() == 1
    assert post(client, REQUESTS, asked(page, group_size=16), **key).status_code == 409


def test_whole_answer_to_proposals_by_api_alone(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    address, staff = api_of(request), UserFactory()
    shown = as_described(client.get(address), "BookingRequestOut")
    assert (shown["standing"], shown["may"]) == (1, ["accept", "counter", "decline", "withdraw"])
    (proposal,) = shown["proposals"]
    assert (proposal["total_cents"], proposal["vat"]) == (
        32450,
        [{"vat": "exempt", "base_cents": 32450, "vat_cents": 0}],
    )

    on = (localdate() + 40 * DAY).isoformat()
    moved = post(client, f"{address}counter/", {"dates": [{"on": on}], "words": "Liever dan", "version": 1})
    assert as_described(moved, "BookingRequestOut")["state"] == "in-discussion"
    ProposalFactory(request=request, version=2)
    send_proposal(public_id=request.public_id, version=2, by=staff)

    gone = post(client, f"{address}accept/", {"version": 1, "name": "Rita Peeters"})
    assert (reason(gone), gone.json()["standing"], gone.json()["state"]) == ("proposal-gone", 2, "proposed")
    assert fields(post(client, f"{address}accept/", {"version": 2, "name": "www.example.org"})) == {"name"}
    for _twice in range(2):
        done = as_described(
            post(client, f"{address}accept/", {"version": 2, "name": "Rita Peeters"}), "BookingRequestOut"
        )
        assert (done["state"], done["accepted"], done["standing"]) == ("agreed", 2, None)
    late = {"version": 2, "name": "Piet", "stop": True}
    assert reason(post(client, f"{address}decline/", late)) == "proposal-gone"
    assert reason(post(client, f"{address}evaluate/", EVALUATION)) == "evaluation-closed"
    assert post(client, f"{address}withdraw/", {"why": "Ziek"}).json()["state"] == "withdrawn"
    assert reason(post(client, f"{address}counter/", {"dates": [{"on": on}]})) == "state"


EVALUATION = {"content_score": 5, "trainer_score": 4, "practical_score": 3}


def test_decline_date_and_evaluation(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    past = {"dates": [{"on": localdate().isoformat()}]}
    assert reason(post(client, f"{api_of(request)}counter/", past)) == "date"
    said = {"version": 1, "name": "Rita", "why": "Te duur", "stop": False}
    assert post(client, f"{api_of(request)}decline/", said).json()["state"] == "in-discussion"

    late = BookingRequestFactory(state=RequestState.PROPOSED)
    Proposal.objects.filter(request=late).update(valid_until=localdate() - DAY)
    assert reason(post(client, f"{api_of(late)}accept/", {"version": 1, "name": "Rita"})) == "proposal-expired"

    given = BookingRequestFactory(state=RequestState.GIVEN)
    assert client.get(api_of(given)).json()["may"] == ["evaluate"]
    for _twice in range(2):
        assert post(client, f"{api_of(given)}evaluate/", EVALUATION).json()["may"] == []
    assert fields(post(client, f"{api_of(given)}evaluate/", EVALUATION | {"content_score": 6})) == {"content_score"}


@pytest.mark.parametrize("deed", ["", "accept/", "decline/", "counter/", "withdraw/", "evaluate/"])
def test_outsider_learns_nothing(client, deed):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    dead = api_of(request)
    revoke_links(about=request)
    tokens = ["x" * 43, request.pk, request.public_id, request.reference]
    addresses = [dead, *(f"{REQUESTS}{token}/" for token in tokens)]
    body = {"version": 1, "name": "Iemand", "stop": True, "dates": [{"on": "2027-03-01"}]} | EVALUATION

    answers = [post(client, f"{one}{deed}", body) if deed else client.get(one) for one in addresses]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert BookingRequest.objects.get().state == RequestState.PROPOSED
    assert not OutboundEmail.objects.exists()


def test_answers_are_kept_by_nobody(client):
    request = BookingRequestFactory()

    response = client.get(api_of(request))

    assert response["Cache-Control"] == "private, no-store"
    assert link_to(request)


@pytest.mark.parametrize("count", [1, 3])
def test_own_request_costs_the_same_with_one_and_with_three(client, count):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    for _each in range(count):
        ProposalFactory(request=request, state=ProposalState.SUPERSEDED)

    assert queries_of(client, api_of(request)) == 9


@pytest.mark.parametrize(
    ("deed", "state", "body", "field"),
    [
        ("decline", "proposed", {"version": 1, "name": "Rita", "stop": False, "why": "te\0 duur"}, "why"),
        ("counter", "proposed", {"dates": [{"on": "2027-01-20"}], "words": "\0"}, "words"),
        ("withdraw", "proposed", {"why": "a\0"}, "why"),
        ("evaluate", "given", {"content_score": 1, "trainer_score": 1, "practical_score": 1, "good": "\0"}, "good"),
        ("evaluate", "given", {"content_score": 1, "trainer_score": 1, "practical_score": 1, "better": "\0"}, "better"),
    ],
)
def test_what_no_database_holds_is_refused_by_name(client, deed, state, body, field):
    request = BookingRequestFactory(state=state)

    assert fields(post(client, f"{api_of(request)}{deed}/", body)) == {field}
    request.refresh_from_db()
    assert request.state == state


@pytest.mark.parametrize("ahead", [0, 1100, 2_000_000])
def test_day_that_nobody_plans_is_refused_and_what_stands_goes_on_standing(client, ahead):
    request = BookingRequestFactory(state=RequestState.PROPOSED)

    response = post(client, f"{api_of(request)}counter/", {"dates": [{"on": f"{localdate() + ahead * DAY}"}]})

    assert (response.status_code, response.json()["reason"]) == (409, "date")
    request.refresh_from_db()
    assert request.state == RequestState.PROPOSED


def test_same_day_thrice_is_one_day(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    day = {"on": f"{localdate() + 30 * DAY}"}

    response = post(client, f"{api_of(request)}counter/", {"dates": [day, day, day | {"part": "any"}]})

    assert [one["on"] for one in response.json()["dates"]] == [day["on"]]
