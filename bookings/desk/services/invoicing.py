"""The record of what is to be invoiced: numbered without a gap, only when it is made (spec C8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime

from bookings.desk.enums import Actor, Country, RequestState
from bookings.desk.errors import NothingToInvoice
from bookings.desk.models import BookingRequest, InvoiceRecord, InvoiceYear, Proposal
from bookings.desk.services.moving import accepted_proposal, check_move, lock_request, move
from bookings.desk.terms import PAY_WITHIN
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PEPPOL_BELGIUM = "0208"


@dataclass(frozen=True)
class Buyer:
    """Who gets the invoice; `number` of ten digits or empty, `peppol_id` a scheme and a number (`0208:0123456749`) or empty."""

    name: str
    number: str = ""
    is_vat_liable: bool = False
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = Country.BELGIUM
    peppol_id: str = ""


@transaction.atomic
def make_invoice(
    *, public_id: UUID, by: AbstractBaseUser, buyer: Buyer | None = None, purchase_order: str | None = None
) -> InvoiceRecord:
    """The record of a request that was given, from the version that was accepted. A repeat gives the same one, unchanged.

    `buyer` and `purchase_order`: as staff corrected them, else as the request and its organisation say. Raises `NothingToInvoice`,
    `MoveNotAllowed`.
    """
    request = lock_request(public_id=public_id)
    if known := InvoiceRecord.objects.filter(request=request).first():
        return known
    proposal = accepted_proposal(request)
    if proposal is None or proposal.total_cents == 0:
        raise NothingToInvoice
    check_move(request, RequestState.INVOICED, Actor.STAFF)
    today = localdate()
    made = InvoiceRecord.objects.create(
        request=request,
        proposal=proposal,
        year=today.year,
        number=next_number(today.year),
        issued_on=today,
        due_on=today + PAY_WITHIN,
        delivered_on=localtime(proposal.ends_at).date(),
        purchase_order=request.purchase_order if purchase_order is None else purchase_order,
        reference=request.reference,
        description=f"{request.activity_title}, {localtime(proposal.starts_at):%d/%m/%Y}"[:300],
        **_as_fields(buyer or buyer_of(request)),
        **_amounts(proposal),
    )
    record(verb="bookings.invoice-made", about=request, by=by, details={"year": made.year, "count": made.number})
    given_on = localtime(proposal.ends_at).date()
    move(request, RequestState.INVOICED, actor=Actor.STAFF, by=by, why=made.shown_number, given_on=given_on)
    return made


def next_number(year: int) -> int:
    """The next number of `year`: its row stays locked until the end of the transaction, so a number that is not used is given again."""
    InvoiceYear.objects.get_or_create(year=year)
    counter = InvoiceYear.objects.select_for_update().get(year=year)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return counter.last_number


def buyer_of(request: BookingRequest) -> Buyer:
    """Who gets the invoice, as far as the request and its organisation tell."""
    known, number = request.organisation, request.organisation_number
    return Buyer(
        name=request.organisation_name,
        number=number,
        is_vat_liable=bool(known and known.is_vat_liable),
        street=request.street,
        postcode=request.postcode,
        city=request.city,
        peppol_id=(known.peppol_id if known else "") or (f"{PEPPOL_BELGIUM}:{number}" if number else ""),
    )


def _as_fields(buyer: Buyer) -> dict[str, Any]:
    return {
        "buyer_name": buyer.name,
        "buyer_number": buyer.number,
        "buyer_is_vat_liable": buyer.is_vat_liable,
        "buyer_street": buyer.street,
        "buyer_postcode": buyer.postcode,
        "buyer_city": buyer.city,
        "buyer_country": buyer.country,
        "peppol_id": buyer.peppol_id,
    }


def _amounts(proposal: Proposal) -> dict:
    return {
        "lines": [
            {
                "label": line.label,
                "quantity": str(line.quantity),
                "unit_cents": line.unit_cents,
                "net_cents": line.net_cents,
                "vat": line.vat,
            }
            for line in proposal.lines.all()
        ],
        "vat_lines": [
            {"vat": vat.value, "base_cents": base, "vat_cents": amount} for vat, base, amount in proposal.vat_lines
        ],
        "net_cents": proposal.net_cents,
        "vat_cents": proposal.vat_cents,
    }
