"""One request: everything known, everything that happened, everything that can be done; and typing one in for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from bookings.desk.admin.ages import age, alarm, holidays_until
from bookings.desk.admin.deeds import breadcrumbs, possible, to_request
from bookings.desk.admin.filters import name_of
from bookings.desk.admin.forms import SOURCES, NotesForm, TypedRequestForm
from bookings.desk.admin.proposals import may_propose
from bookings.desk.admin.refusals import staff_words
from bookings.desk.admin.rights import (
    MAKE_INVOICES,
    SEE_REQUESTS,
    STEER_REQUESTS,
    TYPE_REQUESTS,
    request_screen,
)
from bookings.desk.enums import Actor, ProposalState, RequestState
from bookings.desk.files import download_of
from bookings.desk.models import BookingRequest, Evaluation, InvoiceRecord, RequestMove
from bookings.desk.services import may_move, receive_request
from bookings.desk.services.keeping import keep_notes
from bookings.errors import BookingRefused
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.places.enums import Province
from trust.viewing import BOTH, READ, SUBMIT, guarded

TYPED = "desk-typed"


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
        "deeds": possible(asked, request.user),
        "may_steer": request.user.has_perm(STEER_REQUESTS),
        "may_see_organisations": request.user.has_perm("trust.change_organisation"),
        "may_invoice": may_move(asked, RequestState.INVOICED, Actor.STAFF) and request.user.has_perm(MAKE_INVOICES),
        "invoice": InvoiceRecord.objects.filter(request=asked).first(),
        "evaluation": Evaluation.objects.filter(request=asked).first(),
        "notes": notes,
        "page_title": str(asked),
        "breadcrumbs_items": breadcrumbs(asked),
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
    return to_request(asked)


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
    key = str(form.cleaned_data["key"])
    known = request.session.get(TYPED, {})
    if key in known:
        return HttpResponseRedirect(reverse("requests:detail", args=[known[key]]))
    source, activity = form.cleaned_data["source"], form.cleaned_data["activity"]
    try:
        made = receive_request(activity=activity, asked=form.asked, source=source)
    except BookingRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show_form(request, form, status=409)
    keep_notes(public_id=made.public_id, changes={"owner": request.user}, by=request.user)  # type: ignore[arg-type]
    request.session[TYPED] = {key: made.pk}
    messages.success(
        request,
        _("The request is written down. %(name)s has a mail with the link to it.") % {"name": made.contact_name},
    )
    return to_request(made)


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
    path("<int:pk>/files/<uuid:public_id>/", attachment, name="file"),
]
