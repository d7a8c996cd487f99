"""The path of who helps (spec G8): the list, one volunteer with their steps, and the pool by role and region."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.admin.group_refusals import said
from circles.admin.rights import SEE_CIRCLES, SEE_VOLUNTEERS, STEER_VOLUNTEERS
from circles.enums import LIVING_CIRCLES, TRUSTED_STATES, VOLUNTEER_TRANSITIONS, VolunteerRole, VolunteerState
from circles.errors import CircleRefused
from circles.models import Region, Volunteer
from circles.services import move_volunteer, note_record_seen, set_groups_most
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, SUBMIT, guarded

PER_PAGE = 50
# The path, in its order; the others are beside it.
STEPS = [
    VolunteerState.INTERESTED,
    VolunteerState.INFORMED,
    VolunteerState.TALKED,
    VolunteerState.READY,
    VolunteerState.ACTIVE,
]
DEEDS = {
    VolunteerState.INTERESTED: gettext_lazy("Begin again"),
    VolunteerState.INFORMED: gettext_lazy("Came to an infomoment"),
    VolunteerState.TALKED: gettext_lazy("We had a talk"),
    VolunteerState.READY: gettext_lazy("Into the pool"),
    VolunteerState.ACTIVE: gettext_lazy("Starts as a volunteer"),
    VolunteerState.PAUSED: gettext_lazy("Takes a pause"),
    VolunteerState.STOPPED: gettext_lazy("Stops"),
}


class ListForm(forms.Form):
    """Which volunteers."""

    role = forms.ChoiceField(label=gettext_lazy("As"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    region = forms.ModelChoiceField(
        Region.objects.order_by("name"),
        label=gettext_lazy("Region"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        for name, choices in (("role", VolunteerRole.choices), ("state", VolunteerState.choices)):
            self.fields[name].choices = [*everything, *choices]  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """That the extract was seen, and when."""

    on = forms.DateField(
        label=gettext_lazy("Seen on"),
        help_text=gettext_lazy("Look at it and give it back. We keep no copy, and nothing of what it says."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > localdate():
            raise forms.ValidationError(_("This day still has to come."))
        return day


class MostForm(forms.Form):
    """How many groups at a time."""

    most = forms.IntegerField(label=gettext_lazy("Groups at a time"), min_value=1, max_value=9)


@guarded(SEE_VOLUNTEERS, READ)
def index(request: HttpRequest) -> HttpResponse:
    """`/admin/circles-volunteers/`: whom somebody's roles let them see, and the pool in numbers."""
    seen = Volunteer.objects.visible_to(request.user)
    form = ListForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = seen
    if role := chosen.get("role"):
        rows = rows.filter(sign_up__role=role)
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    if region := chosen.get("region"):
        rows = rows.filter(sign_up__municipality__region_place__region=region)
    rows = rows.select_related("sign_up__municipality__region_place__region").order_by("-state_changed_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    record_access(what="circles.volunteers", by=request.user, access=Access.LIST, count=len(page.object_list))  # type: ignore[arg-type]
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "pool": pool(seen),
        "query": f"{query.urlencode()}&" if query else "",
        "page_title": _("Volunteers"),
        "breadcrumbs_items": [{"url": "", "label": _("Volunteers")}],
    }
    return TemplateResponse(request, "circles/admin/groups/volunteers.html", context)


def pool(seen) -> list[dict[str, Any]]:
    """How many are in the pool, by region and role, in one query; who lives in no region stands last."""
    rows = seen.in_pool().order_by().values("sign_up__municipality__region_place__region__name")
    roles = {role.name.lower(): Count("pk", filter=Q(sign_up__role=role)) for role in VolunteerRole}
    found = rows.annotate(**roles)
    names = {"sign_up__municipality__region_place__region__name": "region"}
    told = [{names.get(key, key): value for key, value in row.items()} for row in found]
    return sorted(told, key=lambda row: (row["region"] is None, row["region"] or ""))


def _volunteer(request: HttpRequest, pk: int) -> Volunteer:
    seen = Volunteer.objects.visible_to(request.user).select_related("sign_up__municipality", "record_seen_by")
    return get_object_or_404(seen, pk=pk)


