"""Public posts in the API: the same guards, and what a form says before it asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate
from ninja import Router
from ninja.decorators import decorate_view
from pydantic import BaseModel, Field

from cms.api.schemas import Problem
from cms.errors import TooManyRequests, problem, too_many_requests
from trust.forms.base import SafeForm, form_named
from trust.forms.errors import KeyReused, ProofNeeded, StillWorking
from trust.forms.services import answer_once, check_proof, guard, is_under_load, new_challenge

router = Router(tags=["forms"])

Operation = Callable[..., Any]
Form = TypeVar("Form", bound=SafeForm)
LONGEST_KEY = 200
RETRY_SOON = 2


def safe_post(*, form_id: str, email_of: Callable[[Any], str] | None = None) -> Callable[[Operation], Operation]:
    """Decorator below `@router.post(...)`: the rate limit of the form `form_id`, proof of work under load (`altcha` in the body or the header
    `Proof-Of-Work`), `Idempotency-Key`. Refusals are problem documents: 409, 422, 429 with `Retry-After`. `email_of(payload)` counts per e-mail;
    the body is the parameter named `payload`.

        @router.post("/contact/messages/", response={201: Received, 409: Problem, 422: Problem, 429: Problem})
        @safe_post(form_id="contact", email_of=lambda payload: payload.email)
        def create_message(request, payload: MessageIn): ...
    """

    def decorate(operation: Operation) -> Operation:
        @wraps(operation)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            payload, limits = kwargs.get("payload"), form_named(form_id).limits
            try:
                email = email_of(payload) if email_of and payload is not None else ""
                guard(request=request, form_id=form_id, email=email or "", limits=limits)
                if is_under_load(form_id=form_id, limits=limits):
                    proof = request.headers.get("Proof-Of-Work", "") or getattr(payload, "altcha", "") or ""
                    check_proof(form_id=form_id, payload=proof, submission=request.headers.get("Idempotency-Key", ""))
            except TooManyRequests as refusal:
                return too_many_requests(request, refusal.retry_after)
            except ProofNeeded:
                return problem(
                    422,
                    "It is busy: a proof of work must come along. Solve the challenge and send it in the header Proof-Of-Work.",
                    challenge=dict(new_challenge(form_id=form_id)),
                )
            return operation(request, *args, **kwargs)

        # Annotations are resolved where they were written; ninja would look for them here.
        guarded.__signature__ = inspect.signature(operation, eval_str=True)  # type: ignore[attr-defined]
        return decorate_view(_once(form_id))(guarded)

    return decorate


def checked(form: type[Form], *, request: HttpRequest, payload: BaseModel) -> Form:
    """`payload` read by the fields of `form`, which page and API share. Its `is_valid()` is False for what `refused` then says."""
    said = {name: value for name, value in payload.model_dump().items() if value is not None}
    return form(said, request=request, guarded=False)


def refused(form: SafeForm) -> HttpResponse:
    """The problem document of a form that is not right, field by field."""
    errors = [
        {"type": error["code"] or "invalid", "loc": ["body", "payload", name], "msg": error["message"]}
        for name, found in form.errors.get_json_data().items()
        for error in found
    ]
    return problem(422, "Validation failed", errors=errors)


def _once(form_id: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The whole operation, with its reading of the body, answered once a key."""

    def decorate(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(run)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = request.headers.get("Idempotency-Key", "")
            if not key:
                return run(request, *args, **kwargs)
            if len(key) > LONGEST_KEY or not key.isprintable():
                return problem(
                    400, f"Idempotency-Key is longer than {LONGEST_KEY} characters or holds control characters."
                )
            body = request.get_full_path().encode() + b"\n" + request.body
            try:
                return answer_once(
                    operation=f"api.{form_id}", key=key, body=body, work=lambda: run(request, *args, **kwargs)
                )
            except KeyReused:
                return problem(409, "This Idempotency-Key came with another request before.")
            except StillWorking:
                response = problem(409, "The first request with this Idempotency-Key is not answered yet.")
                response["Retry-After"] = str(RETRY_SOON)
                return response

        return answered

    return decorate


class NoticeOut(BaseModel):
    """What a form says before it asks."""

    form: str
    purpose: str = Field(description="Why we ask, in Dutch.")
    ground: str = Field(description="The ground in article 6 of the GDPR.")
    delete_on: date = Field(description="The last day that we keep it, when it is sent today.")
    under_load: bool = Field(description="Whether a proof of work must come along now.")


class ChallengeOut(BaseModel):
    """A challenge of ALTCHA, protocol 1."""

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str


@router.get(
    "/{form_id}/",
    response={200: NoticeOut, 404: Problem},
    url_name="form-notice",
    operation_id="form_notice",
    summary="What a form says before it asks",
)
def form_notice(request: HttpRequest, form_id: str):
    """Purpose, ground and day of deletion, to be shown beside a form of your own."""
    try:
        form = form_named(form_id)
    except LookupError:
        return problem(404, "There is no such form.")
    return {
        "form": form_id,
        "purpose": str(form.notice.purpose),
        "ground": form.notice.ground,
        "delete_on": form.notice.delete_on(today=localdate()),
        "under_load": is_under_load(form_id=form_id, limits=form.limits),
    }


@router.get(
    "/{form_id}/challenge/",
    response={200: ChallengeOut, 404: Problem},
    url_name="form-challenge-api",
    operation_id="form_challenge",
    summary="A proof of work",
)
def form_challenge(request: HttpRequest, form_id: str):
    """A fresh challenge; its solution is sent as base64 of JSON in `Proof-Of-Work`, within ten minutes, once."""
    try:
        form_named(form_id)
    except LookupError:
        return problem(404, "There is no such form.")
    return JsonResponse(dict(new_challenge(form_id=form_id)), headers={"Cache-Control": "no-store"})
