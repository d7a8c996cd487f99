"""Regions (spec G5): how it stands in each, who waits there and in which order, drawing them, telling who waits that groups start again."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from circles.admin.refusals import staff_words
from circles.admin.region_forms import RegionForm
from circles.admin.rights import ADD_REGIONS, DRAW_REGIONS, SEE_OPEN, SEE_REGIONS
from circles.emails import mail_opening
from circles.enums import SignUpKind, SignUpState
from circles.errors import CircleRefused, NothingToAnnounce, OpeningPast
from circles.models import Region, RegionPlace, SignUp
from circles.services import announce_opening, save_region
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.outbox.rehearsing import LINK_WORDS, Letter, rehearse
from trust.places.models import Municipality
from trust.viewing import BOTH, CONFIRMED, READ, SEEN, guarded, is_confirmed

PER_PAGE = 50
WAITING = {"kind": SignUpKind.LINKGROEP, "state": SignUpState.WAITING}


def counted() -> QuerySet[Region]:
    """With how many municipalities (`many`) and people who wait for a linkgroep (`waiting`)."""
    waiting = SignUp.objects.filter(**WAITING, municipality__region_place__region=OuterRef("pk")).order_by()
    places = RegionPlace.objects.filter(region=OuterRef("pk")).order_by()

    def number(rows: QuerySet, by: str) -> Coalesce:
        return Coalesce(Subquery(rows.values(by).annotate(number=Count("pk")).values("number")), 0)

    return Region.objects.select_related("coordinator").annotate(
        many=number(places, "region"), waiting=number(waiting, "municipality__region_place__region")
    )


@guarded(SEE_REGIONS, READ)
def index(request: HttpRequest) -> HttpResponse:
    """`/admin/circles-regions/`: all, and the municipalities that none of them has, those first where somebody looks for a linkgroep."""
    looking = SignUp.objects.for_linkgroep().looking().filter(municipality=OuterRef("pk")).order_by()
    people = Subquery(looking.values("municipality").annotate(number=Count("pk")).values("number"))
    loose = (
        Municipality.objects.filter(region_place=None).annotate(people=Coalesce(people, 0)).order_by("-people", "name")
    )
    context = {
        "regions": counted().order_by("name"),
        "wanted": [place for place in loose if place.people],
        "quiet": [place for place in loose if not place.people],
        "today": localdate(),
        "may_add": request.user.has_perm(ADD_REGIONS),
        "page_title": _("Regions"),
        "breadcrumbs_items": [{"url": "", "label": _("Regions")}],
    }
    return TemplateResponse(request, "circles/admin/regions.html", context)


@guarded(SEE_REGIONS, READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: how it stands, and who waits, with the place of each in the line. That they were looked at is written down."""
    region = get_object_or_404(counted(), pk=pk)
    waiting = SignUp.objects.visible_to(request.user).waiting_in(region).select_related("municipality")
    page = Paginator(waiting.defer("remark", "notes"), PER_PAGE).get_page(request.GET.get("p"))
    if page.object_list:
        record_access(what="circles.waiting", by=request.user, access=Access.LIST, count=len(page.object_list))  # type: ignore[arg-type]
    context = {
        "region": region,
        "status": region.status_on(localdate()),
        "places": region.places.select_related("municipality").order_by("municipality__name"),
        "page": page,
        "may_draw": request.user.has_perm(DRAW_REGIONS),
        "may_see": request.user.has_perm(SEE_OPEN),
        "may_announce": request.user.has_perm(DRAW_REGIONS) and region.opens_on and not region.announced_at,
        **_titled(region.name),
    }
    return TemplateResponse(request, "circles/admin/region.html", context)


def _titled(title: str, *between: tuple[str, str]) -> dict[str, Any]:
    crumbs = [(reverse("circles-regions:index"), _("Regions")), *between, ("", title)]
    return {"page_title": title, "breadcrumbs_items": [{"url": url, "label": label} for url, label in crumbs]}


