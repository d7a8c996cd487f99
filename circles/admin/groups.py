"""Groups (spec G6): what the solver proposes and why, and the life of those that staff accepted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.admin.group_refusals import said
from circles.admin.moment_forms import MomentsForm
from circles.admin.rights import SEE_CIRCLES, STEER_CIRCLES
from circles.enums import CIRCLE_TRANSITIONS, LIVING_CIRCLES, TRUSTED_STATES, CircleState
from circles.errors import CircleRefused
from circles.explaining import breaks, left_by, waiting_days, why
from circles.matching.words import slot_name
from circles.models import Circle, CircleMember, ProposalRun, Region, SignUp
from circles.polling import poll_of
from circles.services import accept_circle, ask_for_groups, change_circle, move_circle
from circles.services.gathering import people_of
from circles.terms import SEARCH_AT_MOST
from circles.words import WISHES
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import CONFIRMED, READ, SEEN, SUBMIT, guarded, is_confirmed

PER_PAGE = 20
SHOWN = {
    "proposed": (CircleState.PROPOSED,),
    "living": tuple(LIVING_CIRCLES),
    "over": (CircleState.ENDED, CircleState.DROPPED),
}
# Of those that are over, the ones that lived first: each search drops many a proposal.
ORDER = {
    "proposed": ("-score", "pk"),
    "living": ("-state_changed_at", "-pk"),
    "over": ("-state", "-state_changed_at", "-pk"),
}
DEEDS = {
    CircleState.DROPPED: gettext_lazy("Drop this proposal"),
    CircleState.MET: gettext_lazy("They met"),
    CircleState.PAUSED: gettext_lazy("The group pauses"),
    CircleState.ENDED: gettext_lazy("The group ends"),
}
DANGER = (CircleState.DROPPED, CircleState.ENDED)


class RegionForm(forms.Form):
    """Where."""

    region = forms.ModelChoiceField(
        Region.objects.order_by("name"),
        label=gettext_lazy("Region"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Everywhere"),
    )


class AcceptForm(forms.Form):
    """What the group is called from now on."""

    name = forms.CharField(label=gettext_lazy("Name of the group (may stay empty)"), max_length=80, required=False)


class WantedForm(forms.Form):
    """What a living group is called and looks for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    wanted = forms.IntegerField(
        label=gettext_lazy("People wanted"),
        min_value=0,
        max_value=7,
        help_text=gettext_lazy("The map and the action block say it from the next batch on. 0: nobody."),
    )
    verbinder_wanted = forms.BooleanField(label=gettext_lazy("Looks for a verbinder"), required=False)


def group_screen(right: str, methods: tuple[str, ...]) -> Callable:
    """Decorator for a view that takes the group in place of its `public_id`: the right first, then the method, then the record."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @guarded(right, methods)
        @wraps(view)
        def screen(request: HttpRequest, public_id: UUID, **kwargs) -> HttpResponse:
            found = Circle.objects.select_related("region", "verbinder__municipality")
            return view(request, get_object_or_404(found, public_id=public_id), **kwargs)

        return screen

    return decorate


def do(request: HttpRequest, circle: Circle, act: Callable[[Any], Any], *, done: str = "") -> HttpResponse:
    """`act(by)`, then back to the group with what came of it."""
    try:
        act(request.user)
    except (CircleRefused, SignUp.DoesNotExist) as refusal:
        gone = _("This person is not on our list any more.")
        messages.error(request, said(refusal) if isinstance(refusal, CircleRefused) else gone)
    else:
        messages.success(request, done or _("Done."))
    return HttpResponseRedirect(url_of(circle))


def url_of(circle: Circle) -> str:
    return reverse("circles-groups:detail", args=[circle.public_id])


def name_of(circle: Circle) -> str:
    """As staff call it: its own name, or that of who leads it."""
    if circle.name:
        return circle.name
    if circle.verbinder is None:
        return _("Group without a verbinder")
    return _("Group with %(name)s") % {"name": circle.verbinder.name}


def with_people(circles: QuerySet) -> QuerySet:
    """Each with who is in it now, in `people`; two queries more, however many groups."""
    here = CircleMember.objects.filter(left_at=None).select_related("sign_up__municipality").order_by("pk")
    found = circles.select_related("region", "verbinder__municipality", "verbinder__volunteer")
    return found.prefetch_related(Prefetch("members", here, to_attr="here"))


@guarded(SEE_CIRCLES, READ)
def index(request: HttpRequest) -> HttpResponse:
    """`/admin/circles-groups/`: proposals; `?show=living` and `?show=over` the others; `?region=` a slug."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "proposed"
    form = RegionForm(request.GET)
    region = form.cleaned_data["region"] if form.is_valid() else None
    rows = Circle.objects.filter(state__in=SHOWN[show])
    if region:
        rows = rows.filter(region=region)
    order = ORDER[show]
    page = Paginator(with_people(rows).order_by(*order), PER_PAGE).get_page(request.GET.get("p"))
    for circle in page:
        circle.why, circle.called = why(circle), name_of(circle)
    record_access(what="circles.groups", by=request.user, access=Access.LIST, count=len(page.object_list))  # type: ignore[arg-type]
    where = f"&region={region.slug}" if region else ""
    context = {
        "page": page,
        "show": show,
        "tabs": [(name, label, f"?show={name}{where}") for name, label in _tabs()],
        "form": form,
        "region": region,
        "run": _run(region),
        "query": f"show={show}{where}&",
        "may_steer": request.user.has_perm(STEER_CIRCLES),
        "page_title": _("Groups"),
        "breadcrumbs_items": [{"url": "", "label": _("Groups")}],
    }
    return TemplateResponse(request, "circles/admin/groups/groups.html", context)


