"""Registering for a date, and the page of who registered."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings.addresses import path_of_event
from bookings.enums import ACTIVE_STATES, RegistrationState
from bookings.errors import BookingRefused
from bookings.forms import ChangeForm, RegistrationForm
from bookings.icalendars import file_of, place_of
from bookings.models import Event, Registration
from bookings.payments import check_payable, is_with_the_bank, paid_and_back, pay_page, takes_payments
from bookings.refusals import words_for
from bookings.services import (
    accept_offer,
    ahead_of,
    cancel_registration,
    change_registration,
    check_open,
    confirm_registration,
    decline_offer,
    may_take_free_seat,
    other_on_the_date,
    register,
)
from bookings.terms import PERSONAL
from catalogue.errors import NothingToPay, PaymentNotStarted, PaymentsOff
from catalogue.paying import let_pay
from trust.forms.views import answer_form, keep_none
from trust.links.models import PersonalLink
from trust.links.services import lasting_link, link_url, living_link
from trust.links.views import personal_page


def event_or_404(slug: str) -> Event:
    """The public date at this address, with its series."""
    event = Event.objects.public().select_related("series").filter(slug=slug).first()
    if event is None:
        raise Http404
    return event


@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, slug: str) -> HttpResponse:
    """`/kalender/<slug>/inschrijven/`: the form; a date that takes no registrations says why, in its place."""
    event = event_or_404(slug)
    try:
        check_open(event)
        check_payable(event)
        if event.is_full and not event.has_waiting_list:
            return _refuse(request, event, _("All seats are taken, and there is no waiting list."))
    except BookingRefused as refusal:
        return _refuse(request, event, words_for(refusal))
    return answer_form(request, form=RegistrationForm, work=_register, show=_show, event=event)


def _register(form: RegistrationForm) -> HttpResponse:
    try:
        register(event_id=form.event.pk, attendee=form.attendee)
    except BookingRefused as refusal:
        form.add_error(None, words_for(refusal))
        form.event.refresh_from_db()
        return _show(form.request, form, status=409)
    return HttpResponseRedirect(reverse("registration-sent", args=[form.event.slug]))


def _show(request: HttpRequest, form: RegistrationForm, *, status: int = 200) -> HttpResponse:
    return render(request, "bookings/register.html", _context(form.event, form=form), status=status)


def _refuse(request: HttpRequest, event: Event, why: str) -> HttpResponse:
    context = _context(event, why=why)
    return keep_none(
        render(request, "bookings/not_open.html", context, status=409 if request.method == "POST" else 200)
    )


def _context(event: Event, **more) -> dict:
    title = _("Register: %(title)s") % {"title": event.title}
    if event.is_full and event.has_waiting_list:
        title = _("Waiting list: %(title)s") % {"title": event.title}
    return {
        "title": title,
        "noindex": True,
        "event": event,
        "event_path": path_of_event(event),
        "place": place_of(event),
        **more,
    }


@require_safe
def registration_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """`/kalender/<slug>/inschrijven/bijna/`: look in your mailbox; the same for everybody."""
    event = event_or_404(slug)
    context = _context(event) | {"title": _("Almost done: look in your mailbox")}
    return keep_none(render(request, "bookings/sent.html", context))


@personal_page(purpose=PERSONAL)
def personal(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/kalender/mijn/<token>/`: how it stands, and everything that one can do about it. GET shows, POST acts.

    Who is on the date already and asked again is led to the page of the registration that counts; a GET makes no link to it, a press does.
    """
    mine = _registration_of(link)
    if counts := other_on_the_date(mine):
        link_to = lasting_link if request.method == "POST" else living_link
        if theirs := link_to(purpose=PERSONAL, about=counts, until=counts.delete_on):
            return HttpResponseRedirect(f"{link_url(link=theirs)}?{DONE}={ALREADY}")
    if request.method != "POST":
        return _show_mine(request, mine, ChangeForm(registration=mine))
    deed = request.POST.get("deed", "")
    if deed == "change":
        return _change(request, mine)
    if deed == PAY:
        return _pay(request, mine, deed)
    act: Callable | None = DEEDS.get(deed)
    if act is None:
        return _show_mine(request, mine, ChangeForm(registration=mine), status=400, why=_("Press one of the buttons."))
    try:
        now_mine = act(public_id=mine.public_id)
    except BookingRefused as refusal:
        mine = _registration_of(link)
        return _show_mine(request, mine, ChangeForm(registration=mine), status=409, why=words_for(refusal))
    if now_mine.state == RegistrationState.TO_PAY and takes_payments():
        return _pay(request, now_mine, deed)
    return HttpResponseRedirect(f"{request.path}?{DONE}={deed}")


