"""Who is phoned today (spec G4): the list on a phone, one tap to call, and what came of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from circles.admin.refusals import staff_words
from circles.admin.rights import MAKE_CALLS, SEE_CALLS
from circles.enums import CallOutcome, CallState, SignUpState
from circles.errors import CallEnded, CircleRefused
from circles.models import Call, Region
from circles.querysets import CallQuerySet
from circles.services import add_note, note_attempt, plan_call, take_back_attempt, take_call
from circles.services.calling import may_take_back
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, SUBMIT, guarded

PER_PAGE = 50
# What the list shows: `show=…`, today when it is none of these; and of which region, `NOWHERE` for who lives in none.
MINE, ALL, NOWHERE = "mine", "all", "-"
# What one tap on the list notes: nothing that ends a call.
AT_ONCE = (CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL)
MAILED_AT_ONCE = (CallOutcome.MAILED,)


class DayField(forms.DateField):
    """A day to phone on: today or later."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any):
        day = super().clean(value)
        if day and day < localdate():
            raise forms.ValidationError(_("This day is past."))
        return day


class AfterToday(DayField):
    """Who was tried today is not tried again today."""

    def clean(self, value: Any):
        day = super().clean(value)
        if day and day == localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class AttemptForm(forms.Form):
    """What came of a try."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=CallOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what came of it.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "What a colleague should know before phoning. The person may read it when they ask what we keep."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_on = AfterToday(
        label=gettext_lazy("Phone again on"),
        required=False,
        help_text=gettext_lazy("Empty: on the next working day. Did you speak with them? Then this is a new call."),
    )


class PlanForm(forms.Form):
    """When they are phoned once more: today too, for who noted something by mistake."""

    on = DayField(label=gettext_lazy("Phone once more on"), error_messages={"required": gettext_lazy("Choose a day.")})


def chosen(request: HttpRequest, said: Any) -> tuple[CallQuerySet, dict[str, str]]:
    """The calls that the address asks for, late ones first, and what it asks, for the addresses of other pages."""
    today, asked = localdate(), {}
    calls = Call.objects.visible_to(request.user).open().order_by("due_on", "pk")
    if (show := said.get("show")) in (MINE, ALL):
        asked["show"] = show
    if show == MINE:
        calls = calls.filter(owner=request.user.pk)
    elif show != ALL:
        calls = calls.filter(next_on__lte=today)
    if region := said.get("region"):
        asked["region"] = region
        place = "sign_up__municipality__region_place"
        calls = calls.filter(**{f"{place}__isnull": True} if region == NOWHERE else {f"{place}__region__slug": region})
    return calls, asked


@guarded(SEE_CALLS, READ)
def index(request: HttpRequest) -> HttpResponse:
    """`/admin/circles-calls/`: what is due today; `?show=mine`, `?show=all`, `?region=<slug>`. That it was looked at is written down."""
    calls, asked = chosen(request, request.GET)
    calls = calls.select_related("sign_up__municipality", "owner").annotate(tries=Count("attempts"))
    page = Paginator(calls, PER_PAGE).get_page(request.GET.get("p"))
    for call in page.object_list:
        call.at_once = AT_ONCE if call.sign_up.phone else MAILED_AT_ONCE
    confidential = sum(call.sign_up.confidential for call in page.object_list)
    user: Any = request.user
    record_access(what="circles.calls", by=user, access=Access.LIST, count=len(page.object_list))
    if confidential:
        record_access(what="circles.confidential-calls", by=user, access=Access.LIST, count=confidential)
    context = {
        "page": page,
        "today": localdate(),
        "show": asked.get("show", ""),
        "region": asked.get("region", ""),
        "regions": Region.objects.order_by("name").values_list("slug", "name"),
        "query": urlencode(asked) + "&" if asked else "",
        "back": urlencode(asked | ({"p": page.number} if page.number > 1 else {})),
        "may_call": request.user.has_perm(MAKE_CALLS),
        "page_title": _("Calls"),
        "breadcrumbs_items": [{"url": "", "label": _("Calls")}],
    }
    return TemplateResponse(request, "circles/admin/calls.html", context)


def _call(request: HttpRequest, pk: int) -> Call:
    seen = Call.objects.visible_to(request.user).select_related("sign_up__municipality", "owner")
    return get_object_or_404(seen, pk=pk)


@guarded(SEE_CALLS, READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: whom, what was tried, and the form of the next try; `?outcome=…` chooses it. That it was looked at is written down."""
    return _show(request, _call(request, pk), AttemptForm(initial={"outcome": request.GET.get("outcome")}))