def _tabs() -> list[tuple[str, str]]:
    return [("proposed", _("Proposals")), ("living", _("Living groups")), ("over", _("Ended and dropped"))]


def _run(region: Region | None) -> dict[str, Any] | None:
    """The last search there: whether it is being worked on, took too long, or what came of it."""
    run = ProposalRun.objects.filter(region=region).select_related("asked_by").first()
    if run is None:
        return None
    busy = run.done_at is None and run.asked_at >= now() - SEARCH_AT_MOST
    return {
        "run": run,
        "busy": busy,
        "lost": run.done_at is None and not busy,
        "people": len(run.not_placed),
        "verbinders": len(run.idle),
    }


@guarded(STEER_CIRCLES, SUBMIT)
def propose(request: HttpRequest) -> HttpResponse:
    """`…/propose/`: the worker looks for groups; the list says how it stands."""
    form = RegionForm(request.POST)
    region = form.cleaned_data["region"] if form.is_valid() else None
    by: Any = request.user
    ask_for_groups(region=region, by=by)
    messages.success(request, _("We are looking for groups. Proposals that nobody accepted make place for new ones."))
    return HttpResponseRedirect(reverse("circles-groups:index") + (f"?region={region.slug}" if region else ""))


@guarded(SEE_CIRCLES, READ)
def left(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/searches/<pk>/`: who was left by a search, and why."""
    run = get_object_or_404(ProposalRun.objects.select_related("region").exclude(done_at=None), pk=pk)
    people, verbinders = left_by(run), left_by(run, verbinders=True)
    page = Paginator(people, 100).get_page(request.GET.get("p"))
    record_access(  # type: ignore[arg-type]
        what="circles.left", by=request.user, access=Access.LIST, count=len(page.object_list) + len(verbinders)
    )
    context = {
        "run": run,
        "page": page,
        "verbinders": verbinders,
        "page_title": _("Who has no group"),
        "breadcrumbs_items": [
            {"url": reverse("circles-groups:index"), "label": _("Groups")},
            {"url": "", "label": _("Who has no group")},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/left.html", context)


@group_screen(SEE_CIRCLES, READ)
def detail(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/<public_id>/`: that it was looked at is written down."""
    record_access(what="circles.group", by=request.user, about=circle)  # type: ignore[arg-type]
    return show_group(request, circle)


def show_group(
    request: HttpRequest,
    circle: Circle,
    *,
    accept: AcceptForm | None = None,
    wanted: WantedForm | None = None,
    put: MomentsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    (whole,) = with_people(Circle.objects.filter(pk=circle.pk))
    people = [member.sign_up for member in whole.here]
    ended = whole.state == CircleState.ENDED
    may_steer = request.user.has_perm(STEER_CIRCLES)
    living = whole.state in LIVING_CIRCLES
    context = {
        "circle": whole,
        "living": living,
        "open": living or whole.state == CircleState.PROPOSED,
        "people": [_in_words(one) for one in people],
        "were_here": _until_the_end(whole) if ended else [],
        "kept": _kept(whole, people),
        "verbinder": _in_words(whole.verbinder) if whole.verbinder else None,
        "why": why(whole),
        "breaks": _breaks(whole, people),
        "deeds": [
            {"to": to.value, "words": DEEDS[to], "danger": to in DANGER}
            for to in DEEDS
            if to in CIRCLE_TRANSITIONS[whole.state]
        ],
        "accept": accept or AcceptForm(initial={"name": whole.name}),
        "poll": poll_of(whole, people),
        "wanted": wanted
        or WantedForm(initial={"name": whole.name, "wanted": whole.wanted, "verbinder_wanted": whole.verbinder_wanted}),
        "put": put or MomentsForm(),
        "may_steer": may_steer,
        "page_title": name_of(whole),
        "breadcrumbs_items": [
            {"url": reverse("circles-groups:index"), "label": _("Groups")},
            {"url": "", "label": name_of(whole)},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/group.html", context, status=status)


def _until_the_end(circle: Circle) -> list[SignUp]:
    """Who was in a group when it ended: somebody has to ask them how they want to go on."""
    members = circle.members.filter(left_at__gte=circle.state_changed_at).select_related("sign_up").order_by("pk")
    return [member.sign_up for member in members]


def _kept(circle: Circle, people: list[SignUp]) -> list[tuple[str, str]]:
    """Hidden fields of a button that is about the very people on the screen."""
    shown = f"{circle.state}:{circle.verbinder_id}:{sorted(one.pk for one in people)}"
    return [(CONFIRMED, "yes"), (SEEN, sha256(shown.encode()).hexdigest())]


def _is_as_shown(request: HttpRequest, circle: Circle) -> bool:
    return is_confirmed(request, seen=dict(_kept(circle, people_of(circle)))[SEEN])


def _breaks(circle: Circle, people: list[SignUp]) -> list[str]:
    verbinder = circle.verbinder
    if circle.state in SHOWN["over"]:
        return []
    if verbinder is None:
        return [_("This group has no verbinder.")]
    helper = getattr(verbinder, "volunteer", None)
    if helper is None or helper.state in TRUSTED_STATES:
        return breaks(verbinder, people)
    words = {"name": verbinder.name, "state": helper.get_state_display()}
    return [
        _("%(name)s is not in the pool any more (%(state)s). Choose another verbinder.") % words,
        *breaks(verbinder, people),
    ]


def _in_words(one: SignUp) -> dict[str, Any]:
    return {
        "person": one,
        "slots": ", ".join(slot_name(slot) for slot in one.slots),
        "wishes": ", ".join(str(WISHES.get(wish, wish)) for wish in one.wishes),
        "days": waiting_days(one),
    }


@group_screen(STEER_CIRCLES, SUBMIT)
def accept(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/accept/`: the group starts."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return show_group(request, circle, accept=form, status=422)
    if circle.state == CircleState.PROPOSED and not _is_as_shown(request, circle):
        messages.warning(request, _("Who is in this group changed meanwhile. Look once more, then press again."))
        return show_group(request, circle, accept=form, status=409)
    name = form.cleaned_data["name"]
    done = _("The group starts. Put moments to its people for the first meeting.")
    return do(request, circle, lambda by: accept_circle(public_id=circle.public_id, by=by, name=name), done=done)


@group_screen(STEER_CIRCLES, SUBMIT)
def move(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/move/`: `to` is a state. Nothing brings an ended group back, so that is asked once more."""
    to = request.POST.get("to", "")
    if to not in CircleState.values:
        return show_group(request, circle, status=422)
    if to == CircleState.ENDED and circle.state in LIVING_CIRCLES and not _is_as_shown(request, circle):
        return _ask_to_end(request, circle)
    return do(request, circle, lambda by: move_circle(public_id=circle.public_id, to=CircleState(to), by=by))


def _ask_to_end(request: HttpRequest, circle: Circle) -> HttpResponse:
    people = people_of(circle)
    context = {
        "circle": circle,
        "people": people,
        "kept": _kept(circle, people),
        "page_title": _("The group ends"),
        "breadcrumbs_items": [
            {"url": reverse("circles-groups:index"), "label": _("Groups")},
            {"url": url_of(circle), "label": name_of(circle)},
            {"url": "", "label": _("The group ends")},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/end.html", context)


@group_screen(STEER_CIRCLES, SUBMIT)
def change(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/change/`: its name and what it looks for."""
    form = WantedForm(request.POST)
    if not form.is_valid():
        return show_group(request, circle, wanted=form, status=422)
    told = form.cleaned_data
    return do(request, circle, lambda by: change_circle(public_id=circle.public_id, **told, by=by))


patterns = [
    path("", index, name="index"),
    path("propose/", propose, name="propose"),
    path("searches/<int:pk>/", left, name="left"),
    path("<uuid:public_id>/", detail, name="detail"),
    path("<uuid:public_id>/accept/", accept, name="accept"),
    path("<uuid:public_id>/move/", move, name="move"),
    path("<uuid:public_id>/change/", change, name="change"),
]
