"""The ways in, the word of thanks, and the page of who signed up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from circles.enums import Answer, SignUpKind, VolunteerRole
from circles.forms import SignUpForm, YoungForm
from circles.models import MapSnapshot, SignUp
from circles.services import answer_moments, ask_to_be_phoned, withdraw_sign_up
from circles.showing import moments_of, page_of
from circles.terms import STATUS
from trust.forms.errors import StillWorking
from trust.forms.services import answer_once, was_answered
from trust.forms.views import answer_form, keep_none
from trust.links.models import PersonalLink
from trust.links.views import keep_private, personal_page

SIGNED_SALT = "circles.signed"
THANKED_WITHIN, YOUNG_THANKED_WITHIN = 24 * 3600, 10 * 60  # seconds


def way_in(form: type[SignUpForm]) -> Callable[[HttpRequest], HttpResponse]:
    """The page of `form`; `circles.urls` says where."""

    def show(request: HttpRequest, filled_in: SignUpForm) -> HttpResponse:
        if form is YoungForm:
            return _young(request, "sign_up", form=filled_in)
        return render(request, "circles/sign_up.html", {"title": form.title, "form": filled_in})

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest) -> HttpResponse:
        return answer_form(request, form=form, work=_receive, show=show, initial=_chosen(form, request))

    return page


def _chosen(form: type[SignUpForm], request: HttpRequest) -> dict[str, str]:
    """What a link chose beforehand (`?als=verbinder`)."""
    role = request.GET.get("als", "")
    return {"role": role} if "role" in form.base_fields and role in VolunteerRole.values else {}


def _receive(form: SignUpForm) -> HttpResponse:
    asked = form.as_asked()
    told = ask_to_be_phoned(asked=asked, delete_on=form.delete_on)
    thanked = {
        "id": told.public_id.hex,
        "kind": asked.kind,
        "role": asked.role,
        "phone": bool(asked.phone),
        "email": bool(asked.email),
        "discreet": asked.discreet,
        "call_before": told.call_before.isoformat(),
        "delete_on": told.delete_on.isoformat(),
    }
    address = "circles-young-thanks" if isinstance(form, YoungForm) else "circles-thanks"
    return HttpResponseRedirect(f"{reverse(address)}?d={signing.dumps(thanked, salt=SIGNED_SALT)}")


@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest) -> HttpResponse:
    """`/meedoen/bedankt/`: what happens next, for a day; a POST takes it back at once. Nobody else finds anything here."""
    return _thank(request, young=False)


@require_http_methods(["GET", "HEAD", "POST"])
def young_thanks(request: HttpRequest) -> HttpResponse:
    """`/bel-mij/bedankt/`: the same, for some minutes: it stands in the history of a device that others use too."""
    return _thank(request, young=True)


def _thank(request: HttpRequest, *, young: bool) -> HttpResponse:
    mine = _signed(request.GET.get("d", ""), YOUNG_THANKED_WITHIN if young else THANKED_WITHIN)
    ours = mine is not None and (mine["kind"] == SignUpKind.YOUNG) == young
    if mine is None or not ours or (request.method != "POST" and was_answered(**_taken_back(mine))):
        return keep_private(HttpResponseRedirect(reverse("circles-young" if young else "circles-ways-in")))
    if request.method == "POST":
        return keep_private(_take_back(mine, gone=reverse("circles-young-gone" if young else "circles-gone")))
    if young:
        return keep_private(_young(request, "thanks", mine=mine))
    title = _("Thank you, we phone you") if mine["phone"] else _("Thank you, you hear from us")
    return keep_private(render(request, "circles/thanks.html", {"title": title, "noindex": True, "mine": mine}))


def _taken_back(mine: dict[str, Any]) -> dict[str, Any]:
    """That this was taken back, once: known for somebody who was on the list already as for somebody new."""
    return {"operation": "circles.taken-back", "key": mine["id"], "body": b""}


def _take_back(mine: dict[str, Any], *, gone: str) -> HttpResponse:
    """What was written now, and nothing that was there before: the name and the number of another are no key."""

    def erase() -> HttpResponse:
        withdraw_sign_up(public_id=UUID(mine["id"]))
        return HttpResponseRedirect(gone)

    try:
        return answer_once(**_taken_back(mine), work=erase)
    except StillWorking:  # a double click
        return HttpResponseRedirect(gone)


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """`/meedoen/afgemeld/`: for who took themselves off the list."""
    return keep_none(render(request, "circles/gone.html", {"title": _("You are off our list"), "noindex": True}))


@require_safe
def young_gone(request: HttpRequest) -> HttpResponse:
    """`/bel-mij/weg/`: the same, as quiet as the form."""
    return _young(request, "gone")


@require_safe
def ways_in(request: HttpRequest) -> HttpResponse:
    """`/meedoen/`: every way in, with the way in for children apart."""
    return render(request, "circles/ways_in.html", {"title": _("How can we help, and how can you?")})


@personal_page(purpose=STATUS)
def mine(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/mijn-plek/<token>/`: how it stands, the moments of their group, and the way off the list. GET shows, POST answers or takes it back."""
    about = cast(SignUp, link.about)
    if request.method == "POST":
        if request.POST.get("deed") == "leave":
            withdraw_sign_up(public_id=about.public_id)
            return HttpResponseRedirect(reverse("circles-gone"))
        if request.POST.get("deed") == "answer":
            answer_moments(sign_up=about, answers=_answers(request))
            return HttpResponseRedirect(f"{request.path}?beantwoord=1")
        return render(request, "circles/mine.html", _own(about) | {"why": _("Press one of the buttons.")}, status=400)
    return render(request, "circles/mine.html", _own(about) | {"answered": "beantwoord" in request.GET})


def _answers(request: HttpRequest) -> dict[int, Answer]:
    """By moment; what is no answer, or of no moment, is passed over."""
    return {
        int(name[1:]): Answer(value)
        for name, value in request.POST.items()
        if re.fullmatch(r"m[0-9]{1,18}", name) and value in Answer.values
    }


def _own(about: SignUp) -> dict:
    snapshot = MapSnapshot.objects.first() if about.kind == SignUpKind.LINKGROEP else None
    return {
        "title": _("Your place with Lus"),
        "noindex": True,
        **page_of(about, snapshot=snapshot),
        **moments_of(about),
    }


def _signed(text: str, within: int) -> dict[str, Any] | None:
    """What somebody was told in the last `within` seconds (`_receive`); None for a made-up or old text."""
    try:
        mine = signing.loads(text, salt=SIGNED_SALT, max_age=within)
    except signing.BadSignature:
        return None
    return {**mine, **{name: date.fromisoformat(mine[name]) for name in ("call_before", "delete_on")}}


def _young(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """A child's page: no frame of the site around it, and a title that tells nothing. Its headers come with its address (`QUIET_PATHS`)."""
    return render(request, f"circles/young_{name}.html", {"title": "Lus", "leave_to": settings.LEAVE_TO, **context})