@guarded(SEE_VOLUNTEERS, READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: that it was looked at is written down."""
    volunteer = _volunteer(request, pk)
    record_access(what="circles.volunteer", by=request.user, about=volunteer.sign_up)  # type: ignore[arg-type]
    return _show(request, volunteer)


@guarded(STEER_VOLUNTEERS, SUBMIT)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/move/`: `to` is a state."""
    volunteer = _volunteer(request, pk)
    to = request.POST.get("to", "")
    if to not in VolunteerState.values:
        return _show(request, volunteer, status=422)
    return _do(request, volunteer, lambda by: move_volunteer(public_id=_id(volunteer), to=VolunteerState(to), by=by))


@guarded(STEER_VOLUNTEERS, SUBMIT)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/record/`: the extract was seen."""
    volunteer, form = _volunteer(request, pk), RecordForm(request.POST)
    if not form.is_valid():
        return _show(request, volunteer, record=form, status=422)
    on = form.cleaned_data["on"]
    return _do(request, volunteer, lambda by: note_record_seen(public_id=_id(volunteer), on=on, by=by))


@guarded(STEER_VOLUNTEERS, SUBMIT)
def most(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/most/`: groups at a time."""
    volunteer, form = _volunteer(request, pk), MostForm(request.POST)
    if not form.is_valid():
        return _show(request, volunteer, most=form, status=422)
    number = form.cleaned_data["most"]
    return _do(request, volunteer, lambda by: set_groups_most(public_id=_id(volunteer), most=number, by=by))


def _id(volunteer: Volunteer):
    return volunteer.sign_up.public_id


def _do(request: HttpRequest, volunteer: Volunteer, act: Callable[[Any], Any]) -> HttpResponse:
    try:
        act(request.user)
    except CircleRefused as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, _("Noted."))
    return HttpResponseRedirect(reverse("circles-volunteers:detail", args=[volunteer.pk]))


def _show(
    request: HttpRequest,
    volunteer: Volunteer,
    *,
    record: RecordForm | None = None,
    most: MostForm | None = None,
    status: int = 200,
) -> HttpResponse:
    sign_up = volunteer.sign_up
    at = STEPS.index(VolunteerState(volunteer.state)) if volunteer.state in STEPS else -1
    sees_groups = request.user.has_perm(SEE_CIRCLES) and sign_up.role == VolunteerRole.VERBINDER
    context = {
        "volunteer": volunteer,
        "sign_up": sign_up,
        "steps": [
            {"words": step.label, "here": number == at, "past": number < at, "needs_record": step in TRUSTED_STATES}
            for number, step in enumerate(STEPS)
        ],
        "deeds": [
            {
                "to": to.value,
                "words": DEEDS[to],
                "danger": to == VolunteerState.STOPPED,
                "closed": to in TRUSTED_STATES and volunteer.record_seen_on is None,
            }
            for to in VolunteerState
            if to in VOLUNTEER_TRANSITIONS[volunteer.state]
        ],
        "record": record or RecordForm(initial={"on": localdate()}),
        "most": most or MostForm(initial={"most": volunteer.groups_most}),
        "is_verbinder": sign_up.role == VolunteerRole.VERBINDER,
        "groups": sign_up.led_circles.filter(state__in=LIVING_CIRCLES).order_by("pk") if sees_groups else [],
        "may_steer": request.user.has_perm(STEER_VOLUNTEERS),
        "page_title": sign_up.name,
        "breadcrumbs_items": [
            {"url": reverse("circles-volunteers:index"), "label": _("Volunteers")},
            {"url": "", "label": sign_up.name},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/volunteer.html", context, status=status)


urls = path(
    "circles-volunteers/",
    include(
        (
            [
                path("", index, name="index"),
                path("<int:pk>/", detail, name="detail"),
                path("<int:pk>/move/", move, name="move"),
                path("<int:pk>/record/", record, name="record"),
                path("<int:pk>/most/", most, name="most"),
            ],
            "circles-volunteers",
        )
    ),
)
