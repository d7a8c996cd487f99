"""The organisation's own page of a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bookings.desk.calendars import proposal_calendar
from bookings.desk.enums import ProposalState, RequestState
from bookings.desk.errors import DeskRefused
from bookings.desk.files import download_of
from bookings.desk.models import BookingRequest, Proposal, RequestFile
from bookings.desk.papers import proposal_paper
from bookings.desk.refusals import words_for
from bookings.desk.services import accept_proposal, counter_date, decline_proposal, evaluate, withdraw_request
from bookings.desk.showing import (
    accepted_of,
    deeds_of,
    request_of,
    standing_of,
    steps_of,
    story_of,
    versions_of,
    with_all,
)
from bookings.desk.status_forms import AcceptForm, CounterForm, DeclineForm, EvaluationForm, WithdrawForm
from bookings.desk.terms import STATUS
from cms.pdf import PdfNotReady, pdf_download
from trust.links.models import PersonalLink
from trust.links.views import personal_page

DONE = "gedaan"


@dataclass(frozen=True)
class Deed:
    """What one can do on the page: the form that it is asked by, and the service that does it."""

    form: type[Form]
    act: Callable[[UUID, dict[str, Any]], object]


def _accept(public_id: UUID, said: dict[str, Any]) -> object:
    return accept_proposal(public_id=public_id, version=said["version"], name=said["name"])


def _decline(public_id: UUID, said: dict[str, Any]) -> object:
    stop = said["then"] == "stop"
    return decline_proposal(public_id=public_id, version=said["version"], name=said["name"], why=said["why"], stop=stop)


def _counter(public_id: UUID, said: dict[str, Any]) -> object:
    return counter_date(public_id=public_id, wishes=said["wishes"], words=said["words"], version=said.get("version"))


def _withdraw(public_id: UUID, said: dict[str, Any]) -> object:
    return withdraw_request(public_id=public_id, why=said["why"])


def _evaluate(public_id: UUID, said: dict[str, Any]) -> object:
    return evaluate(public_id=public_id, answers=said)


DEEDS: dict[str, Deed] = {
    "accept": Deed(AcceptForm, _accept),
    "decline": Deed(DeclineForm, _decline),
    "counter": Deed(CounterForm, _counter),
    "withdraw": Deed(WithdrawForm, _withdraw),
    "evaluate": Deed(EvaluationForm, _evaluate),
}


@personal_page(purpose=STATUS)
def status(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/aanvraag/<token>/`: how it stands, and everything that one can do about it. GET shows, POST acts."""
    mine = with_all(cast(BookingRequest, link.about))
    if request.method != "POST":
        return _show(request, mine)
    name = request.POST.get("deed", "")
    if name not in DEEDS:
        return _show(request, mine, status=400, why=_("Press one of the buttons."))
    deed = DEEDS[name]
    form = deed.form(request.POST, prefix=name)
    if not form.is_valid():
        return _show(request, mine, status=422, bound={name: form})
    said = form.cleaned_data
    if isinstance(form, CounterForm):
        said = said | {"wishes": form.wishes}
    try:
        deed.act(mine.public_id, said)
    except DeskRefused as refusal:
        mine = request_of(mine.pk)
        return _show(request, mine, status=409, why=words_for(refusal, mine, said.get("version")))
    return HttpResponseRedirect(f"{request.path}?{DONE}={name}")


@personal_page(purpose=STATUS)
def proposal_file(request: HttpRequest, link: PersonalLink, version: int) -> HttpResponse:
    """`/aanvraag/<token>/voorstel-<version>.pdf`: a version that was sent to them."""
    sent = Proposal.objects.exclude(state=ProposalState.DRAFT).select_related("request", "terms")
    proposal = sent.prefetch_related("lines", "trainers").filter(request=int(link.about_id), version=version).first()
    if proposal is None:
        raise Http404
    try:
        content = proposal_paper(proposal)
    except PdfNotReady:
        context = {"title": _("The proposal as PDF"), "noindex": True}
        return render(request, "components/no_paper.html", context, status=503)
    return pdf_download(content, f"voorstel-{proposal.request.reference}-{version}.pdf")


@personal_page(purpose=STATUS)
def attachment(request: HttpRequest, link: PersonalLink, public_id: UUID) -> HttpResponse:
    """`/aanvraag/<token>/bijlage/<public_id>/`: what came along with this request; downloaded, never shown."""
    found = RequestFile.objects.filter(request=int(link.about_id), public_id=public_id).first()
    if found is None:
        raise Http404
    return download_of(found)


@personal_page(purpose=STATUS)
def calendar_file(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/aanvraag/<token>/afspraak.ics`: the date that was agreed on, for one's own calendar."""
    proposal = Proposal.objects.filter(request=int(link.about_id), state=ProposalState.ACCEPTED).first()
    if proposal is None:
        raise Http404
    response = HttpResponse(proposal_calendar(proposal), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


def _show(
    request: HttpRequest,
    mine: BookingRequest,
    *,
    status: int = 200,
    why: str = "",
    bound: dict[str, Form] | None = None,
) -> HttpResponse:
    standing, accepted, deeds = standing_of(mine), accepted_of(mine), deeds_of(mine)
    bound = bound or {}
    forms = {name: bound.get(name) or _blank(name, mine, standing) for name in deeds | bound.keys()}
    versions = versions_of(mine)
    shown = standing or accepted
    last = mine.moves.all()[len(mine.moves.all()) - 1] if mine.moves.all() else None
    context = {
        "title": mine.activity_title,
        "noindex": True,
        "asked": mine,
        "state": RequestState(mine.state).value,
        "is_late": mine.alarm_on is not None and mine.alarm_on < localdate(),
        "steps": steps_of(mine),
        "shown": shown,
        "shown_changes": next((one.changes for one in versions if one.proposal == shown), []),
        "is_open": standing is not None,
        "accepted": accepted,
        "earlier": [one for one in versions if one.proposal != shown],
        "story": story_of(mine),
        "last_why": last.why if last is not None and mine.state == RequestState.REFUSED else "",
        "deeds": deeds,
        "forms": forms,
        "form": next(iter(bound.values()), None),
        "why": why,
        "done": request.GET.get(DONE, "") if request.method != "POST" else "",
    }
    return render(request, "bookings/desk/status.html", context, status=status)


def _blank(name: str, mine: BookingRequest, standing: Proposal | None) -> Form:
    initial: dict[str, Any] = {"version": standing.version if standing else None}
    if name == "accept":
        initial["name"] = mine.contact_name
    return DEEDS[name].form(prefix=name, initial=initial)