@guarded(ADD_REGIONS, BOTH)
def add(request: HttpRequest) -> HttpResponse:
    """`…/add/`."""
    return _draw(request, None)


@guarded(DRAW_REGIONS, BOTH)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/edit/`."""
    return _draw(request, get_object_or_404(Region, pk=pk))


def _draw(request: HttpRequest, region: Region | None) -> HttpResponse:
    form, status = RegionForm(request.POST if request.method == "POST" else None, region=region), 200
    if request.method == "POST":
        if not form.is_valid():
            status = 409 if form.changed_meanwhile else 422
        else:
            by: Any = request.user
            try:
                saved = save_region(drawn=form.drawn(), by=by, region_id=region.pk if region else None)
            except CircleRefused as refusal:
                form.add_error(None, staff_words(refusal))
                status = 409
            else:
                messages.success(request, _("The region “%(name)s” is kept.") % {"name": saved.name})
                return HttpResponseRedirect(reverse("circles-regions:detail", args=[saved.pk]))
    title = _("Draw “%(name)s”") % {"name": region.name} if region else _("Draw a region")
    context = {"region": region, "form": form, **_titled(title)}
    return TemplateResponse(request, "circles/admin/region_draw.html", context, status=status)


@guarded(DRAW_REGIONS, BOTH)
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/announce/`: who hears of it and the mail as it will leave; done after a second press, for those who stood there."""
    region = get_object_or_404(Region, pk=pk)
    waiting = list(SignUp.objects.waiting_in(region).defer("remark", "notes"))
    seen = sha256(f"{region.opens_on}:{[(one.pk, one.email) for one in waiting]}".encode()).hexdigest()
    back = HttpResponseRedirect(reverse("circles-regions:detail", args=[pk]))
    by: Any = request.user
    if region.opens_on is None or region.announced_at is not None:
        messages.warning(request, staff_words(NothingToAnnounce()))
        return back
    if region.opens_on < localdate():
        messages.warning(request, staff_words(OpeningPast()))
        return HttpResponseRedirect(reverse("circles-regions:edit", args=[pk]))
    if request.method == "POST" and is_confirmed(request, seen=seen):
        try:
            told = announce_opening(region_id=pk, by=by)
        except CircleRefused as refusal:  # a colleague pressed at the same moment
            messages.warning(request, staff_words(refusal))
        else:
            words = _("Announced: %(mailed)s by mail, %(phoned)s to be phoned.")
            messages.success(request, words % {"mailed": told.mailed, "phoned": told.phoned})
        return back
    record_access(what="circles.waiting", by=by, access=Access.LIST, count=len(waiting))
    context = {
        "region": region,
        "by_mail": [one for one in waiting if one.email],
        "by_phone": [one for one in waiting if not one.email],
        "sample": _letter(region, waiting),
        "changed": request.method == "POST",
        "kept": [(CONFIRMED, "yes"), (SEEN, seen)],
        **_titled(_("Announce that groups start"), (reverse("circles-regions:detail", args=[pk]), region.name)),
    }
    return TemplateResponse(
        request, "circles/admin/announce.html", context, status=409 if request.method == "POST" else 200
    )


def _letter(region: Region, waiting: list[SignUp]) -> Letter | None:
    """The mail as the first of them gets it; None when nobody has an address."""
    first = next((one for one in waiting if one.email), None)
    if first is None:
        return None
    letters = rehearse(
        first,
        deed=lambda: mail_opening(first, region),
        among=Q(purpose="circles.opening"),
        link=str(LINK_WORDS),
    )
    return next(iter(letters), None)


urls = path(
    "circles-regions/",
    include(
        (
            [
                path("", index, name="index"),
                path("add/", add, name="add"),
                path("<int:pk>/", detail, name="detail"),
                path("<int:pk>/edit/", edit, name="edit"),
                path("<int:pk>/announce/", announce, name="announce"),
            ],
            "circles-regions",
        )
    ),
)
