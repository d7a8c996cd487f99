"""What is done with a request: the room of `trust.deeds` for the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from bookings.desk.admin.forms import AnswerForm, CounterForm, DeclineForm, NoteForm, ReasonForm, RefuseForm
from bookings.desk.admin.refusals import staff_words
from bookings.desk.admin.rights import STEER_REQUESTS, request_screen
from bookings.desk.enums import Actor, RequestState
from bookings.desk.models import BookingRequest
from bookings.desk.services import (
    accept_proposal,
    close_request,
    counter_date,
    decline_proposal,
    make_public,
    mark_given,
    may_move,
    prepare_request,
    refuse_request,
    take_up,
    talk_again,
    withdraw_request,
)
from bookings.desk.services.publishing import may_be_public
from bookings.desk.services.rehearsing import letters_of
from bookings.errors import BookingRefused
from trust.deeds import Deed, DeedForm, DeedScreens, never
from trust.outbox.rehearsing import LINK_WORDS, Letter


def _staff_to(state: str, *besides: str) -> Callable[[BookingRequest], bool]:
    """Staff may bring it to `state`, and it is not in one of `besides`."""
    return lambda asked: asked.state not in besides and may_move(asked, state, Actor.STAFF)


def _decline(asked: BookingRequest, form: DeclineForm, by: Any) -> Any:
    said = form.cleaned_data
    return decline_proposal(
        public_id=asked.public_id,
        version=said["version"],
        name=said["name"],
        why=said["why"],
        stop=said["goes_on"] == "no",
        by=by,
    )


def _refuse(asked: BookingRequest, form: RefuseForm, by: Any) -> Any:
    said = form.cleaned_data
    return refuse_request(public_id=asked.public_id, reason=said["reason"], alternative=said["alternative"], by=by)


DEEDS = [
    Deed(
        "take-up",
        NoteForm,
        gettext_lazy("Take it up"),
        gettext_lazy("You talk with them about it, and look after it from now on."),
        gettext_lazy("You look after this request."),
        lambda asked, form, by: take_up(public_id=asked.public_id, by=by, why=form.cleaned_data["why"]),
        lambda asked: asked.state == RequestState.NEW,
        tells=never,
    ),
    Deed(
        "accept",
        AnswerForm,
        gettext_lazy("They say yes"),
        gettext_lazy("They said by telephone or mail that they accept the proposal."),
        gettext_lazy("It is agreed. They and the trainers have a mail with the date."),
        lambda asked, form, by: accept_proposal(
            public_id=asked.public_id, version=form.cleaned_data["version"], name=form.cleaned_data["name"], by=by
        ),
        _staff_to(RequestState.AGREED),
    ),
    Deed(
        "counter",
        CounterForm,
        gettext_lazy("They want another day"),
        gettext_lazy("What was proposed can no longer be accepted: you make a new proposal."),
        gettext_lazy("Their days are noted. Make a new proposal."),
        lambda asked, form, by: counter_date(
            public_id=asked.public_id,
            wishes=form.wishes,
            words=form.cleaned_data["words"],
            version=form.cleaned_data["version"],
            by=by,
        ),
        lambda asked: asked.state in (RequestState.PROPOSED, RequestState.EXPIRED),
    ),
    Deed(
        "decline",
        DeclineForm,
        gettext_lazy("They say no"),
        gettext_lazy("They said by telephone or mail that they do not accept the proposal."),
        gettext_lazy("Their answer is noted."),
        _decline,
        lambda asked: asked.state == RequestState.PROPOSED,
    ),
    Deed(
        "prepare",
        DeedForm,
        gettext_lazy("Send the preparation"),
        gettext_lazy("What they must prepare leaves now, not only when the clock sends it."),
        gettext_lazy("The preparation is sent."),
        lambda asked, form, by: prepare_request(public_id=asked.public_id, by=by),
        _staff_to(RequestState.PREPARED),
    ),
    Deed(
        "given",
        DeedForm,
        gettext_lazy("It was given"),
        gettext_lazy("It took place. The day after, they get the question how it was."),
        gettext_lazy("Noted: it was given."),
        lambda asked, form, by: mark_given(public_id=asked.public_id, by=by),
        _staff_to(RequestState.GIVEN),
        tells=never,
    ),
    Deed(
        "close",
        NoteForm,
        pgettext_lazy("request", "Close"),
        gettext_lazy("Nothing is left to do: it is paid, or there is nothing to pay."),
        gettext_lazy("The request is closed."),
        lambda asked, form, by: close_request(public_id=asked.public_id, by=by, why=form.cleaned_data["why"]),
        _staff_to(RequestState.CLOSED),
        tells=never,
    ),
    Deed(
        "publish",
        DeedForm,
        gettext_lazy("Put it in the calendar"),
        gettext_lazy(
            "They would like it in the public calendar. It becomes a draft there: look it over and publish it."
        ),
        gettext_lazy("The date stands in the calendar as a draft."),
        lambda asked, form, by: make_public(public_id=asked.public_id, by=by),
        may_be_public,
        tells=never,
    ),
    Deed(
        "talk-again",
        ReasonForm,
        gettext_lazy("Talk again"),
        gettext_lazy("What was proposed or agreed no longer stands. You make a new proposal."),
        gettext_lazy("You talk again. Make a new proposal."),
        lambda asked, form, by: talk_again(public_id=asked.public_id, by=by, why=form.cleaned_data["why"]),
        _staff_to(RequestState.IN_DISCUSSION, RequestState.NEW),
        danger=True,
    ),
    Deed(
        "refuse",
        RefuseForm,
        gettext_lazy("We cannot"),
        gettext_lazy("They get a mail with your reason and what would do instead."),
        gettext_lazy("The request is refused. They have your reason, and what would do instead."),
        _refuse,
        _staff_to(RequestState.REFUSED),
        danger=True,
    ),
    Deed(
        "withdraw",
        ReasonForm,
        gettext_lazy("It does not go on"),
        gettext_lazy("They withdraw, or we must call it off. A date that was agreed ends with it."),
        gettext_lazy("The request has ended, and everybody whom it concerns is told."),
        lambda asked, form, by: withdraw_request(public_id=asked.public_id, why=form.cleaned_data["why"], by=by),
        _staff_to(RequestState.WITHDRAWN),
        danger=True,
    ),
]


class RequestDeeds(DeedScreens):
    """Of a request; its organisation is written to, and its trainers."""

    right = STEER_REQUESTS
    refused = BookingRefused
    list_name, record_name = "requests:board", "requests:detail"
    list_words = gettext_lazy("Requests")
    moved_on = gettext_lazy("That is not possible any more: look how the request stands now.")
    back_words = gettext_lazy("Back to the request")
    guard = staticmethod(request_screen)
    staff_words = staticmethod(staff_words)

    def letters(self, record: BookingRequest, act: Callable[[], Any]) -> list[Letter]:
        return letters_of(record, deed=act, link=str(LINK_WORDS))

    def seen(self, record: BookingRequest) -> str:
        return f"{record.state}.{record.sequence}.{record.state_changed_at.timestamp()}"

    def called(self, record: BookingRequest) -> str:
        return record.organisation_name

    def head(self, record: BookingRequest) -> tuple[str, str]:
        return record.organisation_name, record.activity_title


request_deeds = RequestDeeds(DEEDS)
