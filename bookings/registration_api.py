"""`POST /api/v3/bookings/events/{id}/registrations/` and `GET`, `PATCH`, `DELETE /api/v3/bookings/registrations/{token}/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field, model_validator

from bookings.enums import RegistrationState
from bookings.errors import BookingRefused, DateChanged
from bookings.forms import ANSWER, ChangeForm, RegistrationForm, form_data, questions_of, said_before
from bookings.models import Event, Registration
from bookings.payments import pay_page
from bookings.refusals import problem_for
from bookings.services import (
    accept_offer,
    ahead_of,
    cancel_registration,
    change_registration,
    confirm_registration,
    decline_offer,
    register,
)
from bookings.services.seen import date_to_register_for
from bookings.terms import PERSONAL, delete_on, needs_delete_on
from catalogue.errors import NothingToPay, PaymentNotStarted, PaymentsOff
from cms.api.schemas import Problem
from cms.errors import problem
from trust.forms.api import refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink

router = Router(tags=["calendar"])


class AnswerIn(BaseModel):
    """An answer to a question of the series: `yes` or `no`, one of its choices, or words."""

    question: UUID = Field(description="The question's id, from the date.")
    answer: str = Field(max_length=1000)


class RegistrationIn(BaseModel):
    """Who comes. The address is confirmed by mail before anything counts for good."""

    name: str = Field(max_length=120, description="In any script.")
    email: str = Field(max_length=254)
    phone: str = Field("", max_length=32, description="Belgian as dialled here, others with + and the country code.")
    companions: int = Field(0, ge=0, le=1000, description="How many others come along.")
    needs: str = Field("", max_length=600, description="What they need to take part; erased two weeks after the date.")
    answers: list[AnswerIn] = Field(default_factory=list, max_length=50)


class RegistrationMade(BaseModel):
    """Nothing in it tells whether the address is on the date already: the link in the mail does."""

    id: UUID = Field(description="Another one each time.")
    state: str = Field("held", description="Counts once the link in the mail is used.")
    position: int | None = Field(description="The place on the waiting list that it would have; null: a seat is held.")
    delete_on: date = Field(description="The last day that we keep it.")
    needs_delete_on: date = Field(description="The last day that we keep `needs`.")


class PairOut(BaseModel):
    """A question as it was asked, and its answer."""

    question: str
    answer: str


class RegistrationOut(BaseModel):
    """One's own registration."""

    id: UUID
    event: UUID
    title: str
    state: RegistrationState
    starts_at: datetime
    ends_at: datetime
    name: str
    companions: int
    phone: str
    needs: str
    answers: list[PairOut]
    ahead: int | None = Field(description="How many wait before you; null when you do not wait.")
    offered_until: datetime | None
    held_until: datetime | None = Field(description="Until when the seat waits to be confirmed, or paid.")
    to_pay_cents: int | None = Field(description="What is still to be paid; null when nothing is.")
    checkout_url: str = Field("", description="Where to pay it; only in the answer to the deed `pay`.")
    online_url: str = Field(description="Only for who is registered for an online date; empty otherwise.")
    delete_on: date


class Deed(StrEnum):
    """What one can do besides changing words."""

    CONFIRM = "confirm"
    ACCEPT = "accept"
    DECLINE = "decline"
    PAY = "pay"


class RegistrationChange(BaseModel):
    """What is left out stays. `deed` confirms the address, accepts or declines an offered seat, or asks where to pay; it goes alone (422)."""

    deed: Deed | None = None
    phone: str | None = Field(None, max_length=32)
    companions: int | None = Field(None, ge=0, le=1000)
    needs: str | None = Field(None, max_length=600)
    answers: list[AnswerIn] | None = Field(None, max_length=50)

    @model_validator(mode="after")
    def deed_goes_alone(self) -> RegistrationChange:
        if self.deed and self.model_fields_set != {"deed"}:
            raise ValueError("A deed goes alone: send what else changes by itself.")
        return self


DEEDS = {Deed.CONFIRM: confirm_registration, Deed.ACCEPT: accept_offer, Deed.DECLINE: decline_offer}


@router.post(
    "/events/{public_id}/registrations/",
    response={201: RegistrationMade, 404: Problem, 409: Problem, 422: Problem, 429: Problem},
    url_name="event-registrations",
    operation_id="bookings_registration_create",
    summary="Register for a date",
)
@safe_post(form_id="registration", email_of=lambda payload: payload.email)
def create_registration(request: HttpRequest, public_id: UUID, payload: RegistrationIn):
    """Register somebody; a mail asks them to confirm. 409 with `reason` when the date takes no registrations: `full`, `closed`, `not-open`,
    `cancelled`, `postponed`, `past`, `seats`, `companions`, `payment`."""
    try:
        kept = date_to_register_for(public_id=public_id)
        answer = _create(request, kept, payload, seen=kept)
        if not isinstance(answer, Status):  # by the date as it was up to a second ago
            event = Event.objects.public().get(public_id=public_id)
            if event.version != kept.version:
                answer = _create(request, event, payload)
    except Event.DoesNotExist:
        return problem(404, "There is no such date.")
    return answer