def _pay(request: HttpRequest, mine: Registration, deed: str) -> HttpResponse:
    """303 to where it is paid; back to their page, which says why, when that does not begin."""
    try:
        response = HttpResponse(status=303)
        response["Location"] = pay_page(mine)
    except NothingToPay:
        if deed != PAY:
            return HttpResponseRedirect(f"{request.path}?{DONE}={deed}")
        mine.refresh_from_db()
        why = _("There is nothing to pay (any more). Below you see how it stands.")
        return _show_mine(request, mine, ChangeForm(registration=mine), status=409, why=why)
    except (PaymentNotStarted, PaymentsOff):
        return HttpResponseRedirect(f"{request.path}?{DONE}={NOT_PAID}")
    return response


PAY, NOT_PAID, ALREADY = "pay", "niet-betaald", "al"
DEEDS: dict[str, Callable] = {
    "confirm": confirm_registration,
    "cancel": cancel_registration,
    "accept": accept_offer,
    "decline": decline_offer,
}
DONE = "gedaan"


def _change(request: HttpRequest, mine: Registration) -> HttpResponse:
    form = ChangeForm(request.POST, registration=mine)
    if not form.is_valid():
        return _show_mine(request, mine, form, status=422)
    try:
        change_registration(public_id=mine.public_id, changes=form.changes)
    except BookingRefused as refusal:
        form.add_error(None, words_for(refusal))
        return _show_mine(request, mine, form, status=409)
    return HttpResponseRedirect(f"{request.path}?{DONE}=change")


@personal_page(purpose=PERSONAL)
def personal_calendar(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/kalender/mijn/<token>/agenda.ics`: the date for one's own calendar."""
    mine = _registration_of(link)
    return file_of(mine.event)


def _registration_of(link: PersonalLink) -> Registration:
    """What the link opens, with its date and series; a link of this purpose opens nothing else."""
    return Registration.objects.select_related("event__series").get(pk=int(link.about_id))


def _show_mine(
    request: HttpRequest, mine: Registration, form: ChangeForm, *, status: int = 200, why: str = ""
) -> HttpResponse:
    event, state = mine.event, RegistrationState(mine.state)
    is_over = event.ends_at <= now()
    paid_cents, back_cents = paid_and_back(mine)
    context = {
        "title": event.title,
        "noindex": True,
        "mine": mine,
        "paid_cents": paid_cents,
        "back_cents": back_cents,
        "event": event,
        "event_path": path_of_event(event),
        "place": place_of(event),
        "state": state.value,
        "is_over": is_over,
        "takes_place": event.takes_place,
        "ahead": ahead_of(mine) if state == RegistrationState.WAITING else 0,
        "may_take": state == RegistrationState.WAITING and event.takes_place and may_take_free_seat(mine),
        "can_pay": state == RegistrationState.TO_PAY and takes_payments(),
        "at_bank": state == RegistrationState.TO_PAY and is_with_the_bank(mine),
        "online_url": mine.online_url,
        "may_have_money_back": now() < event.closes_at,
        "may_change": state in ACTIVE_STATES and event.takes_place and not is_over,
        "may_end": state in ACTIVE_STATES and not is_over,
        "form": form,
        "why": why,
        "done": request.GET.get(DONE, "") if request.method != "POST" else "",
        "calendar_path": f"{request.path}agenda.ics",
    }
    return let_pay(render(request, "bookings/mine.html", context, status=status))
