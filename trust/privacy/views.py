"""`/mijn-gegevens/`: ask, confirm by link, read, take along."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trust.forms.notice import BECAUSE
from trust.forms.views import answer_form, keep_none
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.links.views import link_does_not_open, personal_page
from trust.privacy.consents import consent_purposes
from trust.privacy.enums import RequestKind, RequestState
from trust.privacy.errors import TransitionNotAllowed
from trust.privacy.forms import RequestForm
from trust.privacy.services.requests import ask, confirm, consents_to_withdraw, export_person, withdraw
from trust.privacy.terms import LINK
from trust.registry import Ground

TITLES = {
    RequestKind.EXPORT: gettext_lazy("What we have about you"),
    RequestKind.ERASURE: gettext_lazy("Erase what we have about you"),
}


WITHDRAWN = "ingetrokken"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)")


@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest) -> HttpResponse:
    """The form. Everybody is led to the same page afterwards, known to us or not."""
    return answer_form(request, form=RequestForm, work=_ask, show=_show_form)


def _ask(form: RequestForm) -> HttpResponse:
    ask(kind=RequestKind(form.cleaned_data["kind"]), email=form.cleaned_data["email"])
    return HttpResponseRedirect(reverse("privacy-asked"))


def _show_form(request: HttpRequest, form: RequestForm) -> HttpResponse:
    return render(request, "trust/privacy/ask.html", {"title": _("Your data"), "form": form})


@require_safe
def asked_page(request: HttpRequest) -> HttpResponse:
    """Where to look now; the same for everybody."""
    return keep_none(render(request, "trust/privacy/asked.html", {"title": _("Look in your mailbox"), "noindex": True}))


@personal_page(purpose=LINK)
def personal_request(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What will happen, with the button that does it; then how it ended, or what we have."""
    asked: Any = link.about
    if request.method == "POST" and request.POST.get("what") == "json" and _may_read(asked):
        return _as_file(asked.email)
    if request.method == "POST" and "consent" in request.POST:
        done = withdraw(request_id=asked.public_id, consent_id=_uuid(request.POST["consent"]))
        return HttpResponseRedirect(link_url(link=link) + (f"?{WITHDRAWN}" if done else ""))
    if request.method == "POST":
        try:
            confirm(request_id=asked.public_id)
        except TransitionNotAllowed:
            return link_does_not_open(request, purpose=LINK)
        return HttpResponseRedirect(link_url(link=link))
    context = {"title": TITLES[asked.kind], "noindex": True, "asked": asked, "until": link.expires_at}
    if _may_read(asked):
        return render(request, "trust/privacy/export.html", context | _what_we_have(request, asked.email))
    template = "confirm" if asked.state == RequestState.ASKED else "done"
    return render(request, f"trust/privacy/{template}.html", context)


def _what_we_have(request: HttpRequest, email: str) -> dict[str, Any]:
    known = consent_purposes()
    consents = [
        (consent, next((purpose.label for purpose in known if purpose.name == consent.text.purpose), ""))
        for consent in consents_to_withdraw(email=email)
    ]
    return {"kinds": _readable(email), "consents": consents, "withdrawn": WITHDRAWN in request.GET}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _may_read(asked) -> bool:
    return asked.kind == RequestKind.EXPORT and asked.state == RequestState.DONE and bool(asked.email)


def _readable(email: str) -> list[dict]:
    """The export for the page: with the ground in words, and each record as pairs."""
    return [
        {
            **kind,
            "purpose": _sentence(kind["purpose"]),
            "because": BECAUSE[Ground(kind["ground"])],
            "records": [[(name, _in_words(value)) for name, value in row.items()] for row in kind["records"]],
        }
        for kind in export_person(email=email)["data"].values()
    ]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _time_in_words(value: str) -> str:
    try:
        if DAY.fullmatch(value):
            return date_format(date.fromisoformat(value), "j F Y")
        return date_format(localtime(datetime.fromisoformat(value)), "j F Y, H:i")
    except ValueError:  # somebody wrote 2026-99-99
        return value


def _in_words(value: Any) -> str:
    match value:
        case str() if DAY.fullmatch(value) or MOMENT.fullmatch(value):
            return _time_in_words(value)
        case None | "" | [] | {}:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(_in_words(part) for part in value)
        case dict():
            return "; ".join(f"{name}: {_in_words(part)}" for name, part in value.items())
    return str(value)


def _as_file(email: str) -> HttpResponse:
    body = json.dumps(export_person(email=email), ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mijn-gegevens-{localdate():%Y-%m-%d}.json"'
    return response
