"""An invoice as UBL: by the schema of OASIS, the rules of EN 16931 as CEN gives them out, and our own reading of Peppol's rules.

Peppol's own rules (PEPPOL-EN16931-R***, PEPPOL-COMMON-R***) are written out below as far as they can touch an invoice of ours: R001, R002, R003,
R004, R005, R007, R008, R010, R020, R040 (no allowances), R051, R053, R054, R061 (no direct debit), R110 (no period), R120, R121, R130, CL001,
CL007, CL008, COMMON-R043, P0100. Those of other countries do not touch us.
"""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.desk.enums import Vat
from bookings.desk.models import InvoiceRecord
from bookings.desk.models.proposals import ProposalLine, vat_on
from bookings.desk.ubl import CAC, CBC, EXEMPT_CODE, INVOICE, Seller, UblNotPossible, ubl_of, what_is_missing
from tests.schematron import broken
from trust.organisations.numbers import normal_number

CEN = Path(__file__).parent / "rules" / "CEN-EN16931-UBL.sch"
NAMES = {"": INVOICE, "cbc": CBC, "cac": CAC}
LUS = Seller(
    name="Lus vzw",
    number="0123.456.749",
    iban="BE68 5390 0754 7034",
    street="Voorbeeldstraat 1",
    postcode="2000",
    city="Antwerpen",
)
CASES = {
    "exempt": [("1", 30000, Vat.EXEMPT), ("50", 49, Vat.EXEMPT)],
    "standard": [("1", 30000, Vat.TWENTY_ONE), ("2.5", 1999, Vat.TWENTY_ONE)],
    "zero": [("1", 1250, Vat.ZERO)],
    "mixed": [
        ("1", 30000, Vat.EXEMPT),
        ("33.33", 333, Vat.TWENTY_ONE),
        ("7", 1, Vat.SIX),
        ("0.01", 50, Vat.TWELVE),
        ("3", 99, Vat.ZERO),
    ],
    "free line": [("1", 30000, Vat.TWENTY_ONE), ("1", 0, Vat.TWENTY_ONE)],
}
BUYERS = {
    "with number": {},
    "liable": {"buyer_is_vat_liable": True, "purchase_order": "PO <&> 7"},
    "abroad": {"buyer_number": "", "buyer_country": "NL", "peppol_id": "0106:12345678"},
    "bare": {"buyer_street": "", "buyer_city": "", "buyer_postcode": "", "reference": ""},
}


def invoice(lines=CASES["exempt"], **fields) -> InvoiceRecord:
    """Not kept; its amounts counted as a proposal does."""
    made = [
        ProposalLine(label=f"Lijn {n}", quantity=Decimal(q), unit_cents=c, vat=v) for n, (q, c, v) in enumerate(lines)
    ]
    base: dict[Vat, int] = {}
    for line in made:
        base[Vat(line.vat)] = base.get(Vat(line.vat), 0) + line.net_cents
    said = {
        "year": 2027,
        "number": 3,
        "issued_on": date(2027, 1, 20),
        "due_on": date(2027, 2, 19),
        "delivered_on": date(2027, 1, 15),
        "buyer_name": "Dienstencentrum De Linde & co",
        "buyer_number": "0403019261",
        "buyer_street": "Kerkstraat 1",
        "buyer_postcode": "3000",
        "buyer_city": "Leuven",
        "peppol_id": "0208:0403019261",
        "reference": "ABCD-2345",
        "description": "Samen sterk, 15/01/2027",
        "lines": [
            {
                "label": line.label,
                "quantity": str(line.quantity),
                "unit_cents": line.unit_cents,
                "net_cents": line.net_cents,
                "vat": Vat(line.vat).value,
            }
            for line in made
        ],
        "vat_lines": [
            {"vat": vat.value, "base_cents": cents, "vat_cents": vat_on(cents, vat)} for vat, cents in base.items()
        ],
        "net_cents": sum(base.values()),
        "vat_cents": sum(vat_on(cents, vat) for vat, cents in base.items()),
    }
    return InvoiceRecord(**(said | fields))


SELLERS = {"without VAT number": LUS, "with VAT number": replace(LUS, has_vat_number=True)}
# Each price with the first buyer, each buyer with the richest price.
every = pytest.mark.parametrize(
    ("case", "buyer"), [*((case, "with number") for case in CASES), *(("mixed", buyer) for buyer in list(BUYERS)[1:])]
)
both = pytest.mark.parametrize("seller", SELLERS.values(), ids=SELLERS)


