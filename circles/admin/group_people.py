"""Who is in a group, changed by staff: what each change would break is said before it is pressed."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.admin.group_refusals import said
from circles.admin.groups import do, group_screen, name_of, url_of
from circles.admin.rights import SEE_CIRCLES, STEER_CIRCLES
from circles.enums import LOOKING_STATES, CircleState, SignUpKind, VolunteerRole
from circles.errors import CircleRefused
from circles.explaining import Candidate, candidates, verbinders_for
from circles.grouping import people_to_match, verbinders_to_match
from circles.models import Apart, Circle, CircleMember, SignUp
from circles.services import add_member, give_verbinder, keep_apart, let_together, remove_member, swap_member
from circles.services.gathering import MOST as LARGEST
from circles.services.gathering import people_of
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, SUBMIT, guarded

MOST = 30


def _person(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _people(circle: Circle) -> list[SignUp]:
    return list(
        SignUp.objects.filter(pk__in=[one.pk for one in people_of(circle)])
        .select_related("municipality")
        .order_by("pk")
    )


@group_screen(STEER_CIRCLES, READ)
def choose(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/people/`: who could join, the nearest first, each with what it would break; `?out=` in whose place."""
    people = _people(circle)
    out = next((one for one in people if one.public_id == _person(request.GET.get("out"))), None)
    stay = [one for one in people if one != out]
    full = len(stay) + 2 > LARGEST
    others = [one for one in people_to_match(None) if one != out]
    found = [] if full else candidates(circle, stay, others, most=MOST)
    here = [*stay, *filter(None, [circle.verbinder])]
    return _choice(request, circle, found, here, out=out, verbinder=False, full=full)


