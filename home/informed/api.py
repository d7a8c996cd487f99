"""`POST /api/v3/stay-informed/subscriptions/` and `DELETE …/{token}/`."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from cms.api.schemas import Problem
from home.informed.enums import Topic
from home.informed.forms import SignUpForm
from home.informed.models import Subscription
from home.informed.services import end_sign_up, sign_up
from home.informed.terms import END, WORDS
from trust.forms.api import checked, refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink

router = Router(tags=["stay informed"])


class SignUpIn(BaseModel):
    """Who wants to hear of what. `consent` must be true: the text is at `…/subscriptions/consent/`."""

    email: str = Field(max_length=254)
    name: str = Field("", max_length=120, description="First name, in any script.")
    topics: list[Topic] = Field(min_length=1, max_length=len(Topic))
    consent: bool


class SignUpOut(BaseModel):
    """The same for an address that we know and for one that we do not: the mail says which."""

    state: str = Field("asked", description="Counts once the link in the mail is used.")
    delete_on: date = Field(description="The last day that we keep it, once confirmed today.")


class ConsentOut(BaseModel):
    """What people agree to."""

    version: int
    text: str = Field(description="Dutch, to be shown word for word.")


@router.get(
    "/subscriptions/consent/",
    response=ConsentOut,
    url_name="informed-consent",
    operation_id="informed_consent",
    summary="The words of consent",
)
def consent_words(request: HttpRequest):
    """Show these words beside the box that somebody ticks."""
    return {"version": WORDS.version, "text": WORDS.text}


@router.post(
    "/subscriptions/",
    response={202: SignUpOut, 409: Problem, 422: Problem, 429: Problem},
    url_name="informed-subscriptions",
    operation_id="informed_subscription_create",
    summary="Stay informed",
)
@safe_post(form_id="informed", email_of=lambda payload: payload.email)
def create_subscription(request: HttpRequest, payload: SignUpIn):
    """Sign up; a mail asks to confirm."""
    form = checked(SignUpForm, request=request, payload=payload)
    if not form.is_valid():
        return refused(form)
    said = form.cleaned_data
    sign_up(email=said["email"], name=said["name"], topics=said["topics"])
    return Status(202, {"state": "asked", "delete_on": form.delete_on})


@router.delete(
    "/subscriptions/{token}/",
    response={204: None, 404: Problem, 429: Problem},
    url_name="informed-subscription",
    operation_id="informed_subscription_end",
    summary="Stop",
)
@personal_operation(purpose=END)
def end_subscription(request: HttpRequest, link: PersonalLink):
    """End it: consent is taken back and the address erased, at once."""
    end_sign_up(public_id=cast(Subscription, link.about).public_id)
    return Status(204, None)
