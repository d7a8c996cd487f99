"""An invoice record as UBL 2.1 for Peppol (BIS Billing 3.0, which is EN 16931): a pure function, the same record gives the same bytes.

What the buyer or the network would refuse is refused before (`what_is_missing`). Not written, because we have none of it: allowances and
charges, prepaid amounts, other currencies than the euro, credit notes, reverse charge.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from bookings.desk.enums import Vat
from bookings.desk.models import InvoiceRecord
from trust.organisations.numbers import normal_number

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE, CBC, CAC = (
    f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2"
    for name in ("Invoice", "CommonBasicComponents", "CommonAggregateComponents")
)
COMMERCIAL_INVOICE, CREDIT_TRANSFER, ONE, BELGIUM = "380", "30", "C62", "BE"
ENTERPRISE_NUMBER = "0208"  # the scheme of Belgian enterprise numbers (ISO 6523)
EURO = {"currencyID": "EUR"}
# Article 44 of the Belgian VAT code carries out article 132 of the directive; which of its points holds differs from line to line.
EXEMPT_CODE = "VATEX-EU-132"
EXEMPT_WORDS = "Vrijgesteld van btw (artikel 44 van het Btw-wetboek)"


@dataclass(frozen=True)
class Seller:
    """Who invoices. `number`: ten digits; `has_vat_number`: liable for VAT, so that BE and the number is a VAT number."""

    name: str
    number: str
    iban: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    has_vat_number: bool = False


class UblNotPossible(Exception):
    """A record lacks what an electronic invoice must say; `missing` names it (`what_is_missing`)."""

    def __init__(self, missing: list[str]):
        super().__init__(", ".join(missing))
        self.missing = missing


def what_is_missing(record: InvoiceRecord, seller: Seller) -> list[str]:
    """What stands in the way, as names of fields."""
    scheme, colon, number = record.peppol_id.partition(":")
    lacks = {
        "seller_name": not seller.name,
        "seller_number": normal_number(seller.number) is None,  # BR-CO-26, PEPPOL-EN16931-R020
        "seller_iban": not _tight(seller.iban),  # BR-61
        "buyer_name": not record.buyer_name.strip(),  # BR-07
        "peppol_id": not (colon and len(scheme) == 4 and scheme.isdigit() and number.strip()),  # PEPPOL-EN16931-R010
        "buyer_number": record.buyer_is_vat_liable and not record.buyer_number,
        "lines": not record.lines,  # BR-16
    }
    return [name for name, lacking in lacks.items() if lacking]


def ubl_of(record: InvoiceRecord, seller: Seller) -> bytes:
    """The invoice as XML in UTF-8. Raises `UblNotPossible`."""
    if missing := what_is_missing(record, seller):
        raise UblNotPossible(missing)
    for prefix, uri in (("", INVOICE), ("cbc", CBC), ("cac", CAC)):
        register_namespace(prefix, uri)
    root = Element(f"{{{INVOICE}}}Invoice")
    _head(root, record)
    _seller(_group(root, "AccountingSupplierParty"), seller)
    _buyer(_group(root, "AccountingCustomerParty"), record)
    _text(_group(root, "Delivery"), "ActualDeliveryDate", record.delivered_on.isoformat())
    _payment(root, record, seller)
    _vat(root, record)
    _total(root, record)
    for number, line in enumerate(record.lines, start=1):
        _line(root, number, line)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _head(root: Element, record: InvoiceRecord) -> None:
    for name, value in [
        ("CustomizationID", CUSTOMIZATION),
        ("ProfileID", PROFILE),
        ("ID", record.shown_number),
        ("IssueDate", record.issued_on.isoformat()),
        ("DueDate", record.due_on.isoformat()),
        ("InvoiceTypeCode", COMMERCIAL_INVOICE),
        ("Note", record.description),
        ("DocumentCurrencyCode", EURO["currencyID"]),
    ]:
        _text(root, name, value)
    # One of both must be there (PEPPOL-EN16931-R003): their order, or else what they know us by.
    if record.purchase_order.strip():
        _text(_group(root, "OrderReference"), "ID", record.purchase_order)
    else:
        _text(root, "BuyerReference", record.reference or record.shown_number)


def _seller(side: Element, seller: Seller) -> None:
    number = normal_number(seller.number) or ""
    party = _group(side, "Party")
    _text(party, "EndpointID", number, schemeID=ENTERPRISE_NUMBER)
    _address(party, seller.street, seller.city, seller.postcode, BELGIUM)
    # BR-E-02 and BR-S-02 ask one of both: a VAT number, or the number by which the tax office knows who has none.
    scheme = _group(party, "PartyTaxScheme")
    _text(scheme, "CompanyID", f"{BELGIUM}{number}" if seller.has_vat_number else number)
    _text(_group(scheme, "TaxScheme"), "ID", "VAT" if seller.has_vat_number else "TAX")
    entity = _group(party, "PartyLegalEntity")
    _text(entity, "RegistrationName", seller.name)
    _text(entity, "CompanyID", number, schemeID=ENTERPRISE_NUMBER)


def _buyer(side: Element, record: InvoiceRecord) -> None:
    scheme, _colon, address = record.peppol_id.partition(":")
    party = _group(side, "Party")
    _text(party, "EndpointID", address, schemeID=scheme)
    _address(party, record.buyer_street, record.buyer_city, record.buyer_postcode, record.buyer_country)
    if record.buyer_is_vat_liable:
        taxed = _group(party, "PartyTaxScheme")
        _text(taxed, "CompanyID", f"{BELGIUM}{record.buyer_number}")
        _text(_group(taxed, "TaxScheme"), "ID", "VAT")
    entity = _group(party, "PartyLegalEntity")
    _text(entity, "RegistrationName", record.buyer_name)
    if record.buyer_number:
        _text(entity, "CompanyID", record.buyer_number, schemeID=ENTERPRISE_NUMBER)


def _address(party: Element, street: str, city: str, postcode: str, country: str) -> None:
    address = _group(party, "PostalAddress")
    for name, value in (("StreetName", street), ("CityName", city), ("PostalZone", postcode)):
        _text(address, name, value)
    _text(_group(address, "Country"), "IdentificationCode", country)


def _payment(root: Element, record: InvoiceRecord, seller: Seller) -> None:
    means = _group(root, "PaymentMeans")
    _text(means, "PaymentMeansCode", CREDIT_TRANSFER)
    _text(means, "PaymentID", record.payment_reference)
    account = _group(means, "PayeeFinancialAccount")
    _text(account, "ID", _tight(seller.iban))
    _text(account, "Name", seller.name)


def _vat(root: Element, record: InvoiceRecord) -> None:
    total = _group(root, "TaxTotal")
    _amount(total, "TaxAmount", record.vat_cents)
    for row in record.vat_lines:
        part = _group(total, "TaxSubtotal")
        _amount(part, "TaxableAmount", row["base_cents"])
        _amount(part, "TaxAmount", row["vat_cents"])
        category = _category(part, "TaxCategory", Vat(row["vat"]))
        if Vat(row["vat"]) == Vat.EXEMPT:  # BR-E-10; the others must not have one (BR-S-10, BR-Z-10)
            _text(category, "TaxExemptionReasonCode", EXEMPT_CODE)
            _text(category, "TaxExemptionReason", EXEMPT_WORDS)
        _tax_scheme(category)


def _total(root: Element, record: InvoiceRecord) -> None:
    total = _group(root, "LegalMonetaryTotal")
    _amount(total, "LineExtensionAmount", record.net_cents)
    _amount(total, "TaxExclusiveAmount", record.net_cents)
    _amount(total, "TaxInclusiveAmount", record.total_cents)
    _amount(total, "PayableAmount", record.total_cents)


def _line(root: Element, number: int, said: dict[str, Any]) -> None:
    line = _group(root, "InvoiceLine")
    _text(line, "ID", str(number))
    _text(line, "InvoicedQuantity", said["quantity"], unitCode=ONE)
    _amount(line, "LineExtensionAmount", said["net_cents"])
    item = _group(line, "Item")
    _text(item, "Name", said["label"])
    _tax_scheme(_category(item, "ClassifiedTaxCategory", Vat(said["vat"])))
    _amount(_group(line, "Price"), "PriceAmount", said["unit_cents"])


def _category(parent: Element, name: str, vat: Vat) -> Element:
    """E: exempt, Z: a rate of zero, S: a rate (UNCL 5305)."""
    category = _group(parent, name)
    _text(category, "ID", {Vat.EXEMPT: "E", Vat.ZERO: "Z"}.get(vat, "S"))
    _text(category, "Percent", str(vat.percent))
    return category


def _tax_scheme(category: Element) -> None:
    _text(_group(category, "TaxScheme"), "ID", "VAT")


def _group(parent: Element, name: str) -> Element:
    return SubElement(parent, f"{{{CAC}}}{name}")


def _text(parent: Element, name: str, value: str, **attributes: str) -> None:
    """What is empty is left out: an empty element is refused (PEPPOL-EN16931-R008)."""
    if value := _plain(value):
        SubElement(parent, f"{{{CBC}}}{name}", attributes).text = value


def _amount(parent: Element, name: str, cents: int) -> None:
    """Two decimals, with its currency (BR-DEC-*)."""
    SubElement(parent, f"{{{CBC}}}{name}", EURO).text = f"{Decimal(cents) / 100:.2f}"


def _plain(text: str) -> str:
    """On one line, without what no XML may hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _tight(text: str) -> str:
    return "".join(text.split()).upper()