@every
@both
def test_schema_of_oasis_holds(case, buyer, seller):
    if importlib.util.find_spec("peppol") is None:
        pytest.skip("not installed: uv pip install peppol-ubl-validate")
    from peppol.rules import check_rules
    from peppol.xsd import validate_xsd

    content = ubl_of(invoice(CASES[case], **BUYERS[buyer]), seller)

    assert validate_xsd(content) == (True, [])
    # It takes the number of who has no VAT number for one (BR-CO-09 is about VAT numbers alone).
    passed_over = set() if seller.has_vat_number else {"BR-CO-09"}
    assert {found.rule_id for found in check_rules(content)} <= passed_over


@every
@both
def test_rules_of_en_16931_hold(case, buyer, seller):
    assert broken(CEN, ubl_of(invoice(CASES[case], **BUYERS[buyer]), seller)) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<cbc:Percent>21</cbc:Percent>", "<cbc:Percent>20</cbc:Percent>", "BR-S-09"),
        ("<cbc:ID>S</cbc:ID>", "<cbc:ID>Z</cbc:ID>", "BR-Z-05"),
        ('<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount currencyID="EUR">1', "BR-CO-16"),
        ("<cbc:DueDate>2027-02-19</cbc:DueDate>", "", "BR-CO-25"),
        ("<cbc:IdentificationCode>BE<", "<cbc:IdentificationCode>XX<", "BR-CL-14"),
        ("<cbc:ID>2027-0003</cbc:ID>", "", "BR-02"),
    ],
)
def test_rules_see_what_is_wrong(old, new, rule):
    """The control: a rule that sees nothing proves nothing."""
    content = ubl_of(invoice(CASES["standard"]), LUS).decode()
    assert old in content

    assert rule in broken(CEN, content.replace(old, new).encode())


# --- Peppol's own, by our reading ---------------------------------------------------------------------------------------


def read(record: InvoiceRecord, seller: Seller = LUS) -> ElementTree.Element:
    return ElementTree.fromstring(ubl_of(record, seller))


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, NAMES)]