@group_screen(STEER_CIRCLES, READ)
def choose_verbinder(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/verbinder/`: the same, of the pool."""
    people = _people(circle)
    found = verbinders_for(people, verbinders_to_match(None), most=MOST)
    others = [one for one in found if one.person.pk != circle.verbinder_id]
    return _choice(request, circle, others, people, out=None, verbinder=True)


def _choice(
    request: HttpRequest,
    circle: Circle,
    found: list[Candidate],
    here: list[SignUp],
    *,
    out: SignUp | None,
    verbinder: bool,
    full: bool = False,
) -> HttpResponse:
    record_access(what="circles.candidates", by=request.user, access=Access.LIST, count=len(found))  # type: ignore[arg-type]
    title = _("Who leads it?") if verbinder else _("Who comes in their place?") if out else _("Who joins?")
    elsewhere = {} if verbinder else _proposed([one.person for one in found], circle)
    never = _apart_from(here)
    context = {
        "circle": circle,
        "found": [(one, elsewhere.get(one.person.pk, ""), one.person.pk in never) for one in found],
        "full": full,
        "out": out,
        "verbinder": verbinder,
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse("circles-groups:index"), "label": _("Groups")},
            {"url": url_of(circle), "label": name_of(circle)},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/choose.html", context)


def _apart_from(people: list[SignUp]) -> set[int]:
    """Keys of who may not be with one of them."""
    pairs = Apart.objects.filter(Q(one__in=people) | Q(other__in=people)).values_list("one", "other")
    return {pk for pair in pairs for pk in pair}


def _proposed(people: list[SignUp], circle: Circle) -> dict[int, str]:
    """Who of them is proposed for another group, by key, with what that is called: choosing them takes them out of it."""
    members = CircleMember.objects.filter(sign_up__in=people, left_at=None, circle__state=CircleState.PROPOSED)
    found = members.exclude(circle=circle).select_related("circle__verbinder")
    return {member.sign_up_id: name_of(member.circle) for member in found}


@group_screen(STEER_CIRCLES, SUBMIT)
def put(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/put/`: `person` joins, in the place of `out` when that is given; `verbinder` leads it."""
    person, out = _person(request.POST.get("person")), _person(request.POST.get("out"))
    if person is None:
        return HttpResponseRedirect(url_of(circle))
    public_id = circle.public_id
    if request.POST.get("verbinder"):
        return do(request, circle, lambda by: give_verbinder(public_id=public_id, person=person, by=by))
    if out:
        return do(request, circle, lambda by: swap_member(public_id=public_id, person=out, into=person, by=by))
    return do(request, circle, lambda by: add_member(public_id=public_id, person=person, by=by))


@group_screen(STEER_CIRCLES, SUBMIT)
def take_out(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/take-out/`: `person` leaves."""
    person = _person(request.POST.get("person"))
    if person is None:
        return HttpResponseRedirect(url_of(circle))
    return do(request, circle, lambda by: remove_member(public_id=circle.public_id, person=person, by=by))


class ApartForm(forms.Form):
    """Two people of ours, by name: those who wait for a linkgroep or have a place in one, and verbinders."""

    one = forms.ModelChoiceField(SignUp.objects.none(), label=gettext_lazy("One"), to_field_name="public_id")
    other = forms.ModelChoiceField(SignUp.objects.none(), label=gettext_lazy("The other"), to_field_name="public_id")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = Q(kind=SignUpKind.LINKGROEP, state__in=[*LOOKING_STATES, "placed"]) | Q(role=VolunteerRole.VERBINDER)
        people = SignUp.objects.filter(kinds, confidential=False).select_related("municipality").order_by("name", "pk")
        for name in ("one", "other"):
            field: forms.ModelChoiceField = self.fields[name]  # type: ignore[assignment]
            field.queryset = people
            field.label_from_instance = _label  # type: ignore[method-assign]


def _label(one: SignUp) -> str:
    """People of one name are told apart by where they live and by their number."""
    where = one.municipality.name if one.municipality else "–"
    return f"{one.name} · {where} · {one.phone[-4:] or one.email}"


@guarded(SEE_CIRCLES, READ)
def apart(request: HttpRequest) -> HttpResponse:
    """`…/apart/`: who is never in one group."""
    return _show_apart(request, ApartForm())


def _show_apart(request: HttpRequest, form: ApartForm, *, status: int = 200) -> HttpResponse:
    pairs = list(Apart.objects.select_related("one__municipality", "other__municipality").order_by("-pk"))
    record_access(what="circles.apart", by=request.user, access=Access.LIST, count=len(pairs))  # type: ignore[arg-type]
    context = {
        "pairs": pairs,
        "form": form,
        "may_steer": request.user.has_perm(STEER_CIRCLES),
        "page_title": _("Not together"),
        "breadcrumbs_items": [
            {"url": reverse("circles-groups:index"), "label": _("Groups")},
            {"url": "", "label": _("Not together")},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/apart.html", context, status=status)


@guarded(STEER_CIRCLES, SUBMIT)
def part(request: HttpRequest) -> HttpResponse:
    """`…/apart/add/`."""
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _show_apart(request, form, status=422)
    told = form.cleaned_data
    try:
        keep_apart(one=told["one"].public_id, other=told["other"].public_id, by=request.user)  # type: ignore[arg-type]
    except CircleRefused as refusal:
        form.add_error(None, said(refusal))
        return _show_apart(request, form, status=422)
    messages.success(request, _("They are never proposed for one group."))
    return HttpResponseRedirect(reverse("circles-groups:apart"))


@guarded(STEER_CIRCLES, SUBMIT)
def together(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/apart/<pk>/end/`."""
    let_together(apart_id=pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("They may be in one group again."))
    return HttpResponseRedirect(reverse("circles-groups:apart"))


patterns = [
    path("apart/", apart, name="apart"),
    path("apart/add/", part, name="part"),
    path("apart/<int:pk>/end/", together, name="together"),
    path("<uuid:public_id>/people/", choose, name="people"),
    path("<uuid:public_id>/verbinder/", choose_verbinder, name="verbinder"),
    path("<uuid:public_id>/put/", put, name="put"),
    path("<uuid:public_id>/take-out/", take_out, name="take-out"),
]