def _create(
    request: HttpRequest, event: Event, payload: RegistrationIn, *, seen: Event | None = None
) -> Status | HttpResponse | None:
    """Judge what was sent by `event`, and register; the problem document of what is refused. None: the date is no longer as it was `seen`."""
    if (failed := _not_asked(payload.answers, event)) is not None:
        return failed
    said = payload.model_dump(exclude={"answers"})
    data = form_data(said, [one.model_dump() for one in payload.answers], event)
    form = RegistrationForm(data, event=event, request=request, guarded=False)
    if not form.is_valid():
        return refused(form)
    try:
        # A date where nobody may come along has no field for it, and refuses what is asked all the same.
        attendee = replace(form.attendee, companions=payload.companions)
        made = register(event_id=event.pk, attendee=attendee, source="api", seen=seen)
    except DateChanged:
        return None
    except BookingRefused as refusal:
        return problem_for(refusal)
    answer = {"id": made.public_id, "state": "held", "position": made.position}
    days = {"delete_on": delete_on(made.ends_at), "needs_delete_on": needs_delete_on(made.ends_at)}
    return Status(201, answer | days)


@router.get(
    "/registrations/{token}/",
    response={200: RegistrationOut, 404: Problem, 429: Problem},
    url_name="registration",
    operation_id="bookings_registration_detail",
    summary="One's own registration",
)
@personal_operation(purpose=PERSONAL)
def registration_detail(request: HttpRequest, link: PersonalLink):
    """By the token of the personal link."""
    return shown(_of(link))


@router.patch(
    "/registrations/{token}/",
    response={200: RegistrationOut, 404: Problem, 409: Problem, 422: Problem, 429: Problem, 503: Problem},
    url_name="registration",
    operation_id="bookings_registration_change",
    summary="Change, confirm, accept, decline or pay",
)
@personal_operation(purpose=PERSONAL)
def registration_change(request: HttpRequest, link: PersonalLink, payload: RegistrationChange):
    """Change what was said, or do a `deed`. Who is on the date already and confirms anew gets the registration that counts.

    `pay` gives `checkout_url`; 409 with the reason `nothing-to-pay`, 503 when paying cannot begin now."""
    mine = _of(link)
    if payload.deed == Deed.PAY:
        return _pay(mine)
    try:
        if payload.deed:
            mine = DEEDS[payload.deed](public_id=mine.public_id)  # another one for who was on the date already
        elif (failed := _change(mine, payload)) is not None:
            return failed
    except BookingRefused as refusal:
        return problem_for(refusal)
    return shown(_as_it_is(mine.pk))


@router.delete(
    "/registrations/{token}/",
    response={204: None, 404: Problem, 409: Problem, 429: Problem},
    url_name="registration",
    operation_id="bookings_registration_cancel",
    summary="Cancel, or leave the waiting list",
)
@personal_operation(purpose=PERSONAL)
def registration_cancel(request: HttpRequest, link: PersonalLink):
    """The seat goes to the next."""
    try:
        cancel_registration(public_id=_of(link).public_id)
    except BookingRefused as refusal:
        return problem_for(refusal)
    return Status(204, None)


def _pay(mine: Registration) -> dict | HttpResponse:
    try:
        url = pay_page(mine)
    except NothingToPay:
        words = _("There is nothing to pay (any more).")
        return problem(409, words, reason="nothing-to-pay")
    except (PaymentNotStarted, PaymentsOff):
        return problem(503, _("You cannot pay here now. Phone or mail us, and we settle it together."))
    mine.refresh_from_db()
    return shown(mine) | {"checkout_url": url}


def shown(mine: Registration) -> dict:
    """One's own registration, as `RegistrationOut` says."""
    event = mine.event
    return {
        "id": mine.public_id,
        "event": event.public_id,
        "title": event.title,
        "state": mine.state,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "name": mine.name,
        "companions": mine.companions,
        "phone": str(mine.phone or ""),
        "needs": mine.needs,
        "answers": mine.answers,
        "ahead": ahead_of(mine) if mine.state == RegistrationState.WAITING else None,
        "offered_until": mine.offered_until,
        "held_until": mine.held_until,
        "to_pay_cents": mine.amount_cents if mine.state == RegistrationState.TO_PAY else None,
        "online_url": mine.online_url,
        "delete_on": mine.delete_on,
    }


def _change(mine: Registration, payload: RegistrationChange) -> HttpResponse | None:
    """Change what was sent; the problem document when it is not right."""
    if (failed := _not_asked(payload.answers or (), mine.event)) is not None:
        return failed
    sent = payload.model_dump(exclude={"deed", "answers"}, exclude_none=True)
    data = {name: "" if value is None else value for name, value in said_before(mine).items()} | sent
    by_id = {str(one.question): one.answer for one in payload.answers or ()}
    for question in questions_of(mine.event):
        if str(question.public_id) in by_id:
            data[f"{ANSWER}{question.public_id}"] = by_id[str(question.public_id)]
    form = ChangeForm(data, registration=mine)
    if not form.is_valid():
        return refused(form)
    asked = {} if payload.companions is None else {"companions": payload.companions}
    change_registration(public_id=mine.public_id, changes=form.changes | asked)
    return None


def _not_asked(answers: Iterable[AnswerIn], event: Event) -> HttpResponse | None:
    """The problem document of answers to what the date does not ask; None when it asks all of it."""
    asked = {question.public_id for question in questions_of(event)} if answers else set()
    errors = [
        {"type": "unknown", "loc": ["body", "payload", "answers", place, "question"], "msg": _("This is not asked.")}
        for place, answer in enumerate(answers)
        if answer.question not in asked
    ]
    return problem(422, "Validation failed", errors=errors) if errors else None


def _of(link: PersonalLink) -> Registration:
    return _as_it_is(int(link.about_id))


def _as_it_is(pk: int) -> Registration:
    return Registration.objects.select_related("event__series").get(pk=pk)
