"""Proofs, limits and answers given once, without a form around them."""

import base64
import json
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from altcha import v1
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.utils.timezone import now

from cms.errors import TooManyRequests
from home.models import ContactMessage
from tests.factories.contact import ContactMessageFactory
from trust.forms import services
from trust.forms.errors import KeyReused, ProofNeeded, StillWorking
from trust.forms.models import IdempotencyRecord
from trust.forms.services import answer_once, check_proof, forget_answers, guard, is_under_load, new_challenge

pytestmark = pytest.mark.django_db


def proof_of(asked, **changes) -> str:
    found = v1.solve_challenge(asked["challenge"], asked["salt"], asked["algorithm"], asked["maxnumber"]).number
    return base64.b64encode(json.dumps({**asked, "number": found, **changes}).encode()).decode()


def test_many_make_a_form_busy_and_nobody_alone(rf):
    def post(address: str) -> None:
        guard(request=rf.post("/", REMOTE_ADDR=address), form_id="tests")

    with time_machine.travel("2026-12-01T10:00:10+00:00", tick=False):
        for _ in range(100):
            with suppress(TooManyRequests):
                post("192.0.2.1")
        assert not is_under_load(form_id="tests")

        for number in range(30):
            post(f"198.51.100.{number}")
        assert is_under_load(form_id="tests")


def test_right_proof_is_taken_once():
    proof = proof_of(new_challenge(form_id="tests"))

    check_proof(form_id="tests", payload=proof)

    with pytest.raises(ProofNeeded):
        check_proof(form_id="tests", payload=proof)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "x",
        "e30=",
        base64.b64encode(b"[1]").decode(),
        base64.b64encode(b'{"number": "1"}').decode(),
        "é",
        "A" * 3000,
    ],
)
def test_what_is_no_proof_is_refused(payload):
    with pytest.raises(ProofNeeded):
        check_proof(form_id="tests", payload=payload)


def test_wrong_number_other_form_and_other_key_are_refused(settings):
    asked = new_challenge(form_id="tests")
    proof = proof_of(asked)

    with pytest.raises(ProofNeeded):
        check_proof(form_id="tests", payload=proof_of(asked, number=-1))
    with pytest.raises(ProofNeeded):
        check_proof(form_id="other", payload=proof)
    settings.PRIVACY_KEY = "another" * 10
    with pytest.raises(ProofNeeded):
        check_proof(form_id="tests", payload=proof)


def test_proof_is_too_late_after_ten_minutes():
    proof = proof_of(new_challenge(form_id="tests"))

    with time_machine.travel(now() + timedelta(minutes=11)), pytest.raises(ProofNeeded):
        check_proof(form_id="tests", payload=proof)


def test_moved_end_of_a_challenge_is_found_out():
    asked = new_challenge(form_id="tests")
    later = {**asked, "salt": asked["salt"].replace("expires=", "expires=9")}

    with pytest.raises(ProofNeeded):
        check_proof(form_id="tests", payload=proof_of(asked, salt=later["salt"]))


def answer(words=b"{}", status=201):
    return HttpResponse(words, status=status, content_type="application/json")


def test_same_key_and_body_get_the_same_answer():
    first = answer_once(operation="t", key="k", body=b"1", work=lambda: answer(b'{"id": 1}'))
    second = answer_once(operation="t", key="k", body=b"1", work=lambda: pytest.fail("twice"))

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert second["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first


def test_other_body_is_refused_and_other_operation_is_not():
    answer_once(operation="t", key="k", body=b"1", work=answer)

    with pytest.raises(KeyReused):
        answer_once(operation="t", key="k", body=b"2", work=answer)
    assert answer_once(operation="u", key="k", body=b"2", work=answer).status_code == 201


@pytest.mark.parametrize("status", [400, 409, 422, 429, 500, 503])
def test_refusal_leaves_the_key_free(status):
    answer_once(operation="t", key="k", body=b"1", work=lambda: answer(status=status))

    assert answer_once(operation="t", key="k", body=b"2", work=answer).status_code == 201


def test_failure_is_rolled_back_and_leaves_the_key_free():
    def breaks():
        ContactMessageFactory()
        raise RuntimeError

    def fails():
        ContactMessageFactory()
        return answer(status=500)

    with pytest.raises(RuntimeError):
        answer_once(operation="t", key="k", body=b"1", work=breaks)
    answer_once(operation="t", key="k", body=b"1", work=fails)

    assert not ContactMessage.objects.exists()
    assert not IdempotencyRecord.objects.exists()


def test_second_while_the_first_works_is_told_to_come_back():
    def inside():
        with pytest.raises(StillWorking):
            answer_once(operation="t", key="k", body=b"1", work=answer)
        return answer()

    assert answer_once(operation="t", key="k", body=b"1", work=inside).status_code == 201


def test_key_of_a_process_that_died_is_free_after_a_minute_and_its_late_work_is_undone():
    def sleeps():
        ContactMessageFactory()
        with time_machine.travel(now() + timedelta(seconds=61)):
            taken = answer_once(operation="t", key="k", body=b"1", work=lambda: answer(b'"second"'))
        assert taken.content == b'"second"'
        return answer(b'"first"')

    with pytest.raises(StillWorking):
        answer_once(operation="t", key="k", body=b"1", work=sleeps)

    assert not ContactMessage.objects.exists()


def test_answer_is_forgotten_after_a_day():
    answer_once(operation="t", key="k", body=b"1", work=answer)
    assert forget_answers() == 0

    with time_machine.travel(now() + timedelta(days=1, seconds=1)):
        assert answer_once(operation="t", key="k", body=b"2", work=answer).status_code == 201, "before it is swept too"
    with time_machine.travel(now() + timedelta(days=3)):
        call_command("forget_answers", verbosity=0)
    assert not IdempotencyRecord.objects.exists()


def test_key_and_body_are_not_kept_in_the_clear():
    answer_once(operation="t", key="my-key", body=b"an@example.org", work=answer)

    kept = str(list(IdempotencyRecord.objects.values()))
    assert "my-key" not in kept
    assert "example" not in kept


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_do_the_work_once():
    done, outcomes, begin = [], [], threading.Barrier(8)

    def post():
        begin.wait(10)
        try:
            response = answer_once(operation="t", key="k", body=b"1", work=lambda: done.append(1) or answer())
            outcomes.append(response.status_code)
        except StillWorking:
            outcomes.append("later")
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert done == [1]
    assert set(outcomes) <= {201, "later"}
    assert len(outcomes) == 8


@pytest.mark.django_db(transaction=True)
def test_control_without_the_claim_the_work_is_done_more_than_once(monkeypatch):
    monkeypatch.setattr(
        services, "_claim", lambda operation, key, body: IdempotencyRecord(state="working", created_at=now())
    )
    done = []
    for _ in range(2):
        with pytest.raises(StillWorking):
            answer_once(operation="t", key="k", body=b"1", work=lambda: done.append(1) or answer())

    assert len(done) == 2
