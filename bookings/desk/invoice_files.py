"""Invoice records as files for who keeps the books: CSV of a period, UBL one by one or in a zip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from bookings.desk.enums import Vat
from bookings.desk.models import InvoiceRecord
from bookings.desk.ubl import Seller, UblNotPossible, ubl_of
from cms import sheets
from cms.models import OrganisationSettings

LEFT_OUT = "zonder-ubl.csv"


def seller() -> Seller:
    """Who invoices, from the settings of the site."""
    ours = OrganisationSettings.ours()
    return Seller(
        name=ours.name,
        number="".join(sign for sign in ours.enterprise_number if sign.isdigit()),
        iban=ours.iban,
        street=ours.address,
        postcode=ours.postcode,
        city=ours.city,
        has_vat_number=ours.has_vat_number,
    )


def file_name(record: InvoiceRecord) -> str:
    return f"factuur-{record.shown_number}.xml"


def csv_lines(records: Iterable[InvoiceRecord]) -> Iterator[str]:
    """A period for who keeps the books, line by line."""
    return sheets.csv_lines(_rows(records))


def _rows(records: Iterable[InvoiceRecord]) -> Iterator[list[Any]]:
    yield [
        _("Number"),
        _("Dated"),
        _("To be paid by"),
        _("Given on"),
        _("Organisation"),
        _("Organisation number"),
        _("Liable for VAT"),
        _("Street and number"),
        _("Postcode"),
        _("Municipality"),
        _("Country"),
        _("Peppol id"),
        _("Purchase order"),
        _("Reference"),
        _("Structured communication"),
        _("What for"),
        *(_("Without VAT, %(rate)s") % {"rate": vat.label} for vat in Vat),
        *(_("VAT, %(rate)s") % {"rate": vat.label} for vat in Vat if vat.percent),
        _("Without VAT"),
        _("VAT"),
        _("Together"),
    ]
    for one in records:
        base = {row["vat"]: row["base_cents"] for row in one.vat_lines}
        taxed = {row["vat"]: row["vat_cents"] for row in one.vat_lines}
        yield [
            one.shown_number,
            one.issued_on.isoformat(),
            one.due_on.isoformat(),
            one.delivered_on.isoformat(),
            one.buyer_name,
            one.buyer_number,
            _("yes") if one.buyer_is_vat_liable else _("no"),
            one.buyer_street,
            one.buyer_postcode,
            one.buyer_city,
            one.buyer_country,
            one.peppol_id,
            one.purchase_order,
            one.reference,
            one.payment_reference,
            one.description,
            *(_euro(base.get(vat.value, 0)) for vat in Vat),
            *(_euro(taxed.get(vat.value, 0)) for vat in Vat if vat.percent),
            _euro(one.net_cents),
            _euro(one.vat_cents),
            _euro(one.total_cents),
        ]


def zip_of(records: Iterable[InvoiceRecord], by: Seller, words: Callable[[list[str]], str] = ", ".join) -> bytes:
    """An XML file for each record; those that cannot be written stand in `zonder-ubl.csv`, with what they lack in `words`."""
    content, left_out = BytesIO(), []
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for record in records:
            try:
                archive.writestr(_entry(file_name(record), record), ubl_of(record, by))
            except UblNotPossible as refusal:
                left_out.append([record.shown_number, record.buyer_name, words(refusal.missing)])
        if left_out:
            rows = [[_("Number"), _("Organisation"), _("What is missing")], *left_out]
            archive.writestr(LEFT_OUT, "".join(sheets.csv_lines(rows)))
    return content.getvalue()


def _entry(name: str, record: InvoiceRecord) -> ZipInfo:
    """Dated as the invoice, so that the same records give the same file."""
    day = record.issued_on
    entry = ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _euro(cents: int) -> str:
    """`1250,50`."""
    return f"{cents // 100},{cents % 100:02}"
