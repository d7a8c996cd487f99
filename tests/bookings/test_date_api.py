"""The calendar as JSON."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from jsonschema import Draft202012Validator

from bookings.models import Question
from cms.api.document import openapi_document
from tests.factories.bookings import EventFactory, SeriesFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
EVENTS, SERIES = "/api/v3/bookings/events/", "/api/v3/bookings/series/"


def ask(client, address: str, component: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, response.content
    document = openapi_document()
    schema = {"$ref": f"#/components/schemas/{component}", "components": document["components"]}
    Draft202012Validator(schema).validate(response.json())
    return response.json()


def slugs(client, question: str = "") -> list[str]:
    return [item["slug"] for item in ask(client, EVENTS + question, "EventList")["items"]]


def test_list_gives_what_is_not_over_the_first_one_first(client, site):
    later = EventFactory(starts_at=now() + timedelta(days=20))
    soon = EventFactory(cancelled=True)
    EventFactory(past=True)
    EventFactory(draft=True)
    EventFactory(deleted=True)

    assert slugs(client) == [soon.slug, later.slug]
    assert slugs(client, "?limit=1&offset=1") == [later.slug]
    assert ask(client, f"{EVENTS}?limit=1", "EventList")["count"] == 2


@pytest.mark.parametrize(
    ("traits", "state", "way_in"),
    [
        ({}, "planned", "open"),
        ({"full": True}, "full", "waiting-list"),
        ({"postponed": True}, "postponed", "postponed"),
        ({"cancelled": True}, "cancelled", "cancelled"),
    ],
)
def test_state_is_said_and_asked_for(client, site, traits, state, way_in):
    event = EventFactory(**traits)

    (item,) = ask(client, f"{EVENTS}?state={state}", "EventList")["items"]

    assert (item["id"], item["state"], item["seats"]["way_in"]) == (str(event.public_id), state, way_in)
    assert {
        s: len(slugs(client, f"?state={s}")) for s in ("planned", "full", "postponed", "cancelled") if s != state
    } == {s: 0 for s in ("planned", "full", "postponed", "cancelled") if s != state}


def test_dates_are_asked_for_by_whom_what_and_when(client, site):
    series = SeriesFactory(slug="maandelijks")
    today = localdate()
    event = EventFactory(series=series, audience="vrijwilligers", kind="lecture")
    other = EventFactory(past=True)
    day, past_day = today + timedelta(days=10), today - timedelta(days=10)

    for question in (
        "?audience=vrijwilligers",
        "?kind=lecture",
        "?series=maandelijks",
        f"?series={series.public_id}",
        f"?from={day}&to={day}",
    ):
        assert slugs(client, question) == [event.slug], question
    assert slugs(client, f"?from={past_day}&to={past_day}") == [other.slug]
    assert slugs(client, "?audience=organisaties") == []


@pytest.mark.parametrize(
    "question", ["?audience=niemand", "?from=gisteren", "?from=0001-01-01", "?to=9999-12-31", "?limit=0", "?wat=dit"]
)
def test_question_that_cannot_be_meant_is_a_problem(client, site, question):
    response = client.get(EVENTS + question)

    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


def test_one_date_says_all_that_its_page_says_and_what_is_asked(client, site):
    series = SeriesFactory()
    Question.objects.create(series=series, label="Wat drink je?", kind="choice", choices="Thee\nKoffie\n")
    event = EventFactory(series=series, description='<p>Kom <a href="/contact/">langs</a></p>', access_info="Een lift.")

    found = ask(client, f"{EVENTS}{event.public_id}/", "EventDetail")

    assert found["description"] == '<p>Kom <a href="http://testserver/contact/">langs</a></p>'
    assert found["accessibility"] == "Een lift."
    assert [(question["label"], question["choices"]) for question in found["questions"]] == [
        ("Wat drink je?", ["Thee", "Koffie"])
    ]


def test_date_that_is_not_public_is_a_problem(client, site):
    for event, status in ((EventFactory(draft=True), 404), (EventFactory(deleted=True), 410)):
        response = client.get(f"{EVENTS}{event.public_id}/")

        assert (response.status_code, response.json()["status"]) == (status, status)


def test_answer_is_kept_for_seconds_and_compared(client, site):
    event = EventFactory(capacity=5)
    first = client.get(EVENTS)

    assert int(first["Cache-Control"].split("max-age=")[1].split(",")[0]) <= 10
    assert client.get(EVENTS, headers={"If-None-Match": first["ETag"]}).status_code == 304
    type(event).objects.filter(pk=event.pk).update(seats_taken=1)
    again = client.get(EVENTS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["items"][0]["seats"]["left"]) == (200, 4)


def test_series_are_those_that_go_on(client, site):
    series = SeriesFactory(title="Elke maand")
    SeriesFactory(is_active=False)

    (found,) = ask(client, SERIES, "SeriesList")["items"]

    assert (found["id"], found["title"], found["rrule"]) == (str(series.public_id), "Elke maand", series.rrule)
    assert found["feed_url"] == f"http://testserver/kalender/agenda/reeks/{series.slug}.ics"


@pytest.mark.parametrize("address", [f"{EVENTS}?limit=100", f"{SERIES}"])
def test_list_costs_the_same_with_one_three_and_three_hundred(client, site, address):
    def fill(count: int):
        for _number in range(count):
            EventFactory(series=SeriesFactory())

    fill(1)
    with_one = queries_of(client, address, at_most=3)
    fill(2)
    with_three = queries_of(client, address, at_most=3)
    fill(297)

    assert with_one == with_three == queries_of(client, address, at_most=3)


def test_one_date_costs_the_same_whatever_its_series_asks(client, site):
    series = SeriesFactory()
    event = EventFactory(series=series)
    address = f"{EVENTS}{event.public_id}/"
    Question.objects.create(series=series, label="Een")
    with_one = queries_of(client, address, at_most=3)
    for number in range(9):
        Question.objects.create(series=series, label=str(number))

    assert queries_of(client, address, at_most=3) == with_one