@every
@both
def test_rules_of_peppol_hold(case, buyer, seller):
    root = read(invoice(CASES[case], **BUYERS[buyer]), seller)

    assert texts(root, "cbc:ProfileID") == ["urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"], "R001, R007"
    assert len(texts(root, "cbc:Note")) <= 1, "R002"
    assert len(texts(root, "cbc:BuyerReference") + texts(root, "cac:OrderReference/cbc:ID")) >= 1, "R003"
    assert texts(root, "cbc:CustomizationID") == [
        "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    ], "R004"
    assert not root.findall(".//cbc:TaxCurrencyCode", NAMES), "R005, R055"
    assert all(len(element) or (element.text or "").strip() for element in root.iter()), "R008"
    for side in ("Supplier", "Customer"):
        party = f"cac:Accounting{side}Party/cac:Party"
        (endpoint,) = root.findall(f"{party}/cbc:EndpointID", NAMES)  # R010, R020
        assert endpoint.get("schemeID") in {"0208", "0106"}, "CL008"
        for number in root.findall(f"{party}//*[@schemeID='0208']", NAMES):
            assert normal_number(number.text or "") == number.text, "COMMON-R043"
    assert {element.get("currencyID") for element in root.iter() if "currencyID" in element.attrib} == {"EUR"}, "R051"
    assert len(root.findall("cac:TaxTotal", NAMES)) == 1, "R053, R054"
    assert not root.findall(".//cac:AllowanceCharge", NAMES), "R040 to R046"
    assert not root.findall(".//cac:InvoicePeriod", NAMES), "R110, R111"
    assert texts(root, "cbc:InvoiceTypeCode") == ["380"], "P0100"
    assert texts(root, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["30"], "CL007, R061"
    for line in root.findall("cac:InvoiceLine", NAMES):
        (quantity,), (price,), (net,) = (
            texts(line, path)
            for path in ("cbc:InvoicedQuantity", "cac:Price/cbc:PriceAmount", "cbc:LineExtensionAmount")
        )
        assert abs(Decimal(quantity) * Decimal(price) - Decimal(net)) <= Decimal("0.02"), "R120"
        assert not texts(line, "cac:Price/cbc:BaseQuantity"), "R121, R130"


def test_exempt_says_why_and_the_others_do_not():
    root = read(invoice(CASES["mixed"]))
    said = {}
    for category in root.findall("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", NAMES):
        (name,), (percent,) = texts(category, "cbc:ID"), texts(category, "cbc:Percent")
        said[name, percent] = texts(category, "cbc:TaxExemptionReasonCode")

    assert said == {("E", "0"): [EXEMPT_CODE], ("S", "21"): [], ("S", "6"): [], ("S", "12"): [], ("Z", "0"): []}


def test_their_order_goes_before_our_reference():
    ordered, plain = read(invoice(purchase_order="PO-7")), read(invoice())

    assert texts(ordered, "cac:OrderReference/cbc:ID") == ["PO-7"]
    assert texts(ordered, "cbc:BuyerReference") == []
    assert texts(plain, "cbc:BuyerReference") == ["ABCD-2345"]


def test_who_has_no_vat_number_is_named_by_the_other_one():
    company = "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme"

    without, with_one = read(invoice()), read(invoice(), replace(LUS, has_vat_number=True))

    assert texts(without, f"{company}/cbc:CompanyID") + texts(without, f"{company}/cac:TaxScheme/cbc:ID") == [
        "0123456749",
        "TAX",
    ]
    assert texts(with_one, f"{company}/cbc:CompanyID") + texts(with_one, f"{company}/cac:TaxScheme/cbc:ID") == [
        "BE0123456749",
        "VAT",
    ]


@pytest.mark.parametrize(
    ("fields", "seller", "missing"),
    [
        ({"peppol_id": ""}, LUS, "peppol_id"),
        ({"peppol_id": "BE:0403019261"}, LUS, "peppol_id"),
        ({"buyer_name": "  "}, LUS, "buyer_name"),
        ({"buyer_is_vat_liable": True, "buyer_number": ""}, LUS, "buyer_number"),
        ({"lines": []}, LUS, "lines"),
        ({}, replace(LUS, iban=""), "seller_iban"),
        ({}, replace(LUS, number="0123456789"), "seller_number"),
        ({}, replace(LUS, name=""), "seller_name"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(fields, seller, missing):
    record = invoice(**fields)

    assert what_is_missing(record, seller) == [missing]
    with pytest.raises(UblNotPossible) as refused:
        ubl_of(record, seller)
    assert refused.value.missing == [missing]


def test_payment_is_asked_with_a_structured_communication():
    """Ten digits and their remainder by 97, as Belgian banks check it."""
    (said,) = texts(read(invoice()), "cac:PaymentMeans/cbc:PaymentID")

    digits = said.strip("+").replace("/", "")
    assert (said[:3], said[-3:], len(digits)) == ("+++", "+++", 12)
    assert int(digits[:10]) % 97 == int(digits[10:]) % 97
    assert digits[:10] == "2027000003"


def test_same_record_gives_the_same_bytes():
    assert ubl_of(invoice(), LUS) == ubl_of(invoice(), LUS)


@settings(deadline=None)
@given(
    words=st.text(max_size=60),
    lines=st.lists(
        st.tuples(
            st.decimals(min_value="0.01", max_value=9999, places=2).map(str),
            st.integers(0, 500_000),
            st.sampled_from(list(Vat)),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_any_words_and_amounts_add_up(words, lines):
    """BR-CO-10, BR-CO-13, BR-CO-14, BR-CO-15, BR-CO-16, BR-CO-17, whatever is sold, and no word breaks the document."""
    record = invoice(lines, buyer_name=f"x{words}", buyer_street=words, description=words, purchase_order=words)
    root = read(record)

    def money(path: str) -> list[Decimal]:
        return [Decimal(text) for text in texts(root, path)]

    (extension,), (exclusive,), (inclusive,), (payable,) = (
        money(f"cac:LegalMonetaryTotal/cbc:{name}Amount")
        for name in ("LineExtension", "TaxExclusive", "TaxInclusive", "Payable")
    )
    (tax,) = money("cac:TaxTotal/cbc:TaxAmount")
    assert sum(money("cac:InvoiceLine/cbc:LineExtensionAmount")) == extension == exclusive
    assert sum(money("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount")) == tax
    assert inclusive == exclusive + tax == payable
    for part in root.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES):
        base, vat, percent = (
            Decimal(texts(part, path)[0])
            for path in ("cbc:TaxableAmount", "cbc:TaxAmount", "cac:TaxCategory/cbc:Percent")
        )
        assert abs(base * percent / 100 - vat) <= Decimal("0.005")
    assert all(float(before) >= 0 and float(after) >= 0 for before, after in pairwise([*money(".//cbc:TaxAmount"), 0]))
