"""`POST /api/v3/privacy/requests/`, the same page behind its link, and the consents that forms ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from cms.api.schemas import Problem
from cms.errors import problem
from trust.forms.api import checked, refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink
from trust.privacy.consents import ConsentPurpose, consent_purposes
from trust.privacy.enums import RequestKind, RequestState
from trust.privacy.errors import TransitionNotAllowed
from trust.privacy.forms import RequestForm
from trust.privacy.models import Consent, PrivacyRequest
from trust.privacy.services.requests import ask, confirm, consents_to_withdraw, export_person, withdraw
from trust.privacy.terms import LINK

router = Router(tags=["privacy"])


class RequestIn(BaseModel):
    """What somebody asks, and the address that it is about."""

    kind: Literal["export", "erasure"]
    email: str = Field(max_length=254)


class AskedOut(BaseModel):
    """A link is on its way to that address, whoever's it is. It says the same whether we know it or not."""

    kind: Literal["export", "erasure"]
    state: Literal["asked"] = "asked"
    delete_on: date = Field(description="The last day that we keep the request itself.")


class HeldOut(BaseModel):
    """A kind of record that could not be erased by itself, and why."""

    label: str
    reasons: list[str]


class StandingConsentOut(BaseModel):
    """Something that the person agreed to and can take back."""

    id: UUID
    purpose: str
    version: int
    text: str
    given_at: datetime


class RequestOut(BaseModel):
    """A request, seen by whoever holds its link."""

    id: UUID
    kind: Literal["export", "erasure"]
    state: Literal["asked", "confirmed", "done", "expired"]
    asked_at: datetime
    done_at: datetime | None
    delete_on: date
    held_back: list[HeldOut]
    export: dict[str, Any] | None = Field(description="All we have under the address, once an export is confirmed.")
    consents: list[StandingConsentOut] = Field(description="What can be taken back, once an export is confirmed.")


class ConsentTextOut(BaseModel):
    """What people can agree to, in the words that forms show now."""

    purpose: str
    label: str
    version: int
    text: str


@router.post(
    "/requests/",
    response={202: AskedOut, 409: Problem, 422: Problem, 429: Problem},
    url_name="privacy-requests-api",
    operation_id="privacy_request_create",
    summary="Ask for your data, or for its end",
)
@safe_post(form_id="privacy-request", email_of=lambda payload: payload.email)
def create_request(request: HttpRequest, payload: RequestIn):
    """Nothing happens yet: a link goes to the address, and whoever reads that mailbox confirms there."""
    form = checked(RequestForm, request=request, payload=payload)
    if not form.is_valid():
        return refused(form)
    asked = ask(kind=RequestKind(form.cleaned_data["kind"]), email=form.cleaned_data["email"])
    return 202, {"kind": asked.kind, "delete_on": asked.delete_on}


@router.get(
    "/requests/{token}/",
    response={200: RequestOut, 404: Problem, 429: Problem},
    url_name="privacy-request-api",
    operation_id="privacy_request_detail",
    summary="See a request and, once confirmed, the export",
)
@personal_operation(purpose=LINK)
def request_detail(request: HttpRequest, link: PersonalLink):
    """The token comes from the link in the mail."""
    return _out(cast(PrivacyRequest, link.about))


@router.post(
    "/requests/{token}/",
    response={200: RequestOut, 404: Problem, 409: Problem, 429: Problem},
    url_name="privacy-request-api",
    operation_id="privacy_request_confirm",
    summary="Confirm a request",
)
@personal_operation(purpose=LINK)
def confirm_request(request: HttpRequest, link: PersonalLink):
    """An erasure is done before this answers; an export can be read with the same token for seven days. Repeating changes nothing."""
    try:
        confirmed = confirm(request_id=cast(PrivacyRequest, link.about).public_id)
    except TransitionNotAllowed:
        return problem(409, "This request was never confirmed in time; ask again.")
    return _out(confirmed)


@router.delete(
    "/requests/{token}/consents/{consent_id}/",
    response={204: None, 404: Problem, 429: Problem},
    url_name="privacy-request-consent",
    operation_id="privacy_consent_withdraw",
    summary="Take an agreement back",
)
@personal_operation(purpose=LINK)
def withdraw_consent(request: HttpRequest, link: PersonalLink, consent_id: UUID):
    """Of a confirmed export; what was kept for it alone is erased at once."""
    if not withdraw(request_id=cast(PrivacyRequest, link.about).public_id, consent_id=consent_id):
        return problem(404, "There is no such agreement that stands.")
    return Status(204, None)


@router.get(
    "/consents/",
    response=list[ConsentTextOut],
    url_name="privacy-consents",
    operation_id="privacy_consents",
    summary="What people can agree to",
)
def consents(request: HttpRequest):
    """The words that must stand beside the box that somebody ticks in a form of your own."""
    return [_consent(purpose) for purpose in consent_purposes()]


def _consent(purpose: ConsentPurpose) -> dict[str, Any]:
    return {"purpose": purpose.name, "label": str(purpose.label), "version": purpose.version, "text": purpose.text}


def _standing(consent: Consent) -> dict[str, Any]:
    text = consent.text
    return {
        "id": consent.public_id,
        "purpose": text.purpose,
        "version": text.version,
        "text": text.text,
        "given_at": consent.given_at,
    }


def _out(asked: PrivacyRequest) -> dict[str, Any]:
    fetched = asked.kind == RequestKind.EXPORT and asked.state == RequestState.DONE and asked.email
    return {
        "id": asked.public_id,
        "kind": asked.kind,
        "state": asked.state,
        "asked_at": asked.asked_at,
        "done_at": asked.done_at,
        "delete_on": asked.delete_on,
        "held_back": asked.held_back,
        "export": export_person(email=asked.email) if fetched else None,
        "consents": [_standing(consent) for consent in consents_to_withdraw(email=asked.email)] if fetched else [],
    }
