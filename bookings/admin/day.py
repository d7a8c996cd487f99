"""The page of one date for the day itself: who comes, who is there, who walks in, who waits, and each person on a page of their own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from bookings import words
from bookings.addresses import path_of_event
from bookings.admin.deeds import breadcrumbs, possible, to_day
from bookings.admin.forms import PersonForm, PhoneForm, WalkInForm
from bookings.admin.people import ENDED, people_of, places_in_line, sections_of
from bookings.admin.refusals import staff_words
from bookings.admin.rights import (
    CHANGE_DATES,
    SEE_PEOPLE,
    STEER_PEOPLE,
    WRITE_TO_PEOPLE,
    date_screen,
    person_of,
)
from bookings.enums import PUBLIC_STATES, REGISTRATION_TRANSITIONS, EventState, RegistrationState
from bookings.errors import BookingRefused
from bookings.icalendars import place_of
from bookings.models import Event, Registration
from bookings.payments import KIND, payments_to_give_back
from bookings.services import (
    accept_offer,
    approve_registration,
    cancel_registration,
    change_registration,
    decline_offer,
    give_seat,
    refuse_registration,
    register_by_phone,
    register_walk_in,
    set_attended,
    settle_otherwise,
)
from bookings.services.door import close_attendance, save_ticks
from bookings.services.making import note_registration
from catalogue.payments.admin import money_of
from catalogue.payments.rights import GIVE_BACK, may
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import BOTH, READ, SUBMIT

TICKED, WAS = "there", "was"
KNOWN = {"yes": True, "no": False, "": None}


@date_screen(SEE_PEOPLE, READ)
def day(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/day/`: everybody on the date, by state."""
    asked, state = request.GET.get("q", ""), request.GET.get("state", "")
    sections = sections_of(people_of(event, words=asked, state=state))
    count = sum(len(section.people) for section in sections)
    record_access(what="bookings.registrations", by=request.user, about=event, access=Access.LIST, count=count)  # type: ignore[arg-type]
    coming = next((each for each in sections if each.state == RegistrationState.CONFIRMED), None)
    places = places_in_line(event) if any(each.state == RegistrationState.WAITING for each in sections) else {}
    paid = payments_to_give_back(one for section in sections for one in section.people)
    for section in sections:
        for one in section.people:
            one.payments = paid.get(one.public_id, [])  # type: ignore[attr-defined]
            one.place_in_line = places.get(one.pk)  # type: ignore[attr-defined]
    may_change = request.user.has_perm(CHANGE_DATES)
    context = {
        "event": event,
        "place": place_of(event),
        "seats": words.seats(event),
        "path": path_of_event(event) if event.state in PUBLIC_STATES else "",
        "coming": coming,
        "there": sum(one.seats for one in coming.people if one.attended) if coming else 0,
        "sections": [each for each in sections if each is not coming],
        "ended": ENDED,
        "deeds": possible(event) if may_change else [],
        "may_change": may_change,
        "may_steer": request.user.has_perm(STEER_PEOPLE),
        "may_give_back": may(request.user, GIVE_BACK, KIND),
        "may_write": request.user.has_perm(WRITE_TO_PEOPLE),
        "walk_in": WalkInForm(),
        "takes_walk_ins": event.state == EventState.PLANNED or event.state == EventState.POSTPONED,
        "has_begun": localtime(event.starts_at).date() <= localdate(),
        "asked": asked,
        "state": state,
        "states": RegistrationState.choices,
        "page_title": event.title,
        "breadcrumbs_items": breadcrumbs(event),
    }
    return TemplateResponse(request, "bookings/admin/day.html", context)


