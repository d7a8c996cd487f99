"""Who is phoned today (spec G4): the list on a phone, one tap to call, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.admin.rights import MAKE_CALLS, SEE_CALLS
from circles.enums import CallOutcome
from circles.errors import CallEnded
from circles.models import Call
from circles.services import note_attempt, take_call
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, SUBMIT, guarded

PER_PAGE = 50


class AttemptForm(forms.Form):
    """What came of a try."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=CallOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what came of it.")},
    )
    next_on = forms.DateField(
        label=gettext_lazy("Phone again on"),
        required=False,
        help_text=gettext_lazy("Empty: on the next working day. Only when nobody was reached."),
        widget=forms.DateInput(attrs={"type": "date"}),
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

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day and day <= localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day


@guarded(SEE_CALLS, READ)
def index(request: HttpRequest) -> HttpResponse:
    """`/admin/circles-calls/`: what is due today, overdue first; `?all=1` also what is planned for later, `?mine=1` only one's own."""
    today = localdate()
    seen = Call.objects.visible_to(request.user)
    calls = seen.open().order_by("next_on", "due_on", "pk") if request.GET.get("all") else seen.due(today)
    if request.GET.get("mine"):
        calls = calls.filter(owner=request.user.pk)
    calls = calls.select_related("sign_up__municipality", "owner").annotate(tries=Count("attempts"))
    page = Paginator(calls, PER_PAGE).get_page(request.GET.get("p"))
    record_access(what="circles.calls", by=request.user, access=Access.LIST, count=len(page.object_list))  # type: ignore[arg-type]
    context = {
        "page": page,
        "today": today,
        "only_mine": bool(request.GET.get("mine")),
        "all": bool(request.GET.get("all")),
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
    """`…/<pk>/`: whom, what was tried, and the form of the next try. That it was looked at is written down."""
    call = _call(request, pk)
    record_access(what="circles.call", by=request.user, about=call.sign_up)  # type: ignore[arg-type]
    return _show(request, call, AttemptForm())


@guarded(MAKE_CALLS, SUBMIT)
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/attempt/`."""
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
        return HttpResponseRedirect(reverse("circles-calls:detail", args=[pk]))
    messages.success(request, _("Noted."))
    return HttpResponseRedirect(reverse("circles-calls:index"))


@guarded(MAKE_CALLS, SUBMIT)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/take/`: I phone this one; `leave=1`: somebody else may."""
    call = _call(request, pk)
    take_call(call_id=call.pk, by=None if request.POST.get("leave") else request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("circles-calls:detail", args=[pk]))


def _show(request: HttpRequest, call: Call, form: AttemptForm, *, status: int = 200) -> HttpResponse:
    context = {
        "call": call,
        "sign_up": call.sign_up,
        "attempts": call.attempts.select_related("by"),
        "form": form,
        "today": localdate(),
        "may_call": request.user.has_perm(MAKE_CALLS),
        "page_title": call.sign_up.name,
        "breadcrumbs_items": [
            {"url": reverse("circles-calls:index"), "label": _("Calls")},
            {"url": "", "label": call.sign_up.name},
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
            ],
            "circles-calls",
        )
    ),
)
