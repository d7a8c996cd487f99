"""Proposals of a request: writing a draft, looking at it as they will, sending it, comparing versions, the PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings import words
from bookings.desk.admin.deeds import request_deeds
from bookings.desk.admin.drafts import (
    EMPTY,
    DraftForm,
    as_written,
    begun,
    draft_of,
    latest_of,
    line_formset,
    lines_as_written,
)
from bookings.desk.admin.refusals import missing_words, staff_words
from bookings.desk.admin.rights import SEE_REQUESTS, STEER_REQUESTS, request_screen, version_of
from bookings.desk.enums import Actor, ProposalState, RequestState
from bookings.desk.fitting import Fit, fitting_trainers
from bookings.desk.models import BookingRequest, Proposal, Trainer
from bookings.desk.papers import proposal_paper
from bookings.desk.services import (
    differences,
    drop_draft,
    may_move,
    save_draft,
    send_proposal,
    stamp,
    what_is_missing,
)
from bookings.errors import BookingRefused
from bookings.templatetags.desk import trainer_names
from cms.models import OrganisationSettings
from cms.money import euro
from cms.pdf import PdfNotReady, pdf_download
from trust.audit.services import record_access
from trust.viewing import BOTH, READ, SUBMIT

MORE_LINES = 3
KEY = re.compile("[0-9]{1,18}")


@dataclass(frozen=True)
class Choice:
    """A trainer in the form; `reasons`: why perhaps not; `clashes`: they have something at that hour."""

    trainer: Trainer
    chosen: bool
    reasons: list[str] = field(default_factory=list)
    clashes: bool = False


def may_propose(asked: BookingRequest) -> bool:
    """Whether a version can be made now: also while another one waits for their answer."""
    return asked.state == RequestState.PROPOSED or may_move(asked, RequestState.PROPOSED, Actor.STAFF)


@request_screen(STEER_REQUESTS, BOTH)
def draft(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/draft/`: the draft there is, or a new one. `deed`: `keep`, `look` (who fits?) or `lines` (more of them)."""
    if not may_propose(asked):
        messages.warning(request, _("No proposal can be made now: look how the request stands."))
        return request_deeds.back_to(asked)
    if request.method != "POST":
        said, lines = begun(asked)
        form = DraftForm(initial=said)
        return show_draft(request, asked, form, line_formset(EMPTY)(initial=lines, prefix="lines"))
    if request.POST.get("deed") in ("look", "lines"):
        extra = MORE_LINES if request.POST["deed"] == "lines" else EMPTY
        form = DraftForm(initial=as_written(DraftForm, request.POST))
        rows = line_formset(extra)(initial=lines_as_written(request.POST), prefix="lines")
        return show_draft(request, asked, form, rows)
    form, rows = DraftForm(request.POST), line_formset(EMPTY)(request.POST, prefix="lines")
    if not all([form.is_valid(), rows.is_valid()]):
        return show_draft(request, asked, form, rows, status=422)
    try:
        proposal = save_draft(
            public_id=asked.public_id,
            draft=draft_of(form, rows),
            by=request.user,  # type: ignore[arg-type]
            seen=request.POST.get("seen"),
        )
    except BookingRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return show_draft(request, asked, form, rows, seen=stamp(latest_of(asked)), status=409)
    messages.success(request, _("The draft is kept. Look it over before you send it."))
    return HttpResponseRedirect(reverse("requests:preview", args=[asked.pk, proposal.version]))


