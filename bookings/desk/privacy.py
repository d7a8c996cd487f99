"""How requests, proposals, trainers and invoice records are found, exported, erased and how long they are kept; the link of a request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from bookings.desk.enums import BOUND_STATES, ENDED_STATES, ProposalState
from bookings.desk.models import (
    BookingRequest,
    Evaluation,
    InvoiceRecord,
    PreferredDate,
    Proposal,
    RequestFile,
    RequestMove,
    Trainer,
    TrainerAbsence,
)
from bookings.desk.services.erasing import erase_requests, erase_trainers, wipe_requests
from bookings.desk.terms import KEEP, KEEP_INVOICES, KEEP_NEEDS, NOTICE, STATUS, TRAINER_FEED
from bookings.occurrences import moment_on
from trust.keys import normal_email
from trust.links.purposes import LinkPurpose, register_purpose, while_kept
from trust.registry import Ground, LegalHold, PersonalData, Retention, declare_impersonal, register

FEEDS_LIVE = timedelta(days=3653)


def requests_of(email: str) -> QuerySet:
    return BookingRequest.objects.filter(email__iexact=normal_email(email)).exclude(email="").order_by("pk")


def past_term(now: datetime) -> QuerySet:
    return BookingRequest.objects.past_term(localdate(now))


def needs_past_term(now: datetime) -> QuerySet:
    """Needs of dates that are two weeks behind us, and of requests that ended."""
    ended = moment_on(localdate(now) - KEEP_NEEDS, time.min)
    over = Q(proposals__state=ProposalState.ACCEPTED, proposals__ends_at__lt=ended)
    over |= Q(state__in=ENDED_STATES, state_changed_at__lt=ended)
    found = BookingRequest.objects.filter(over).exclude(needs="").order_by("pk").distinct().values("pk")
    return BookingRequest.objects.filter(pk__in=found).order_by("pk")


def export_request(request: BookingRequest) -> dict:
    return {
        "aanvraag": request.reference,
        "activiteit": request.activity_title,
        "stand": request.get_state_display(),
        "organisatie": request.organisation_name,
        "ondernemingsnummer": request.organisation_number,
        "contactpersoon": request.contact_name,
        "e-mailadres": request.email,
        "telefoon": str(request.phone or ""),
        "voor hoeveel mensen": request.group_size,
        "waar": [dict(place) for place in request.places],
        "wat nodig is": request.needs,
        "antwoorden": [dict(pair) for pair in request.answers],
        "opmerkingen": request.remarks,
        "nota van Lus": request.notes,
        "gewenste dagen": [
            {"dag": wish.on.isoformat(), "wanneer": wish.get_part_display(), "woorden": wish.words}
            for wish in request.preferred_dates.all()
        ],
        "voorstellen": [
            {
                "versie": one.version,
                "stand": one.get_state_display(),
                "begint": localtime(one.starts_at).isoformat(),
                "plaats": one.place,
                "woorden": one.words,
                "samen in cent": one.total_cents,
                "beantwoord door": one.decided_by,
            }
            for one in request.proposals.exclude(state=ProposalState.DRAFT)
        ],
        "bijlagen": [part.name for part in request.files.all()],
        "stappen": [
            {"wanneer": localtime(step.at).isoformat(), "naar": step.get_to_state_display(), "waarom": step.why}
            for step in request.moves.all()
        ],
        "ontvangen": request.received_at.isoformat(),
        "gewist op": request.delete_on.isoformat(),
    }


def holds_of(request: BookingRequest) -> Iterable[LegalHold]:
    """What was agreed on is kept until it is done: trainers and others count on it."""
    if request.state in BOUND_STATES and request.state not in ENDED_STATES:
        yield LegalHold(
            _("We agreed on a date. Withdraw the request first, or wait until everything about it is settled.")
        )


def in_requests_of(model: type[Model], path: str = "request"):
    """Rows of `model` that hang on the requests of somebody: they go with those."""

    def find(email: str) -> QuerySet:
        return model._default_manager.filter(**{f"{path}__in": requests_of(email).values("pk")}).order_by("pk")

    return find


def trainers_with(email: str) -> QuerySet:
    return Trainer.objects.filter(email__iexact=normal_email(email)).exclude(email="").order_by("pk")


def export_trainer(trainer: Trainer) -> dict:
    return {
        "naam": trainer.name,
        "e-mailadres": trainer.email,
        "telefoon": str(trainer.phone or ""),
        "geeft": trainer.kinds_in_words,
        "komt in": trainer.provinces_in_words,
        "data": [slot.starts_at.isoformat() for slot in trainer.slots.standing().order_by("starts_at", "pk")],
    }


def old_invoices(now: datetime) -> QuerySet:
    return InvoiceRecord.objects.filter(issued_on__lt=localdate(now) - KEEP_INVOICES).order_by("pk")


def none_of(model: type[Model]):
    return lambda email: model._default_manager.none()


register(
    PersonalData(
        model="bookings.BookingRequest",
        label=_("requests of organisations"),
        fields=[
            "contact_name",
            "email",
            "phone",
            "organisation_name",
            "organisation_number",
            "street",
            "postcode",
            "city",
            "places",
            "needs",
            "answers",
            "remarks",
            "notes",
            "owner",
        ],
        purpose=NOTICE.purpose,
        ground=NOTICE.ground,
        find=requests_of,
        erase=erase_requests,
        export=export_request,
        holds=holds_of,
        retention=[
            Retention(name="needs, two weeks after the date", after=KEEP_NEEDS, due=needs_past_term, fields=["needs"]),
            Retention(name="term of the form", after=KEEP, due=past_term, wipe=wipe_requests),
        ],
        ledger_key=lambda request: str(request.public_id),
    )
)


def _with_its_request(model: type[Model], label, fields: list[str], path: str = "request") -> None:
    """What hangs on a request is exported with it, is held with it and goes with it."""
    register(
        PersonalData(
            model=model._meta.label,
            label=label,
            fields=fields,
            purpose=NOTICE.purpose,
            ground=NOTICE.ground,
            find=in_requests_of(model, path),
            erase=lambda rows: rows.delete()[0],
            export=lambda row: {"bij aanvraag": row.request.reference},
            holds=lambda row: holds_of(row.request),
        )
    )


_with_its_request(RequestFile, _("attachments of requests"), ["name", "content"])
_with_its_request(RequestMove, _("steps of requests"), ["why", "by"])
_with_its_request(PreferredDate, _("preferred dates of requests"), ["words"])
_with_its_request(Proposal, _("proposals"), ["words", "place", "decided_by", "made_by"])
register(
    PersonalData(
        model="bookings.Evaluation",
        label=_("evaluations"),
        fields=["good", "better"],
        purpose=_("To do better next time."),
        ground=Ground.LEGITIMATE_INTEREST,
        find=in_requests_of(Evaluation),
        erase=lambda rows: rows.update(good="", better=""),
        export=lambda row: {"goed": row.good, "beter": row.better},
    )
)
register(
    PersonalData(
        model="bookings.InvoiceRecord",
        label=_("invoice records"),
        fields=["buyer_name", "buyer_number", "buyer_street", "buyer_postcode", "buyer_city", "peppol_id"],
        purpose=_("Bookkeeping keeps its papers for ten years: the law asks it."),
        ground=Ground.LEGAL_DUTY,
        find=none_of(InvoiceRecord),  # of an organisation: it names nobody
        erase=lambda rows: 0,
        retention=[Retention(name="ten years of bookkeeping", after=KEEP_INVOICES, due=old_invoices)],
    )
)
register(
    PersonalData(
        model="bookings.Trainer",
        label=_("trainers"),
        fields=["name", "email", "phone", "account", "kinds", "provinces"],
        purpose=_("To know who can give what, and to tell them of their dates."),
        ground=Ground.CONTRACT,
        find=trainers_with,
        erase=erase_trainers,
        export=export_trainer,
        ledger_key=lambda trainer: str(trainer.public_id),
    )
)
register(
    PersonalData(
        model="bookings.TrainerAbsence",
        label=_("exceptions of trainers"),
        fields=["why"],
        purpose=_("To know who can give what, and to tell them of their dates."),
        ground=Ground.CONTRACT,
        find=lambda email: TrainerAbsence.objects.filter(trainer__in=trainers_with(email)).order_by("pk"),
        erase=lambda rows: rows.delete()[0],
        export=lambda row: {"van": row.first_on.isoformat(), "tot": row.last_on.isoformat(), "waarom": row.why},
    )
)
declare_impersonal("bookings.TrainerSlot", because="when and where; whose it is goes with the trainer")
declare_impersonal("bookings.BookingTerms", because="conditions that hold for everybody")
declare_impersonal("bookings.ProposalLine", because="a line of a price")
declare_impersonal("bookings.TrainerHours", because="hours of a week; whose they are goes with the trainer")
declare_impersonal("bookings.InvoiceYear", because="a counter")
declare_impersonal("bookings.RequestTally", because="numbers by year, kind and region")


register_purpose(
    LinkPurpose(
        name=STATUS,
        url_name="request-status",
        label=_("see and answer your request"),
        lifetime=while_kept,
        email_of=lambda request: request.email,
        records_of=lambda email: requests_of(email),
        api_url_name="request-status",
    )
)
register_purpose(
    LinkPurpose(
        name=TRAINER_FEED,
        url_name="trainer-feed",
        label=_("your dates for Lus in your calendar"),
        lifetime=FEEDS_LIVE,
        email_of=lambda trainer: trainer.email,
        records_of=lambda email: [],  # staff hand it out
    )
)
