"""What happens to a date: asked in a form, shown first with who will be told what, done after a second press (spec B9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.admin.forms import CapacityForm, DeedForm, MoveForm, ReasonForm
from bookings.admin.refusals import staff_words
from bookings.admin.rights import CHANGE_DATES, date_screen
from bookings.enums import EVENT_TRANSITIONS, EventState
from bookings.errors import BookingRefused
from bookings.models import Event
from bookings.services import (
    cancel_event,
    change_capacity,
    delete_event,
    move_event,
    postpone_event,
    publish_event,
)
from bookings.services.previewing import Told, preview
from trust.outbox.rehearsing import LINK_WORDS
from trust.viewing import BOTH, carried, is_confirmed


@dataclass(frozen=True)
class Deed:
    """`act(event, form, by)` does it; `words`: the button, `ask`: the question above it, `done`: what stands there afterwards."""

    name: str
    form: type[DeedForm]
    words: Any
    ask: Any
    done: Any
    act: Callable[[Event, Any, Any], Any]
    allowed: Callable[[Event], bool]
    danger: bool = False


def _to(state: str) -> Callable[[Event], bool]:
    return lambda event: state in EVENT_TRANSITIONS[event.state]


DEEDS = {
    deed.name: deed
    for deed in [
        Deed(
            "publish",
            DeedForm,
            gettext_lazy("Publish"),
            gettext_lazy("Publish this date?"),
            gettext_lazy("The date stands in the calendar."),
            lambda event, form, by: publish_event(event_id=event.pk, by=by),
            lambda event: event.state == EventState.DRAFT,
        ),
        Deed(
            "move",
            MoveForm,
            gettext_lazy("Move"),
            gettext_lazy("Move this date?"),
            gettext_lazy("The date is moved, and everybody on it is told."),
            lambda event, form, by: move_event(
                event_id=event.pk,
                starts_at=form.cleaned_data["starts_at"],
                ends_at=form.cleaned_data["ends_at"],
                place=form.place,
                reason=form.cleaned_data["reason"],
                by=by,
            ),
            lambda event: event.state != EventState.CANCELLED,
        ),
        Deed(
            "capacity",
            CapacityForm,
            gettext_lazy("More or fewer seats"),
            gettext_lazy("Change the number of seats?"),
            gettext_lazy("The number of seats is changed."),
            lambda event, form, by: change_capacity(event_id=event.pk, capacity=form.cleaned_data["capacity"], by=by),
            lambda event: event.state != EventState.CANCELLED,
        ),
        Deed(
            "postpone",
            ReasonForm,
            gettext_lazy("Postpone"),
            gettext_lazy("Postpone this date, to a day that is not known yet?"),
            gettext_lazy("The date is postponed, and everybody on it is told."),
            lambda event, form, by: postpone_event(event_id=event.pk, reason=form.cleaned_data["reason"], by=by),
            _to(EventState.POSTPONED),
            danger=True,
        ),
        Deed(
            "cancel",
            ReasonForm,
            gettext_lazy("Cancel the date"),
            gettext_lazy("Cancel this date for good?"),
            gettext_lazy("The date is cancelled, and everybody on it is told."),
            lambda event, form, by: cancel_event(event_id=event.pk, reason=form.cleaned_data["reason"], by=by),
            _to(EventState.CANCELLED),
            danger=True,
        ),
        Deed(
            "take-away",
            DeedForm,
            gettext_lazy("Take away"),
            gettext_lazy("Take this date away, with its page?"),
            gettext_lazy("The date is taken away."),
            lambda event, form, by: delete_event(event_id=event.pk, by=by),
            lambda event: True,
            danger=True,
        ),
    ]
}


def possible(event: Event) -> list[Deed]:
    """What can be done with `event` now."""
    return [deed for deed in DEEDS.values() if deed.allowed(event)]


def view_of(deed: Deed) -> Callable[..., HttpResponse]:
    """The screen of `deed`."""

    @date_screen(CHANGE_DATES, BOTH)
    def screen(request: HttpRequest, event: Event) -> HttpResponse:
        if not deed.allowed(event):
            messages.warning(request, _("That is not possible any more: look how the date stands now."))
            return to_day(event)
        form = deed.form(request.POST if request.method == "POST" else None, event=event)
        if request.method != "POST":
            return ask(request, event, deed, form)
        if not form.is_valid():
            return ask(request, event, deed, form, status=422)
        try:
            if is_confirmed(request, seen=str(event.sequence)):
                deed.act(event, form, request.user)
            else:
                told = preview(
                    event_id=event.pk, deed=lambda: deed.act(event, form, request.user), link=str(LINK_WORDS)
                )
                return show_told(request, event, told, ask=deed.ask, words=deed.words, form=form, danger=deed.danger)
        except BookingRefused as refusal:
            form.add_error(None, staff_words(refusal))
            return ask(request, event, deed, form, status=409)
        messages.success(request, str(deed.done))
        return to_list() if deed.name == "take-away" else to_day(event)

    return screen


def ask(request: HttpRequest, event: Event, deed: Deed, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {
        "event": event,
        "form": form,
        "media": form.media,
        "words": _("See who will be told"),
        "page_title": str(deed.words),
        "breadcrumbs_items": breadcrumbs(event, str(deed.words)),
    }
    return TemplateResponse(request, "bookings/admin/ask.html", context, status=status)


def show_told(
    request: HttpRequest, event: Event, told: Told, *, ask: Any, words: Any, form: Any, danger: bool = False
) -> HttpResponse:
    """Who will be told what, with the button that does it; the answers travel along as hidden fields."""
    context = {
        "event": event,
        "told": told,
        "ask": str(ask),
        "words": str(words),
        "danger": danger,
        "kept": carried(request),
        "seen": event.sequence,
        "page_title": str(words),
        "breadcrumbs_items": breadcrumbs(event, str(words)),
    }
    return TemplateResponse(request, "bookings/admin/told.html", context)


def to_day(event: Event) -> HttpResponse:
    return HttpResponseRedirect(reverse("dates:day", args=[event.pk]))


def to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("dates:index"))


def breadcrumbs(event: Event, label: str = "") -> list[dict[str, str]]:
    items = [
        {"url": reverse("dates:index"), "label": _("Dates")},
        {"url": reverse("dates:day", args=[event.pk]) if label else "", "label": event.title},
    ]
    return [*items, {"url": "", "label": label}] if label else items
