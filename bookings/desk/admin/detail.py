"""One request: everything known, everything that happened, everything that can be done; and typing one in for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from bookings.desk.admin.ages import age, alarm, holidays_until
from bookings.desk.admin.deeds import request_deeds
from bookings.desk.admin.filters import name_of
from bookings.desk.admin.forms import SOURCES, TypedRequestForm
from bookings.desk.admin.kept_forms import NotesForm, WhoForm
from bookings.desk.admin.proposals import may_propose
from bookings.desk.admin.refusals import staff_words
from bookings.desk.admin.rights import (
    MAKE_INVOICES,
    SEE_REQUESTS,
    STEER_REQUESTS,
    TYPE_REQUESTS,
    request_screen,
)
from bookings.desk.enums import ENDED_STATES, Actor, ProposalState, RequestState
from bookings.desk.errors import RequestEnded
from bookings.desk.files import download_of
from bookings.desk.models import BookingRequest, Evaluation, InvoiceRecord, RequestMove
from bookings.desk.services import correct_request, may_move
from bookings.desk.services.keeping import keep_notes
from bookings.desk.services.receiving import receive_once
from bookings.errors import BookingRefused
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.keys import normal_email
from trust.places.enums import Province
from trust.viewing import BOTH, READ, SUBMIT, guarded


@request_screen(SEE_REQUESTS, READ)
def detail(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/`: that it was looked at is written down."""
    record_access(what="bookings.request", by=request.user, about=asked)  # type: ignore[arg-type]
    return show(request, asked, NotesForm(asked=asked))


def show(request: HttpRequest, asked: BookingRequest, notes: NotesForm, *, status: int = 200) -> HttpResponse:
    proposals = list(asked.proposals.select_related("terms").prefetch_related("lines", "trainers").order_by("-version"))
    for proposal in proposals:
        proposal.request = asked
    moves = Prefetch("moves", RequestMove.objects.select_related("by").order_by("-at", "-pk"), to_attr="steps")
    (whole,) = BookingRequest.objects.filter(pk=asked.pk).prefetch_related(moves)
    for step in whole.steps:
        step.who = name_of(step.by) if step.by else step.get_actor_display()
    today = localdate()
    context = {
        "asked": asked,
        "age": age(localtime(asked.received_at).date(), today),
        "alarm": alarm(asked, localtime(asked.state_changed_at).date(), today, holidays_until(today)),
        "source": dict(SOURCES).get(asked.source, ""),
        "region": Province(asked.province).label if asked.province in Province.values else "",
        "owner": name_of(asked.owner) if asked.owner else "",
        "wishes": list(asked.preferred_dates.all()),
        "files": list(asked.files.defer("content")),
        "steps": whole.steps,
        "proposals": proposals,
        "draft": next((one for one in proposals if one.state == ProposalState.DRAFT), None),
        "stands": next((one for one in proposals if one.state in (ProposalState.ACCEPTED, ProposalState.SENT)), None),
        "may_propose": may_propose(asked) and request.user.has_perm(STEER_REQUESTS),
        "deeds": request_deeds.possible(asked, request.user),
        "may_steer": request.user.has_perm(STEER_REQUESTS),
        "may_correct": asked.state not in ENDED_STATES and request.user.has_perm(STEER_REQUESTS),
        "may_see_organisations": request.user.has_perm("trust.change_organisation"),
        "may_invoice": may_move(asked, RequestState.INVOICED, Actor.STAFF) and request.user.has_perm(MAKE_INVOICES),
        "invoice": InvoiceRecord.objects.filter(request=asked).first(),
        "evaluation": Evaluation.objects.filter(request=asked).first(),
        "notes": notes,
        "page_title": str(asked),
        "breadcrumbs_items": request_deeds.breadcrumbs(asked),
    }
    return TemplateResponse(request, "bookings/desk/admin/request.html", context, status=status)


@request_screen(STEER_REQUESTS, SUBMIT)
def notes(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/notes/`: notes, who looks after it, the number of their order."""
    form = NotesForm(request.POST, asked=asked)
    if not form.is_valid():
        return show(request, asked, form, status=422)
    keep_notes(public_id=asked.public_id, changes=form.changes, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Kept."))
    return request_deeds.back_to(asked)


@request_screen(STEER_REQUESTS, BOTH)
def correct(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/correct/`: who asks, as it should have been written."""
    if asked.state in ENDED_STATES:
        messages.warning(request, staff_words(RequestEnded()))
        return request_deeds.back_to(asked)
    form = WhoForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method != "POST":
        return _show_who(request, asked, form)
    if not form.is_valid():
        return _show_who(request, asked, form, status=422)
    before = asked.email
    try:
        now = correct_request(public_id=asked.public_id, changes=form.changes, by=request.user)  # type: ignore[arg-type]
    except BookingRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show_who(request, asked, form, status=409)
    sent = normal_email(now.email) != normal_email(before)
    said = _("Kept. The link to their page leaves for %(email)s.") % {"email": now.email} if sent else _("Kept.")
    messages.success(request, said)
    return request_deeds.back_to(asked)


def _show_who(request: HttpRequest, asked: BookingRequest, form: WhoForm, *, status: int = 200) -> HttpResponse:
    context = {
        "asked": asked,
        "form": form,
        "page_title": _("Correct who asks"),
        "breadcrumbs_items": request_deeds.breadcrumbs(asked, _("Correct who asks")),
    }
    return TemplateResponse(request, "bookings/desk/admin/correct.html", context, status=status)


@request_screen(SEE_REQUESTS, READ)
def attachment(request: HttpRequest, asked: BookingRequest, public_id: UUID) -> HttpResponse:
    """`…/<pk>/files/<id>/`: to keep, never shown in the browser; who took it is written down."""
    part = get_object_or_404(asked.files, public_id=public_id)
    record_access(what="bookings.request-file", by=request.user, about=asked, access=Access.EXPORT)  # type: ignore[arg-type]
    return download_of(part)


@guarded(TYPE_REQUESTS, BOTH)
def type_in(request: HttpRequest) -> HttpResponse:
    """`…/add/`: what was asked by telephone or mail, as if they had filled in the form."""
    if request.method != "POST":
        return _show_form(request, TypedRequestForm())
    form = TypedRequestForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    said = form.cleaned_data
    try:
        made = receive_once(public_id=said["key"], activity=said["activity"], asked=form.asked, source=said["source"])
    except BookingRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show_form(request, form, status=409)
    if made.owner_id is None:
        keep_notes(public_id=made.public_id, changes={"owner": request.user}, by=request.user)  # type: ignore[arg-type]
    messages.success(
        request,
        _("The request is written down. %(name)s has a mail with the link to it.") % {"name": made.contact_name},
    )
    return request_deeds.back_to(made)


def _show_form(request: HttpRequest, form: TypedRequestForm, *, status: int = 200) -> HttpResponse:
    title = _("Write a request down")
    context = {
        "form": form,
        "media": form.media,
        "page_title": title,
        "breadcrumbs_items": [{"url": reverse("requests:board"), "label": _("Requests")}, {"url": "", "label": title}],
    }
    return TemplateResponse(request, "bookings/desk/admin/type_in.html", context, status=status)


patterns = [
    path("add/", type_in, name="add"),
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/notes/", notes, name="notes"),
    path("<int:pk>/correct/", correct, name="correct"),
    path("<int:pk>/files/<uuid:public_id>/", attachment, name="file"),
]
