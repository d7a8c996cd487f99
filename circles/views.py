"""The ways in, the word of thanks, and the page of who signed up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from circles.enums import Answer, SignUpKind, VolunteerRole
from circles.forms import SignUpForm, YoungForm
from circles.models import MapSnapshot, SignUp
from circles.services import answer_moments, sign_up, withdraw_sign_up
from circles.showing import moments_of, page_of
from circles.terms import LEAVE_TO, STATUS
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
    made = sign_up(asked=form.as_asked(), delete_on=form.delete_on)
    told = signing.dumps(made.public_id.hex, salt=SIGNED_SALT)
    address = "circles-young-thanks" if isinstance(form, YoungForm) else "circles-thanks"
    return HttpResponseRedirect(f"{reverse(address)}?d={told}")


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
    if mine is None or (mine.kind == SignUpKind.YOUNG) != young:
        return keep_private(HttpResponseRedirect(reverse("circles-young" if young else "circles-ways-in")))
    if request.method == "POST":
        withdraw_sign_up(public_id=mine.public_id)
        return keep_private(HttpResponseRedirect(reverse("circles-young-gone" if young else "circles-gone")))
    call = mine.calls.order_by("-pk").first()
    if young:
        return keep_private(_young(request, "thanks", mine=mine, call=call))
    context = {
        "title": _("Thank you, you hear from us") if not mine.phone else _("Thank you, we phone you"),
        "noindex": True,
        "mine": mine,
        "call": call,
    }
    return keep_private(render(request, "circles/thanks.html", context))


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


def _signed(text: str, within: int) -> SignUp | None:
    """Who signed up in the last `within` seconds; None for a made-up or old text, and for who took it back already."""
    try:
        public_id = UUID(signing.loads(text, salt=SIGNED_SALT, max_age=within))
    except signing.BadSignature:
        return None
    return SignUp.objects.select_related("municipality").filter(public_id=public_id).first()


def _young(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """A child's page: no frame of the site around it, and a title that tells nothing. Its headers come with its address (`QUIET_PATHS`)."""
    return render(request, f"circles/young_{name}.html", {"title": "Lus", "leave_to": LEAVE_TO, **context})
