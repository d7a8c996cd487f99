"""The guards of public forms and posts: limits, load, proof of work, one answer a key (docs/adr/0015)."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from altcha import v1 as altcha
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from cms.errors import TooManyRequests
from trust import limits as counting
from trust.forms.enums import AnswerState
from trust.forms.errors import KeyReused, ProofNeeded, StillWorking
from trust.forms.models import IdempotencyRecord
from trust.keys import keyed_bytes, keyed_hash, keyed_hashes, normal_email

PROOF_LIFE = timedelta(minutes=10)
ANSWER_LIFE = timedelta(days=1)
WORK_LIFE = timedelta(minutes=1)
# SHA-256 runs that a browser does at most; half of them on average (docs/adr/0015 has the times).
PROOF_RUNS = 100_000
# Who has no JavaScript waits instead; so many a minute and form, whatever the addresses they come from.
PATIENCE_SECONDS = 20
PATIENCE_A_MINUTE = 10
PATIENCE_SALT = "trust.forms.patience"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NO_END = 10**9


@dataclass(frozen=True)
class Limits:
    """How often a form may be posted. An address may be a school or a street behind one connection, hence the difference."""

    per_email_an_hour: int = 5
    per_address_an_hour: int = 60
    per_address_a_minute: int = 12
    # Posts of everybody in a minute from which on proof of work is asked.
    load_a_minute: int = 30


def guard(*, request: HttpRequest, form_id: str, email: str = "", limits: Limits | None = None) -> None:
    """Count this post; addresses are counted under a keyed hash that changes each day. IPv6 counts by /64.

    Raises `cms.errors.TooManyRequests` with the seconds to wait. Heeds `RATE_LIMITS=off` outside of production.
    """
    if not counting.are_on():
        return
    most = limits or Limits()
    name = f"forms.{form_id}"
    waits = [0]
    if address := counting.address_of(request):
        who = f"{name}:{counting.anonymous(use='address', value=address)}"
        waits.append(counting.count(name=who, most=most.per_address_a_minute, seconds=counting.MINUTE))
        waits.append(counting.count(name=who, most=most.per_address_an_hour, seconds=counting.HOUR))
    if email:
        who = f"{name}:{counting.anonymous(use='email', value=normal_email(email))}"
        waits.append(counting.count(name=who, most=most.per_email_an_hour, seconds=counting.HOUR))
    if wait := max(waits):
        raise TooManyRequests(wait)
    # Only what got through makes a form busy: nobody alone can put it under proof of work for all.
    counting.count(name=name, most=NO_END, seconds=counting.MINUTE)


def is_under_load(*, form_id: str, limits: Limits | None = None) -> bool:
    """Whether posts to this form now need proof of work."""
    most = (limits or Limits()).load_a_minute
    return counting.are_on() and counting.counted(name=f"forms.{form_id}", seconds=counting.MINUTE) >= most


def new_challenge(*, form_id: str) -> Mapping[str, object]:
    """An ALTCHA challenge for this form, valid ten minutes, solved once."""
    options = altcha.ChallengeOptions(
        hmac_key=_proof_keys()[0], max_number=PROOF_RUNS, expires=now() + PROOF_LIFE, params={"form": form_id}
    )
    made = altcha.create_challenge(options)
    return {
        "algorithm": made.algorithm,
        "challenge": made.challenge,
        "maxnumber": made.max_number,
        "salt": made.salt,
        "signature": made.signature,
    }


def check_proof(*, form_id: str, payload: str, submission: str = "") -> None:
    """Raises `ProofNeeded` for a proof that is missing, wrong, old or used before, but for the same `submission`: a double click."""
    proof = _parsed(payload)
    if proof is None or altcha.extract_params(proof).get("form") != [form_id]:
        raise ProofNeeded
    if not any(altcha.verify_solution(proof, key)[0] for key in _proof_keys()):
        raise ProofNeeded
    if not _first_use(operation="forms.proof", key=str(proof["challenge"]), by=submission):
        raise ProofNeeded


def new_patience(*, request: HttpRequest, form_id: str, submission: str) -> str:
    """What somebody without JavaScript sends along after waiting: bound to this form, this submission and their address."""
    return signing.dumps([form_id, submission, _whose(request)], salt=PATIENCE_SALT)


def check_patience(*, request: HttpRequest, form_id: str, submission: str, payload: str) -> None:
    """Raises `ProofNeeded` for who did not wait, waits with another's paper, or comes when enough others waited this minute."""
    try:
        bound = signing.loads(payload, salt=PATIENCE_SALT, max_age=PROOF_LIFE)
    except signing.BadSignature:
        raise ProofNeeded from None
    if bound != [form_id, submission, _whose(request)]:
        raise ProofNeeded
    try:
        signing.loads(payload, salt=PATIENCE_SALT, max_age=PATIENCE_SECONDS)
    except signing.SignatureExpired:
        pass
    else:
        raise ProofNeeded
    if counting.count(name=f"forms.{form_id}:patience", most=PATIENCE_A_MINUTE, seconds=counting.MINUTE):
        raise ProofNeeded
    if not _first_use(operation="forms.patience", key=payload, by=submission):
        raise ProofNeeded


