"""Signing up as JSON: each kind, what is refused and why, and taking it back by link."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest
from django.utils.timezone import now

from circles.api import ASKED
from circles.enums import CallState, SignUpKind, SignUpState
from circles.models import SignUp
from tests.circles.filling_in import EVERYTHING, KINDS, own_page
from tests.contract.test_answers import validator
from tests.factories.circles import CallFactory, SignUpFactory
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
SIGN_UPS = "/api/v3/circles/sign-ups/"


@pytest.fixture(autouse=True)
def served(site, time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)


def post(client, kind: str, body: dict, **headers):
    return client.post(f"{SIGN_UPS}{kind}/", json.dumps(body), content_type="application/json", headers=headers)


def as_described(response, component: str) -> dict:
    validator(component).validate(response.json())
    return response.json()


def test_api_has_every_kind_that_has_a_page():
    assert {str(kind) for kind in ASKED} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_kept_as_its_page_keeps_it(client, kind):
    answer = post(client, kind, EVERYTHING)

    told = as_described(answer, "CircleSignUpOut")
    made = SignUp.objects.get()
    assert answer.status_code == 201
    assert told == {
        "id": str(made.public_id),
        "state": "new",
        "call_before": "2026-12-08",
        "delete_on": "2027-03-01" if kind == "young" else "2027-12-01",
    }
    assert (made.kind, made.name, made.phone, made.source) == (kind, "Mira", "+32470000001", "api")
    asks = set(ASKED[SignUpKind(kind)].model_fields)
    assert bool(made.municipality) == ("postcode" in asks)
    assert bool(made.remark) == ("remark" in asks)
    assert bool(made.organisation) == ("organisation" in asks)
    assert bool(made.role) == ("role" in asks)


def test_of_a_child_nothing_is_kept_but_name_number_moment_and_silence(client):
    post(client, "young", EVERYTHING | {"email": "v@example.org", "discreet": False, "notes": "een verhaal"})

    made = SignUp.objects.get()
    assert (made.name, made.phone, made.call_moment, made.discreet) == ("Mira", "+32470000001", "morning", False)
    kept = [
        made.email,
        made.organisation,
        made.remark,
        made.notes,
        made.role,
        made.municipality,
        made.slots,
        made.wishes,
    ]
    assert not any(kept)
    assert not OutboundEmail.objects.filter(recipient="v@example.org").exists()


def test_a_child_who_says_nothing_of_it_is_phoned_in_silence(client):
    post(client, "young", {"name": "Vlinder", "phone": "0470000001"})

    assert SignUp.objects.get().discreet


@pytest.mark.parametrize(
    ("kind", "said", "field", "says"),
    [
        ("linkgroep", {"phone": "", "email": ""}, "phone", "één van de twee is genoeg"),
        ("linkgroep", {"postcode": "4000"}, "postcode", "Vlaanderen en Brussel"),
        ("linkgroep", {"phone": "12"}, "phone", "geen telefoonnummer"),
        ("young", {"phone": ""}, "phone", "bellen"),
        ("care-worker", {"organisation": " "}, "organisation", "waar je werkt"),
    ],
)
def test_refusal_names_the_field_in_dutch(client, kind, said, field, says):
    answer = post(client, kind, EVERYTHING | said)

    assert answer.status_code == 422
    (error,) = as_described(answer, "Problem")["errors"]
    assert error["loc"] == ["body", "payload", field]
    assert says in error["msg"]
    assert not SignUp.objects.exists()


def test_kind_that_is_not_there_is_no_address(client):
    assert post(client, "king", EVERYTHING).status_code in (404, 405)
    assert not SignUp.objects.exists()


def test_same_key_is_answered_once_and_other_words_under_it_are_refused(client):
    first, second = (post(client, "visit", EVERYTHING, **{"Idempotency-Key": "k1"}) for _ in range(2))

    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert SignUp.objects.count() == 1
    other = post(client, "visit", EVERYTHING | {"name": "Jef"}, **{"Idempotency-Key": "k1"})
    assert other.status_code == 409
    as_described(other, "Problem")


def test_limit_is_that_of_the_page(client):
    answers = [post(client, "lusgroep", EVERYTHING | {"email": "mira@example.org"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    as_described(answers[-1], "Problem")


def test_asking_the_same_again_says_the_same_and_writes_nothing(client):
    first, second = (post(client, "lusgroep", EVERYTHING).json() for _ in range(2))

    assert SignUp.objects.get().public_id == UUID(first.pop("id"))
    assert second.pop("id")
    assert first == second


def test_who_types_the_name_and_number_of_another_hears_nothing_of_them(client):
    waits = SignUpFactory(kind=SignUpKind.LUSGROEP, state=SignUpState.WAITING, name="Mira", phone="+32470000001")
    CallFactory(sign_up=waits, due_on=date(2026, 10, 2), state=CallState.DONE, done_at=now())

    known, new = (
        post(client, "lusgroep", EVERYTHING).json(),
        post(client, "lusgroep", EVERYTHING | {"name": "Jef"}).json(),
    )

    assert waits.public_id.hex != UUID(known["id"]).hex
    assert {**known, "id": ""} == {**new, "id": ""}


def test_link_shows_how_it_stands_and_takes_it_back(client):
    mine = SignUpFactory()
    call = CallFactory(sign_up=mine)
    token = own_page(mine).strip("/").partition("/")[2]

    shown = client.get(f"{SIGN_UPS}{token}/")

    assert as_described(shown, "CircleSignUpOut")["call_before"] == call.due_on.isoformat()
    assert shown["Cache-Control"] == "private, no-store"
    assert mine.name not in shown.content.decode()
    assert client.delete(f"{SIGN_UPS}{token}/").status_code == 204
    assert not SignUp.objects.exists()
    assert client.get(f"{SIGN_UPS}{token}/").status_code == 404
    assert client.delete(f"{SIGN_UPS}{token}/").status_code == 404
