"""Who signed up: the list, one sign-up, what was heard on the phone. The open ones and the confidential ones are two sets of screens of one make:
each knows its own people alone, so that whoever has the one right finds nothing of the others (spec G9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.admin.calls import NOWHERE, PlanForm
from circles.admin.refusals import staff_words
from circles.admin.rights import CHANGE_CONFIDENTIAL, CHANGE_OPEN, MAKE_CALLS, SEE_CONFIDENTIAL, SEE_OPEN
from circles.admin.sign_up_forms import HeardForm, TypedForm
from circles.enums import CONFIDENTIAL_KINDS, SIGN_UP_TRANSITIONS, CallOutcome, CallState, SignUpKind, SignUpState
from circles.errors import CallEnded, CircleRefused
from circles.matching.words import slot_name
from circles.models import Call, ConfidentialSignUp, OpenSignUp, Region, SignUp
from circles.querysets import SignUpQuerySet
from circles.services import (
    change_sign_up,
    close_sign_up,
    erase_sign_up,
    move_sign_up,
    note_attempt,
    plan_call,
    sign_up,
)
from circles.words import WISHES
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.outbox.models import OutboundEmail
from trust.places.enums import Province
from trust.viewing import BOTH, READ, SUBMIT, guarded

PER_PAGE = 50
LONG = ("remark", "notes", "slots", "wishes")
DEEDS: dict[str, Any] = {
    SignUpState.SPOKEN: gettext_lazy("We spoke, and look on"),
    SignUpState.WAITING: gettext_lazy("Put on the waiting list"),
    SignUpState.PLACED: gettext_lazy("Has found a place"),
    SignUpState.UNREACHED: gettext_lazy("We cannot reach them"),
    SignUpState.CLOSED: gettext_lazy("Close this question"),
}
BY_STATE = tuple(DEEDS)


@dataclass(frozen=True)
class Desk:
    """Whose screens: the people of `model`, shown to `see` and changed by `change`. `what`: as the log of looks names them."""

    model: type[SignUp]
    space: str
    see: str
    change: str
    what: str
    title: Any
    confidential: bool

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        volunteers = {SignUpKind.VOLUNTEER}
        own = CONFIDENTIAL_KINDS | volunteers if self.confidential else set(SignUpKind) - CONFIDENTIAL_KINDS
        return [(kind.value, kind.label) for kind in SignUpKind if kind in own]

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.space}:{name}", args=args)

    def rows(self) -> SignUpQuerySet:
        return self.model.objects.select_related("municipality")


OPEN = Desk(OpenSignUp, "circles-sign-ups", SEE_OPEN, CHANGE_OPEN, "circles.sign-ups", gettext_lazy("Sign-ups"), False)
CONFIDENTIAL = Desk(
    ConfidentialSignUp,
    "circles-confidential",
    SEE_CONFIDENTIAL,
    CHANGE_CONFIDENTIAL,
    "circles.confidential",
    gettext_lazy("Vertrouwenspersonen"),
    True,
)


def sifted(rows: SignUpQuerySet, said: Any) -> tuple[SignUpQuerySet, dict[str, str]]:
    """The sign-ups that the address asks for, and what it asks. A word that means nothing here finds nobody."""
    asked = {name: said.get(name, "").strip() for name in ("q", "kind", "state", "region", "province")}
    asked = {name: value for name, value in asked.items() if value}
    if words := asked.get("q"):
        rows = rows.holding(words)
    for name in ("kind", "state"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    if province := asked.get("province"):
        rows = rows.filter(municipality__province=province)
    if region := asked.get("region"):
        place = "municipality__region_place"
        rows = rows.filter(**{f"{place}__isnull": True} if region == NOWHERE else {f"{place}__region__slug": region})
    return rows, asked


def list_screen(desk: Desk, request: HttpRequest) -> HttpResponse:
    """`/admin/circles-…/`: `q`, `kind`, `state`, `region`, `province`, `p`."""
    rows, asked = sifted(desk.rows().defer(*LONG), request.GET)
    page = Paginator(rows.order_by("-signed_at", "-pk"), PER_PAGE).get_page(request.GET.get("p"))
    record_access(what=desk.what, by=request.user, access=Access.LIST, count=len(page.object_list))  # type: ignore[arg-type]
    context = {
        "desk": desk,
        "page": page,
        "asked": asked,
        "sifted": bool(asked.keys() - {"q"}),
        "query": urlencode(asked) + "&" if asked else "",
        "states": SignUpState.choices,
        "provinces": Province.choices,
        "regions": Region.objects.order_by("name").values_list("slug", "name"),
        "may_change": request.user.has_perm(desk.change),
        "page_title": desk.title,
        "breadcrumbs_items": [{"url": "", "label": desk.title}],
    }
    return TemplateResponse(request, "circles/admin/sign_ups.html", context)


def detail_screen(desk: Desk, request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: that it was looked at is written down."""
    return _show(desk, request, get_object_or_404(desk.rows(), pk=pk), PlanForm())


def _show(desk: Desk, request: HttpRequest, one: SignUp, plan_form: PlanForm, *, status: int = 200) -> HttpResponse:
    _looked(desk, request, one)
    calls = list(one.calls.order_by("-pk").select_related("owner").prefetch_related("attempts__by"))
    open_call = next((call for call in calls if call.state == CallState.OPEN), None)
    region = Region.objects.filter(places__municipality=one.municipality_id).first() if one.municipality_id else None
    may_call = request.user.has_perm(MAKE_CALLS)
    context = {
        "desk": desk,
        "sign_up": one,
        "calls": calls,
        "open_call": open_call,
        "region": region,
        "slots": [slot_name(slot) for slot in one.slots],
        "wishes": [WISHES[wish] for wish in one.wishes if wish in WISHES],
        "moves": [(to, DEEDS[to]) for to in BY_STATE if to in SIGN_UP_TRANSITIONS[one.state]],
        "mails": OutboundEmail.objects.about(one).defer("text", "html").order_by("-queued_at", "-pk"),
        "may_change": request.user.has_perm(desk.change),
        "may_plan": may_call and open_call is None and one.state != SignUpState.CLOSED,
        "plan_form": plan_form,
        **_titled(desk, one.name),
    }
    return TemplateResponse(request, "circles/admin/sign_up.html", context, status=status)