def answer_once(*, operation: str, key: str, body: bytes, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with `work()`, or with what the same `key` and `body` were answered before (then with `Idempotent-Replayed: true`).

    Only success is kept: a refusal (4xx) or a failure (5xx) leaves the key free, and what failed is rolled back. The answer is kept in the
    transaction of the work, so neither is there without the other. Two at once: one works, the other raises `StillWorking`. Raises
    `KeyReused` for another body. A process that dies while working leaves the key free again after a minute; should it wake up later,
    its work is rolled back.
    """
    claim = _claim(operation, key, body)
    if claim.state == AnswerState.DONE:
        return _replayed(claim)
    mine = IdempotencyRecord.objects.filter(pk=claim.pk, state=AnswerState.WORKING, created_at=claim.created_at)
    try:
        with transaction.atomic():
            response = work()
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif response.status_code < 400 and not mine.update(state=AnswerState.DONE, **_kept(response)):
                raise StillWorking
    except BaseException:
        mine.delete()
        raise
    if response.status_code >= 400:
        mine.delete()
    return response


def was_answered(*, operation: str, key: str, body: bytes) -> bool:
    """Whether `answer_once` has, or is at work on, an answer for this `key` and `body`: giving it again costs nobody anything."""
    keys, bodies = keyed_hashes(use="forms.key", value=key), keyed_hashes(use="forms.body", value=body)
    known = IdempotencyRecord.objects.filter(operation=operation, key_hash__in=keys, body_hash__in=bodies)
    return known.filter(expires_at__gt=now()).exists()


def forget_answers() -> int:
    """Delete answers past their day. Returns how many."""
    return IdempotencyRecord.objects.filter(expires_at__lt=now()).delete()[0]


def _claim(operation: str, key: str, body: bytes) -> IdempotencyRecord:
    """The row of this key: ours to work on, or answered already."""
    keys, bodies = keyed_hashes(use="forms.key", value=key), keyed_hashes(use="forms.body", value=body)
    rows = IdempotencyRecord.objects.filter(operation=operation, key_hash__in=keys)
    moment = now()
    fresh = {"state": AnswerState.WORKING, "created_at": moment, "expires_at": moment + ANSWER_LIFE}
    if not rows.exists():
        try:
            with transaction.atomic():
                return IdempotencyRecord.objects.create(
                    operation=operation, key_hash=keys[0], body_hash=bodies[0], **fresh
                )
        except IntegrityError:  # the other of two at once was first
            pass
    with transaction.atomic():
        row = rows.select_for_update().order_by("pk").first()
        if row is None:
            raise StillWorking  # given free between our two looks; the next try finds it
        if row.expires_at > moment:
            if row.body_hash not in bodies:
                raise KeyReused
            if row.state == AnswerState.DONE:
                return row
            if row.created_at + WORK_LIFE > moment:
                raise StillWorking
        for name, value in (fresh | {"body_hash": bodies[0], "status": None, "answer": "", "content_type": ""}).items():
            setattr(row, name, value)
        row.save()
        return row


def _kept(response: HttpResponse) -> dict:
    """What of `response` is given again: for a redirect, where it leads."""
    leads = response.status_code in REDIRECTS
    return {
        "status": response.status_code,
        "answer": response["Location"] if leads else response.content.decode(),
        "content_type": response.get("Content-Type", "")[:80],
    }


def _replayed(row: IdempotencyRecord) -> HttpResponse:
    leads = row.status in REDIRECTS
    response = HttpResponse("" if leads else row.answer, status=row.status, content_type=row.content_type)
    if leads:
        response["Location"] = row.answer
    response["Idempotent-Replayed"] = "true"
    return response


def _first_use(*, operation: str, key: str, by: str) -> bool:
    """Whether `key` is used for the first time, or again by the same submission. Kept in the database: all processes see it."""
    bodies = keyed_hashes(use="forms.body", value=by)
    row, made = IdempotencyRecord.objects.get_or_create(
        operation=operation,
        key_hash=keyed_hash(use="forms.key", value=key),
        defaults={
            "body_hash": bodies[0],
            "state": AnswerState.DONE,
            "status": 204,
            "expires_at": now() + 2 * PROOF_LIFE,
        },
    )
    return made or (bool(by) and row.body_hash in bodies)


def _proof_keys() -> list[str]:
    return [key.hex() for key in keyed_bytes(use="forms.proof", value="altcha")]


def _parsed(payload: str) -> altcha.PayloadType | None:
    """The proof, when it has the shape of one."""
    try:
        proof = json.loads(b64decode(payload, validate=True))
    except ValueError:
        return None
    texts = ("algorithm", "challenge", "salt", "signature")
    if not isinstance(proof, dict) or type(proof.get("number")) is not int:
        return None
    if any(not isinstance(proof.get(name), str) for name in texts):
        return None
    return proof  # type: ignore[return-value]


def _whose(request: HttpRequest) -> str:
    return counting.anonymous(use="address", value=counting.address_of(request))
