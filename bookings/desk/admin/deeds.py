"""What is done with a request: asked in a form, the mails shown as they will leave, done after a second press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.desk.admin.forms import AnswerForm, CounterForm, DeclineForm, DeskForm, NoteForm, ReasonForm, RefuseForm
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
from trust.outbox.rehearsing import LINK_WORDS
from trust.viewing import BOTH, carried, is_confirmed


@dataclass(frozen=True)
class Deed:
    """`act(asked, form, by)` does it; `words`: the button, `ask`: above the form, `done`: afterwards; `tells`: somebody outside gets a mail."""

    name: str
    form: type[DeskForm]
    words: Any
    ask: Any
    done: Any
    act: Callable[[BookingRequest, Any, Any], Any]
    allowed: Callable[[BookingRequest], bool]
    tells: bool = True
    danger: bool = False


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


DEEDS = {
    deed.name: deed
    for deed in [
        Deed(
            "take-up",
            NoteForm,
            gettext_lazy("Take it up"),
            gettext_lazy("You talk with them about it, and look after it from now on."),
            gettext_lazy("You look after this request."),
            lambda asked, form, by: take_up(public_id=asked.public_id, by=by, why=form.cleaned_data["why"]),
            lambda asked: asked.state == RequestState.NEW,
            tells=False,
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
            DeskForm,
            gettext_lazy("Send the preparation"),
            gettext_lazy("What they must prepare leaves now, not only when the clock sends it."),
            gettext_lazy("The preparation is sent."),
            lambda asked, form, by: prepare_request(public_id=asked.public_id, by=by),
            _staff_to(RequestState.PREPARED),
        ),
        Deed(
            "given",
            DeskForm,
            gettext_lazy("It was given"),
            gettext_lazy("It took place. The day after, they get the question how it was."),
            gettext_lazy("Noted: it was given."),
            lambda asked, form, by: mark_given(public_id=asked.public_id, by=by),
            _staff_to(RequestState.GIVEN),
            tells=False,
        ),
        Deed(
            "close",
            NoteForm,
            gettext_lazy("Close"),
            gettext_lazy("Nothing is left to do: it is paid, or there is nothing to pay."),
            gettext_lazy("The request is closed."),
            lambda asked, form, by: close_request(public_id=asked.public_id, by=by, why=form.cleaned_data["why"]),
            _staff_to(RequestState.CLOSED),
            tells=False,
        ),
        Deed(
            "publish",
            DeskForm,
            gettext_lazy("Put it in the calendar"),
            gettext_lazy(
                "They would like it in the public calendar. It becomes a draft there: look it over and publish it."
            ),
            gettext_lazy("The date stands in the calendar as a draft."),
            lambda asked, form, by: make_public(public_id=asked.public_id, by=by),
            may_be_public,
            tells=False,
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
}


def possible(asked: BookingRequest, user: Any) -> list[Deed]:
    """What this colleague can do with it now."""
    return [deed for deed in DEEDS.values() if deed.allowed(asked) and user.has_perm(STEER_REQUESTS)]


def view_of(deed: Deed) -> Callable[..., HttpResponse]:
    """The screen of `deed`."""

    @request_screen(STEER_REQUESTS, BOTH)
    def screen(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
        if not deed.allowed(asked):
            messages.warning(request, _("That is not possible any more: look how the request stands now."))
            return to_request(asked)
        form = deed.form(request.POST if request.method == "POST" else None, asked=asked)
        if request.method != "POST":
            return ask(request, asked, deed, form)
        if not form.is_valid():
            return ask(request, asked, deed, form, status=422)
        act = lambda: deed.act(asked, form, request.user)  # noqa: E731
        try:
            if deed.tells and not is_confirmed(request, seen=seen(asked)):
                letters = letters_of(asked, deed=act, link=str(LINK_WORDS))
                if letters:
                    return show_letters(request, asked, deed, letters)
            act()
        except BookingRefused as refusal:
            form.add_error(None, staff_words(refusal))
            return ask(request, asked, deed, form, status=409)
        messages.success(request, str(deed.done))
        return to_request(asked)

    return screen


def ask(request: HttpRequest, asked: BookingRequest, deed: Deed, form: DeskForm, *, status: int = 200) -> HttpResponse:
    context = {
        "asked": asked,
        "deed": deed,
        "form": form,
        "media": form.media,
        "page_title": str(deed.words),
        "breadcrumbs_items": breadcrumbs(asked, str(deed.words)),
    }
    return TemplateResponse(request, "bookings/desk/admin/ask.html", context, status=status)


def show_letters(request: HttpRequest, asked: BookingRequest, deed: Deed, letters: list) -> HttpResponse:
    """The mails as they will leave, with the button that sends them; what was filled in travels along."""
    context = {
        "asked": asked,
        "deed": deed,
        "letters": letters,
        "kept": carried(request),
        "seen": seen(asked),
        "page_title": str(deed.words),
        "breadcrumbs_items": breadcrumbs(asked, str(deed.words)),
    }
    return TemplateResponse(request, "bookings/desk/admin/letters.html", context)


def seen(asked: BookingRequest) -> str:
    """Changes with each step of the request."""
    return f"{asked.state}.{asked.sequence}.{asked.state_changed_at.timestamp()}"


def to_request(asked: BookingRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("requests:detail", args=[asked.pk]))


def breadcrumbs(asked: BookingRequest, label: str = "") -> list[dict[str, str]]:
    items = [
        {"url": reverse("requests:board"), "label": _("Requests")},
        {"url": reverse("requests:detail", args=[asked.pk]) if label else "", "label": asked.organisation_name},
    ]
    return [*items, {"url": "", "label": label}] if label else items


patterns = [path(f"<int:pk>/{name}/", view_of(deed), name=name) for name, deed in DEEDS.items()]
