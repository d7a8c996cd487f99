"""The moments of a group on the page of who is in it, and in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from circles.enums import Answer, CircleState
from circles.models import Meeting, MeetingAnswer
from circles.terms import STATUS
from tests.factories.circles import SignUpFactory, VolunteerFactory, a_group, people_in
from trust.links.services import issue_link, link_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle():
    return a_group(state=CircleState.STARTING)


@pytest.fixture
def meeting(circle):
    return Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=3), place="Buurthuis Zuid")


def page_of(sign_up) -> str:
    return "/mijn-plek/" + token_of(sign_up) + "/"


def token_of(sign_up) -> str:
    return link_url(link=issue_link(purpose=STATUS, about=sign_up)).rstrip("/").rpartition("/")[2]


def api_of(sign_up) -> str:
    return f"/api/v3/circles/sign-ups/{token_of(sign_up)}/moments/"


def test_somebody_answers_on_their_own_page_without_a_script(client, site, circle, meeting):
    person = people_in(circle)[0]
    url = page_of(person)

    page = client.get(url).content.decode()
    assert "Buurthuis Zuid" in page
    assert "> Misschien<" in page
    assert all(other.name not in page for other in people_in(circle)[1:])
    assert not MeetingAnswer.objects.exists()
    answered = client.post(url, {"deed": "answer", f"m{meeting.pk}": "maybe", "m9999": "yes", "mx": "yes"}, follow=True)

    assert answered.redirect_chain[0][1] == 302
    assert answered.context["answered"]
    assert answered.context["groups"][0]["moments"][0]["answer"] == "maybe"
    assert MeetingAnswer.objects.get().sign_up == person


def test_nonsense_is_no_answer(client, site, circle, meeting):
    client.post(page_of(people_in(circle)[0]), {"deed": "answer", f"m{meeting.pk}": "perhaps"})
    assert not MeetingAnswer.objects.exists()


def test_the_chosen_moment_stands_there_with_its_place_for_the_verbinder_too(client, site, circle, meeting):
    Meeting.objects.update(chosen=True)
    for one in (people_in(circle)[0], circle.verbinder):
        response = client.get(page_of(one))
        assert response.context["groups"][0]["chosen"] == meeting
        assert "Buurthuis Zuid" in response.content.decode()


def test_a_moment_that_is_past_is_not_asked_about_any_more(client, site, circle, meeting):
    Meeting.objects.create(circle=circle, starts_at=now() - timedelta(minutes=1), place="Te laat")
    person = people_in(circle)[0]

    (group,) = client.get(page_of(person)).context["groups"]
    (told,) = client.get(api_of(person)).json()

    assert [one["meeting"] for one in group["moments"]] == [meeting]
    assert [one["id"] for one in told["moments"]] == [meeting.pk]


def test_the_chosen_moment_stands_there_when_it_is_past(client, site, circle, meeting):
    Meeting.objects.update(chosen=True, starts_at=now() - timedelta(minutes=1))

    assert client.get(page_of(people_in(circle)[0])).context["groups"][0]["chosen"] == meeting


def test_who_is_in_no_living_group_sees_none(client, site, meeting):
    proposed = a_group()
    for one in (SignUpFactory(), people_in(proposed)[0], VolunteerFactory().sign_up, SignUpFactory(parent=True)):
        assert client.get(page_of(one)).context["groups"] == []


def test_the_page_costs_the_same_with_more_moments(client, site, circle, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url, found = page_of(people_in(circle)[0]), set()
    client.get(url)
    for more in (1, 3):
        for number in range(more):
            Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=more, hours=number))
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        found.add(len(asked))
    assert len(found) == 1


def test_the_api_tells_and_takes_answers(client, site, circle, meeting):
    url = api_of(people_in(circle)[0])
    assert client.get(url).json()[0]["moments"][0]["answer"] is None

    said = {"answers": [{"id": meeting.pk, "answer": "yes"}, {"id": 9999, "answer": "no"}]}
    response = client.put(url, said, content_type="application/json")

    assert response.status_code == 200
    assert [one["answer"] for one in response.json()[0]["moments"]] == ["yes"]
    assert MeetingAnswer.objects.get().answer == Answer.YES
    assert "no-store" in response["Cache-Control"]


def test_the_api_refuses_what_is_no_answer_and_who_has_no_link(client, site, circle, meeting):
    url = api_of(people_in(circle)[0])
    wrong = {"answers": [{"id": meeting.pk, "answer": "perhaps"}]}
    assert client.put(url, wrong, content_type="application/json").status_code == 422
    assert client.get("/api/v3/circles/sign-ups/unknown/moments/").status_code == 404
    assert (
        client.put("/api/v3/circles/sign-ups/x/moments/", {"answers": []}, content_type="application/json").status_code
        == 404
    )