def show_draft(
    request: HttpRequest,
    asked: BookingRequest,
    form: DraftForm,
    rows: Any,
    *,
    seen: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """`seen`: the stamp of the last version as they read it; without one it is what the form came with, or how it is now."""
    last = latest_of(asked)
    chosen = form["trainers"].value() or []
    context = {
        "asked": asked,
        "wishes": asked.preferred_dates.all(),
        "form": form,
        "rows": rows,
        "seen": request.POST.get("seen", stamp(last)) if seen is None else seen,
        "span": (span := span_of(form)),
        "choices": choices_of(asked, span, {str(pk) for pk in chosen}),
        "media": form.media + rows.media,
        "is_draft": last is not None and last.state == ProposalState.DRAFT,
        "stands": asked.proposals.filter(state=ProposalState.SENT).first(),
        "page_title": _("Proposal"),
        "breadcrumbs_items": request_deeds.breadcrumbs(asked, _("Proposal")),
    }
    return TemplateResponse(request, "bookings/desk/admin/draft.html", context, status=status)


def span_of(form: DraftForm) -> tuple[datetime, datetime] | None:
    """From when to when the form says now, whatever else is wrong with it."""
    names = ("on", "begins", "ends")
    probe = DraftForm({name: _text(form, name) for name in names})
    probe.is_valid()
    span = probe.span
    return span if span and span[0] < span[1] else None


def _text(form: DraftForm, name: str) -> Any:
    return form.fields[name].widget.format_value(form[name].value())


def choices_of(asked: BookingRequest, span: tuple[datetime, datetime] | None, chosen: set[str]) -> list[Choice]:
    """Every trainer who can be asked, who fits best on top, and whoever was chosen already."""
    if span:
        choices = [
            Choice(fit.trainer, str(fit.trainer.pk) in chosen, fit.reasons, bool(fit.clashes))
            for fit in suggest(asked, *span)
        ]
    else:
        free = Trainer.objects.active().order_by("name", "pk")
        choices = [Choice(trainer, str(trainer.pk) in chosen) for trainer in free]
    left = chosen - {str(choice.trainer.pk) for choice in choices}
    others = Trainer.objects.filter(pk__in=[pk for pk in left if KEY.fullmatch(pk)]).order_by("name", "pk")
    return [*choices, *(Choice(trainer, True, [_("cannot be asked now")]) for trainer in others)]


def suggest(asked: BookingRequest, starts_at: datetime, ends_at: datetime) -> list[Fit]:
    """Who fits; what a trainer holds for this same request is no clash."""
    return fitting_trainers(
        kind=asked.kind, province=asked.province, starts_at=starts_at, ends_at=ends_at, except_request=asked
    )


@request_screen(STEER_REQUESTS, SUBMIT)
def drop(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/draft/drop/`: the draft goes; what was sent stays."""
    drop_draft(public_id=asked.public_id, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The draft is thrown away."))
    return request_deeds.back_to(asked)


@request_screen(SEE_REQUESTS, READ)
def preview(request: HttpRequest, asked: BookingRequest, version: int) -> HttpResponse:
    """`…/<pk>/proposals/<version>/`: as they see it; a draft with what it lacks, with clashes, and with the button that sends it."""
    proposal = version_of(asked, version)
    is_draft = proposal.state == ProposalState.DRAFT
    record_access(what="bookings.request", by=request.user, about=asked)  # type: ignore[arg-type]
    context = {
        "asked": asked,
        "proposal": proposal,
        "is_draft": is_draft,
        "seen": stamp(proposal),
        "missing": missing_words(what_is_missing(proposal)) if is_draft else [],
        "doubts": doubts_about(proposal) if is_draft else [],
        "stands": asked.proposals.filter(state=ProposalState.SENT).exclude(pk=proposal.pk).first(),
        "may_steer": request.user.has_perm(STEER_REQUESTS),
        "organisation": OrganisationSettings.ours(),
        "page_title": _("Version %(version)d") % {"version": proposal.version},
        "breadcrumbs_items": request_deeds.breadcrumbs(asked, _("Version %(version)d") % {"version": proposal.version}),
    }
    return TemplateResponse(request, "bookings/desk/admin/preview.html", context)


def doubts_about(proposal: Proposal) -> list[tuple[str, list[str]]]:
    """The chosen trainers of whom something speaks against that date, with what. It forbids nothing."""
    chosen = {trainer.pk for trainer in proposal.trainers.all()}
    fits = suggest(proposal.request, proposal.starts_at, proposal.ends_at)
    return [(fit.trainer.name, fit.reasons) for fit in fits if fit.trainer.pk in chosen and fit.reasons]


@request_screen(STEER_REQUESTS, SUBMIT)
def send(request: HttpRequest, asked: BookingRequest, version: int) -> HttpResponse:
    """`…/<pk>/proposals/<version>/send/`."""
    proposal = version_of(asked, version)
    try:
        send_proposal(
            public_id=asked.public_id,
            version=proposal.version,
            by=request.user,  # type: ignore[arg-type]
            seen=request.POST.get("seen"),
        )
    except BookingRefused as refusal:
        messages.error(request, staff_words(refusal))
        return HttpResponseRedirect(reverse("requests:preview", args=[asked.pk, version]))
    messages.success(request, _("The proposal is on its way to %(name)s.") % {"name": asked.contact_name})
    return request_deeds.back_to(asked)


@request_screen(SEE_REQUESTS, READ)
def paper(request: HttpRequest, asked: BookingRequest, version: int) -> HttpResponse:
    """`…/<pk>/proposals/<version>/pdf/`: as it goes along with the mail."""
    proposal = version_of(asked, version)
    try:
        content = proposal_paper(proposal)
    except PdfNotReady:
        messages.error(request, _("This server cannot make PDFs: install Pango (libpango-1.0-0, libpangoft2-1.0-0)."))
        return HttpResponseRedirect(reverse("requests:preview", args=[asked.pk, version]))
    record_access(what="bookings.request", by=request.user, about=asked)  # type: ignore[arg-type]
    return pdf_download(content, f"voorstel-{asked.reference}-{proposal.version}.pdf")


@dataclass(frozen=True)
class Row:
    """A line of the comparison; each side as lines of text."""

    label: str
    older: list[str]
    newer: list[str]
    differs: bool


@request_screen(SEE_REQUESTS, READ)
def compare(request: HttpRequest, asked: BookingRequest) -> HttpResponse:
    """`…/<pk>/compare/?a=1&b=2`: any two versions side by side; the last two when nothing is said."""
    record_access(what="bookings.request", by=request.user, about=asked)  # type: ignore[arg-type]
    found = asked.proposals.select_related("terms").prefetch_related("lines", "trainers").order_by("version")
    versions = {str(proposal.version): proposal for proposal in found}
    if len(versions) < 2:
        messages.warning(request, _("There are no two versions to compare yet."))
        return request_deeds.back_to(asked)
    names = list(versions)
    older = versions.get(request.GET.get("a", ""), versions[names[-2]])
    newer = versions.get(request.GET.get("b", ""), versions[names[-1]])
    context = {
        "asked": asked,
        "versions": list(versions.values()),
        "older": older,
        "newer": newer,
        "rows": rows_of(older, newer),
        "page_title": _("Compare versions"),
        "breadcrumbs_items": request_deeds.breadcrumbs(asked, _("Compare versions")),
    }
    return TemplateResponse(request, "bookings/desk/admin/compare.html", context)


def rows_of(older: Proposal, newer: Proposal) -> list[Row]:
    """Everything that versions say, with what differs marked."""
    differ = set(differences(older, newer))
    if differ & {"starts_at", "ends_at"}:
        differ |= {"starts_at"}
    before, after = _said(older), _said(newer)
    return [Row(label, before[name], after[name], name in differ) for name, label in _labels().items()]


def _labels() -> dict[str, str]:
    return {
        "starts_at": _("When"),
        "place": _("Where"),
        "trainers": _("Trainers"),
        "lines": _("Price"),
        "total_cents": _("Total, with VAT"),
        "terms": _("Terms"),
        "valid_until": _("Stands until"),
        "words": _("Words"),
    }


def _said(proposal: Proposal) -> dict[str, list[str]]:
    lines = [
        f"{line.label}: {line.quantity.normalize():f} × {euro(line.unit_cents)}, {line.get_vat_display()}"
        for line in proposal.lines.all()
    ]
    return {
        "starts_at": [words.when(proposal)],  # type: ignore[arg-type]
        "place": [proposal.place],
        "trainers": [trainer_names(proposal) or "–"],
        "lines": lines or ["–"],
        "total_cents": [euro(proposal.total_cents)],
        "terms": [proposal.terms.version if proposal.terms else "–"],
        "valid_until": [date_format(proposal.valid_until, "j F Y")],
        "words": proposal.words.splitlines() or ["–"],
    }


patterns = [
    path("<int:pk>/draft/", draft, name="draft"),
    path("<int:pk>/draft/drop/", drop, name="drop-draft"),
    path("<int:pk>/proposals/<int:version>/", preview, name="preview"),
    path("<int:pk>/proposals/<int:version>/send/", send, name="send"),
    path("<int:pk>/proposals/<int:version>/pdf/", paper, name="paper"),
    path("<int:pk>/compare/", compare, name="compare"),
]