def _looked(desk: Desk, request: HttpRequest, one: SignUp) -> None:
    record_access(what=desk.what, by=request.user, about=one)  # type: ignore[arg-type]


def _titled(desk: Desk, title: str, *between: tuple[str, str]) -> dict[str, Any]:
    crumbs = [(desk.url("index"), desk.title), *between, ("", title)]
    return {"page_title": title, "breadcrumbs_items": [{"url": url, "label": label} for url, label in crumbs]}


def edit_screen(desk: Desk, request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/edit/`: what was heard on the phone."""
    one = get_object_or_404(desk.rows(), pk=pk)
    form = HeardForm(request.POST if request.method == "POST" else None, sign_up=one)
    if request.method == "POST" and form.is_valid():
        change_sign_up(public_id=one.public_id, changes=form.changes(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(desk.url("detail", pk))
    _looked(desk, request, one)
    status = 200 if request.method != "POST" else 409 if form.changed_meanwhile else 422
    context = {"desk": desk, "sign_up": one, "form": form}
    context |= _titled(desk, _("What you heard"), (desk.url("detail", pk), one.name))
    return TemplateResponse(request, "circles/admin/heard.html", context, status=status)


def move_screen(desk: Desk, request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/move/`: `to`, by a button of the sign-up."""
    one = get_object_or_404(desk.rows(), pk=pk)
    to, by = request.POST.get("to", ""), request.user
    if to in SignUpState.values:
        try:
            if to == SignUpState.CLOSED:
                close_sign_up(public_id=one.public_id, by=by)  # type: ignore[arg-type]
            else:
                move_sign_up(public_id=one.public_id, to=SignUpState(to), by=by)  # type: ignore[arg-type]
        except CircleRefused as refusal:
            messages.warning(request, staff_words(refusal))
    return HttpResponseRedirect(desk.url("detail", pk))


def plan_screen(desk: Desk, request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/plan/`: a call, once more."""
    one, form = get_object_or_404(desk.rows(), pk=pk), PlanForm(request.POST)
    if not form.is_valid():
        return _show(desk, request, one, form, status=422)
    try:
        plan_call(public_id=one.public_id, on=form.cleaned_data["on"], by=request.user)  # type: ignore[arg-type]
    except CircleRefused as refusal:
        messages.warning(request, staff_words(refusal))
    else:
        messages.success(request, _("A call is planned."))
    return HttpResponseRedirect(desk.url("detail", pk))


def erase_screen(desk: Desk, request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/erase/`: asks first; a POST erases before the day."""
    if request.method == "POST":
        if one := desk.rows().filter(pk=pk).first():
            erase_sign_up(public_id=one.public_id, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Erased, with the calls and the mails about it."))
        return HttpResponseRedirect(desk.url("index"))
    one = get_object_or_404(desk.rows(), pk=pk)
    _looked(desk, request, one)
    context = {"desk": desk, "sign_up": one}
    context |= _titled(desk, _("Erase this sign-up"), (desk.url("detail", pk), one.name))
    return TemplateResponse(request, "circles/admin/erase.html", context)


def add_screen(desk: Desk, request: HttpRequest) -> HttpResponse:
    """`…/add/`: somebody phoned us. Who asks the same again while they wait is the one we know."""
    form = TypedForm(request.POST if request.method == "POST" else None, confidential=desk.confidential)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        made = sign_up(asked=form.asked(), delete_on=form.delete_on, source="phone", by=by)
        if form.cleaned_data["spoken"]:
            _note_spoken(made, by)
        messages.success(request, _("“%(name)s” is written down.") % {"name": made.name})
        return HttpResponseRedirect(desk.url("detail", made.pk))
    context = {"desk": desk, "form": form, **_titled(desk, _("Somebody phoned us"))}
    return TemplateResponse(
        request, "circles/admin/type_in.html", context, status=422 if request.method == "POST" else 200
    )


def _note_spoken(made: SignUp, by: Any) -> None:
    """The promise is kept on the spot."""
    call = Call.objects.open().filter(sign_up=made).first()
    if call is None:
        return
    try:
        note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=by)
    except CallEnded:  # twice at once
        return


def urls_of(desk: Desk) -> URLResolver:
    """All screens of `desk`, below its own address and behind its own rights."""

    def screen(view: Callable[..., HttpResponse], right: str, methods: tuple[str, ...]) -> Callable:
        return guarded(right, methods)(lambda request, **where: view(desk, request, **where))

    patterns = [
        path("", screen(list_screen, desk.see, READ), name="index"),
        path("add/", screen(add_screen, desk.change, BOTH), name="add"),
        path("<int:pk>/", screen(detail_screen, desk.see, READ), name="detail"),
        path("<int:pk>/edit/", screen(edit_screen, desk.change, BOTH), name="edit"),
        path("<int:pk>/move/", screen(move_screen, desk.change, SUBMIT), name="move"),
        path("<int:pk>/plan/", screen(plan_screen, desk.change, SUBMIT), name="plan"),
        path("<int:pk>/erase/", screen(erase_screen, desk.change, BOTH), name="erase"),
    ]
    return path(f"{desk.space}/", include((patterns, desk.space)))