@guarded(MAKE_CALLS, SUBMIT)
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/attempt/`. When a colleague ended the call meanwhile, what was typed stays on the screen."""
    call, form = _call(request, pk), AttemptForm(request.POST)
    if not form.is_valid():
        return _show(request, call, form, status=422)
    said: dict[str, Any] = form.cleaned_data
    try:
        note_attempt(
            call_id=call.pk,
            outcome=CallOutcome(said["outcome"]),
            by=request.user,  # type: ignore[arg-type]
            note=said["note"],
            next_on=said["next_on"],
        )
    except CallEnded:
        messages.warning(request, _("A colleague ended this call meanwhile. Look what came of it."))
        return _show(request, _call(request, pk), form, status=409)
    words = {"name": call.sign_up.name, "outcome": CallOutcome(said["outcome"]).label}
    way_back = messages.button(reverse("circles-calls:detail", args=[pk]), _("Open this call"))
    messages.success(request, _("%(name)s: %(outcome)s. Noted.") % words, buttons=[way_back])
    return HttpResponseRedirect(_list_address(request))


def _list_address(request: HttpRequest) -> str:
    """Where on the list somebody came from (`back`), and nowhere else."""
    told = parse_qs(request.POST.get("back", ""))
    kept: dict[str, str] = {name: told[name][0] for name in ("show", "region", "p") if name in told}
    return reverse("circles-calls:index") + (f"?{urlencode(kept)}" if kept else "")


@guarded(MAKE_CALLS, SUBMIT)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/take/`: I phone this one; `leave=1`: somebody else may."""
    call = _call(request, pk)
    take_call(call_id=call.pk, by=None if request.POST.get("leave") else request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("circles-calls:detail", args=[pk]))


@guarded(MAKE_CALLS, SUBMIT)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/plan/`: of a call that is done, a second one."""
    call, form = _call(request, pk), PlanForm(request.POST)
    if not form.is_valid():
        return _show(request, call, AttemptForm(), planned=form, status=422)
    try:
        planned = plan_call(public_id=call.sign_up.public_id, on=form.cleaned_data["on"], by=request.user)  # type: ignore[arg-type]
    except CircleRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show(request, call, AttemptForm(), planned=form, status=409)
    messages.success(request, _("A call is planned."))
    return HttpResponseRedirect(reverse("circles-calls:detail", args=[planned.pk]))


@guarded(MAKE_CALLS, SUBMIT)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/take-back/`: what I noted just now was a mistake."""
    call = _call(request, pk)
    if take_back_attempt(call_id=call.pk, by=request.user):  # type: ignore[arg-type]
        messages.success(request, _("Taken back. This call is for today again."))
    else:
        messages.warning(request, _("That is not possible any more: look how it stands now."))
    return HttpResponseRedirect(reverse("circles-calls:detail", args=[pk]))


@guarded(MAKE_CALLS, SUBMIT)
def keep_note(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/note/`: what somebody typed about a call that a colleague ended goes to the notes of the sign-up."""
    call, text = _call(request, pk), request.POST.get("note", "").strip()
    try:
        add_note(public_id=call.sign_up.public_id, text=text, by=request.user)  # type: ignore[arg-type]
    except CircleRefused as refusal:
        messages.error(request, staff_words(refusal))
        return _show(request, call, AttemptForm(request.POST), status=409)
    messages.success(request, _("Your note stands with the sign-up."))
    return HttpResponseRedirect(reverse("circles-calls:detail", args=[pk]))


def _show(
    request: HttpRequest, call: Call, form: AttemptForm, *, planned: PlanForm | None = None, status: int = 200
) -> HttpResponse:
    record_access(what="circles.call", by=request.user, about=call.sign_up)  # type: ignore[arg-type]
    attempts = list(call.attempts.select_related("by"))
    sign_up, done = call.sign_up, call.state == CallState.DONE
    space = "circles-confidential" if sign_up.confidential else "circles-sign-ups"
    may_call = request.user.has_perm(MAKE_CALLS)
    context = {
        "call": call,
        "sign_up": sign_up,
        "sign_up_url": reverse(f"{space}:detail", args=[sign_up.pk]),
        "attempts": attempts,
        "ended_by": attempts[-1] if done and attempts else None,
        "form": form,
        "lost_note": form.data.get("note", "") if done and form.is_bound else "",
        "plan_form": planned or PlanForm(),
        "may_call": may_call,
        "may_take_back": may_call and bool(attempts) and may_take_back(attempts[-1], request.user),  # type: ignore[arg-type]
        "may_plan": may_call and done and sign_up.state != SignUpState.CLOSED,
        "today": localdate(),
        "page_title": sign_up.name,
        "breadcrumbs_items": [
            {"url": reverse("circles-calls:index"), "label": _("Calls")},
            {"url": "", "label": sign_up.name},
        ],
    }
    return TemplateResponse(request, "circles/admin/call.html", context, status=status)


urls = path(
    "circles-calls/",
    include(
        (
            [
                path("", index, name="index"),
                path("<int:pk>/", detail, name="detail"),
                path("<int:pk>/attempt/", attempt, name="attempt"),
                path("<int:pk>/take/", take, name="take"),
                path("<int:pk>/plan/", plan, name="plan"),
                path("<int:pk>/note/", keep_note, name="note"),
                path("<int:pk>/take-back/", take_back, name="take-back"),
            ],
            "circles-calls",
        )
    ),
)
