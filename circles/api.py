"""`/api/v3/circles/`: signing up, taking it back, and the map."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from circles.forms import FORMS
from circles.models import SignUp
from circles.services import sign_up, withdraw_sign_up
from circles.terms import STATUS
from cms.api.schemas import Problem
from trust.forms.api import checked, refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink

router = Router(tags=["circles"])

Kind = Literal["lusgroep", "linkgroep", "volunteer", "young", "parent", "care-worker", "support", "visit"]


class SignUpIn(BaseModel):
    """What somebody leaves to be phoned; one of `phone` and `email` is enough. A `young` person leaves a name and a telephone number alone:
    anything else that comes along is not kept."""

    name: str = Field(max_length=120, description="In any script; a first name is enough.")
    phone: str = Field("", max_length=32, description="Belgian as dialled here, others with + and the country code.")
    email: str = Field("", max_length=254)
    postcode: str = Field(
        "", max_length=10, description="Belgian, of Flanders or Brussels. Not asked of a `young` person."
    )
    role: Literal["", "compagnon", "verbinder", "vertrouwenspersoon"] = Field(
        "", description="Of a volunteer: as what."
    )
    organisation: str = Field("", max_length=160, description="Of a care worker, and of who wants a visit.")
    call_moment: Literal["any", "morning", "afternoon", "evening"] = "any"
    discreet: bool = Field(False, description="Whether to keep silent about who phones when somebody else picks up.")
    remark: str = Field("", max_length=600, description="Never details of children.")


class SignUpOut(BaseModel):
    """It came. What was written is not said again; the personal link goes by mail only."""

    id: UUID
    state: str
    call_before: date | None = Field(description="The day before which Lus phones.")
    delete_on: date = Field(description="The last day that we keep it.")


@router.post(
    "/sign-ups/{kind}/",
    response={201: SignUpOut, 409: Problem, 422: Problem, 429: Problem},
    url_name="circles-sign-ups",
    operation_id="sign_up_create",
    summary="Ask to be phoned",
)
@safe_post(form_id="sign-up", email_of=lambda payload: payload.email)
def create_sign_up(request: HttpRequest, kind: Kind, payload: SignUpIn):
    """As the form of that kind sends it. Who leaves an e-mail address gets a mail with their own link, staff a link."""
    form = checked(FORMS[kind], request=request, payload=payload)
    if not form.is_valid():
        return refused(form)
    made = sign_up(asked=form.as_asked(), delete_on=form.delete_on, source="api")
    return Status(201, _told(made))


@router.get(
    "/sign-ups/{token}/",
    response={200: SignUpOut, 404: Problem, 429: Problem},
    url_name="circles-sign-up",
    operation_id="sign_up_detail",
    summary="How my sign-up stands",
)
@personal_operation(purpose=STATUS)
def sign_up_detail(request: HttpRequest, link: PersonalLink):
    """By the personal link of the mail."""
    return _told(cast(SignUp, link.about))


@router.delete(
    "/sign-ups/{token}/",
    response={204: None, 404: Problem, 429: Problem},
    url_name="circles-sign-up",
    operation_id="sign_up_withdraw",
    summary="Take me off the list",
)
@personal_operation(purpose=STATUS)
def delete_sign_up(request: HttpRequest, link: PersonalLink):
    """Its data goes at once, its place on the map with the next batch."""
    withdraw_sign_up(public_id=cast(SignUp, link.about).public_id)
    return Status(204, None)


def _told(mine: SignUp) -> dict:
    call = mine.calls.order_by("-pk").first()
    return {
        "id": mine.public_id,
        "state": mine.state,
        "call_before": call.due_on if call else None,
        "delete_on": mine.delete_on,
    }