@date_screen(STEER_PEOPLE, SUBMIT)
def tick(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/tick/`: one tick, as the script sends it, again and again until it hears that it is kept."""
    try:
        public_id, attended = UUID(request.POST.get("person", "")), KNOWN[request.POST.get(TICKED, "?")]
        if not event.registrations.filter(public_id=public_id).exists():
            raise KeyError
    except (ValueError, KeyError):
        return JsonResponse({"why": _("This person is not on this date any more.")}, status=422)
    try:
        set_attended(public_id=public_id, attended=attended, by=request.user)  # type: ignore[arg-type]
    except BookingRefused as refusal:
        return JsonResponse({"why": staff_words(refusal)}, status=409)
    return JsonResponse({"kept": True})


@date_screen(STEER_PEOPLE, SUBMIT)
def ticks(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/ticks/`: the whole list at once, without a script; only what differs from what was on the screen is written."""
    if request.POST.get("deed") == "close":
        count = close_attendance(event_id=event.pk, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Who was not ticked is noted as absent: %(count)d.") % {"count": count})
        return to_day(event)
    there, was = _ids(request, TICKED), _ids(request, WAS)
    changed: dict[UUID, bool | None] = dict.fromkeys(there - was, True) | dict.fromkeys(was - there, None)
    save_ticks(event_id=event.pk, ticks=changed, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The list is kept."))
    return to_day(event)


def _ids(request: HttpRequest, name: str) -> set[UUID]:
    found = set()
    for value in request.POST.getlist(name):
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found


@date_screen(STEER_PEOPLE, SUBMIT)
def walk_in(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/walk-in/`: somebody at the door; the script hears JSON, a form goes back to the page."""
    by_script = request.headers.get("Accept") == "application/json"
    form = WalkInForm(request.POST)
    why = ""
    if form.is_valid():
        said = form.cleaned_data
        try:
            register_walk_in(
                event_id=event.pk,
                name=said["name"],
                companions=said["companions"] or 0,
                public_id=said["public_id"],
                by=request.user,  # type: ignore[arg-type]
            )
        except BookingRefused as refusal:
            why = staff_words(refusal)
    else:
        why = _("Write the name of who walked in, and how many come along as a number.")
    if by_script:
        return JsonResponse({"why": why} if why else {"kept": True}, status=422 if why else 200)
    if why:
        messages.error(request, why)
    else:
        messages.success(request, _("%(name)s is on the list, as present.") % {"name": form.cleaned_data["name"]})
    return to_day(event)


@date_screen(STEER_PEOPLE, BOTH)
def phone(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/phone/`: write down somebody who calls."""
    form = PhoneForm(request.POST if request.method == "POST" else None, event=event)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = register_by_phone(event_id=event.pk, attendee=form.attendee, by=request.user)  # type: ignore[arg-type]
            except BookingRefused as refusal:
                form.add_error(None, staff_words(refusal))
                status = 409
            else:
                said = (
                    _("Every seat is taken: they are on the waiting list.")
                    if made.state == RegistrationState.WAITING
                    else _("They are registered.")
                )
                messages.success(request, said)
                return to_day(event)
    context = {
        "event": event,
        "form": form,
        "media": form.media,
        "words": _("Register them"),
        "hint": words.seats(event),
        "page_title": _("Register somebody by telephone"),
        "breadcrumbs_items": breadcrumbs(event, _("By telephone")),
    }
    return TemplateResponse(request, "bookings/admin/ask.html", context, status=status)


@date_screen(SEE_PEOPLE, BOTH)
def person(request: HttpRequest, event: Event, public_id: UUID) -> HttpResponse:
    """`…/people/<id>/`: what somebody told us, and what can be done for them."""
    one = person_of(event, public_id)
    if request.method != "POST":
        record_access(what="bookings.registration", by=request.user, about=one)  # type: ignore[arg-type]
        return _show(request, one, PersonForm(registration=one))
    if not request.user.has_perm(STEER_PEOPLE):
        return _show(request, one, PersonForm(registration=one), status=403)
    deed = request.POST.get("deed", "")
    if deed == "change":
        return _change(request, one)
    act = PERSON_DEEDS.get(deed)
    if act is None:
        return _show(request, one, PersonForm(registration=one), why=_("Press one of the buttons."), status=400)
    if deed == "refuse" and not request.POST.get("reason", "").strip():
        why = _("Write why: they read it in the mail.")
        return _show(request, one, PersonForm(registration=one), why=why, status=422)
    try:
        act(one, request)
    except BookingRefused as refusal:
        one = person_of(event, public_id)
        return _show(request, one, PersonForm(registration=one), why=staff_words(refusal), status=409)
    messages.success(request, _("That is noted."))
    return _to_person(one)


PERSON_DEEDS = {
    "approve": lambda one, request: approve_registration(public_id=one.public_id, by=request.user),
    "refuse": lambda one, request: refuse_registration(
        public_id=one.public_id, reason=request.POST["reason"].strip()[:600], by=request.user
    ),
    "accept": lambda one, request: accept_offer(public_id=one.public_id, by=request.user),
    "decline": lambda one, request: decline_offer(public_id=one.public_id, by=request.user),
    "give-seat": lambda one, request: give_seat(public_id=one.public_id, by=request.user),
    "paid-otherwise": lambda one, request: settle_otherwise(public_id=one.public_id, by=request.user),
    "cancel": lambda one, request: cancel_registration(public_id=one.public_id, by=request.user),
    "came": lambda one, request: set_attended(public_id=one.public_id, attended=True, by=request.user),
    "stayed-away": lambda one, request: set_attended(public_id=one.public_id, attended=False, by=request.user),
    "unknown": lambda one, request: set_attended(public_id=one.public_id, attended=None, by=request.user),
}


def _change(request: HttpRequest, one: Registration) -> HttpResponse:
    form = PersonForm(request.POST, registration=one)
    if not form.is_valid():
        return _show(request, one, form, status=422)
    try:
        if one.state not in ENDED:
            change_registration(public_id=one.public_id, changes=form.changes, by=request.user)  # type: ignore[arg-type]
    except BookingRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show(request, one, form, status=409)
    note_registration(public_id=one.public_id, remarks=form.cleaned_data["remarks"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("That is noted."))
    return _to_person(one)


def _show(
    request: HttpRequest, one: Registration, form: PersonForm, *, why: str = "", status: int = 200
) -> HttpResponse:
    event = one.event
    moves = REGISTRATION_TRANSITIONS[one.state]
    money = money_of(KIND, one.public_id, user=request.user) if one.price_cents else None
    over = event.ends_at <= localtime()
    context = {
        "event": event,
        "one": one,
        "form": form,
        "why": why,
        "may_steer": request.user.has_perm(STEER_PEOPLE),
        "is_ended": one.state in ENDED,
        "may_give_seat": one.state in (RegistrationState.WAITING, RegistrationState.HELD) and not over,
        "money": money,
        "goes_back": bool(money and money["payments"]) and localtime() < event.closes_at,
        "may_cancel": RegistrationState.CANCELLED in moves and not over,
        "place_in_line": places_in_line(event).get(one.pk),
        "page_title": one.name,
        "breadcrumbs_items": breadcrumbs(event, one.name),
    }
    return TemplateResponse(request, "bookings/admin/person.html", context, status=status)


def _to_person(one: Registration) -> HttpResponse:
    return HttpResponseRedirect(reverse("dates:person", args=[one.event_id, one.public_id]))


patterns = [
    path("<int:pk>/day/", day, name="day"),
    path("<int:pk>/tick/", tick, name="tick"),
    path("<int:pk>/ticks/", ticks, name="ticks"),
    path("<int:pk>/walk-in/", walk_in, name="walk-in"),
    path("<int:pk>/phone/", phone, name="phone"),
    path("<int:pk>/people/<uuid:public_id>/", person, name="person"),
]
