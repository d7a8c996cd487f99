"""Invoice records: numbers without a gap, also at once; who gets it; the files; the screens."""

from __future__ import annotations

import csv
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.db import transaction
from django.urls import reverse

from bookings.desk.enums import RequestState
from bookings.desk.errors import MoveNotAllowed, NothingToInvoice
from bookings.desk.models import BookingRequest, InvoiceRecord, InvoiceYear, ProposalLine
from bookings.desk.services import make_invoice
from bookings.desk.services.invoicing import Buyer, buyer_of
from cms.models import OrganisationSettings
from tests.factories import UserFactory
from tests.factories.desk import NUMBER, BookingRequestFactory
from tests.queries import queries_of
from tests.races.test_seats import at_once
from tests.reading import fragment
from trust.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def given(**fields) -> BookingRequest:
    return BookingRequestFactory(state=RequestState.GIVEN, **fields)


def numbers() -> list[tuple[int, int]]:
    return list(InvoiceRecord.objects.order_by("year", "number").values_list("year", "number"))


def test_record_says_what_was_agreed_and_who_gets_it(site, colleague):
    known = Organisation.objects.create(
        number=NUMBER, name="De Linde", is_vat_liable=True, peppol_id="9925:be0123456749"
    )
    request = given(organisation=known, organisation_number=NUMBER, city="Leuven", purchase_order="PO-1")

    made = make_invoice(public_id=request.public_id, by=colleague)

    assert (made.buyer_name, made.buyer_city, made.purchase_order) == ("Dienstencentrum De Linde", "Leuven", "PO-1")
    assert (made.buyer_is_vat_liable, made.peppol_id, made.reference) == (True, "9925:be0123456749", request.reference)
    assert (made.net_cents, made.vat_cents, len(made.lines)) == (32450, 0, 2)
    request.refresh_from_db()
    assert request.state == RequestState.INVOICED
    assert make_invoice(public_id=request.public_id, by=colleague, buyer=Buyer("Iemand anders")) == made


def test_number_is_peppol_id_when_nothing_else_is_known(site):
    assert buyer_of(given(organisation_number=NUMBER)).peppol_id == f"0208:{NUMBER}"
    assert buyer_of(given()).peppol_id == ""


def test_numbers_count_up_in_each_year_apart(site, colleague, time_machine):
    for moment in (datetime(2027, 12, 31, 22, 59, tzinfo=UTC), datetime(2027, 12, 31, 23, 0, tzinfo=UTC)):
        time_machine.move_to(moment, tick=False)
        for _number in range(2):
            make_invoice(public_id=given().public_id, by=colleague)

    assert numbers() == [(2027, 1), (2027, 2), (2028, 1), (2028, 2)], "the year is the one in Brussels"


def test_number_of_what_was_rolled_back_is_given_again(site, colleague):
    make_invoice(public_id=given().public_id, by=colleague)
    request = given()
    with transaction.atomic():
        make_invoice(public_id=request.public_id, by=colleague)
        transaction.set_rollback(True)

    made = make_invoice(public_id=request.public_id, by=colleague)

    assert made.number == 2
    assert [number for _year, number in numbers()] == [1, 2]


@pytest.mark.parametrize(
    "state", [state for state in RequestState if state not in (RequestState.GIVEN, RequestState.INVOICED)]
)
def test_nothing_is_numbered_before_it_was_given(site, colleague, state):
    request = BookingRequestFactory(state=state)

    with pytest.raises((MoveNotAllowed, NothingToInvoice)):
        make_invoice(public_id=request.public_id, by=colleague)

    assert not InvoiceYear.objects.exists()


def test_what_costs_nothing_has_no_invoice(site, colleague):
    request = given()
    ProposalLine.objects.update(unit_cents=0)

    with pytest.raises(NothingToInvoice):
        make_invoice(public_id=request.public_id, by=colleague)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_eight_numbers_in_a_row(site):
    by = UserFactory()
    requests = [given() for _number in range(8)]

    answers = at_once(*(lambda one=one: make_invoice(public_id=one.public_id, by=by) for one in requests))

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert [number for _year, number in numbers()] == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_one_request_at_once_gets_one_number(site):
    by, request = UserFactory(), given()

    answers = at_once(*(lambda: make_invoice(public_id=request.public_id, by=by) for _number in range(4)))

    assert {getattr(answer, "pk", answer) for answer in answers} == {InvoiceRecord.objects.get().pk}
    assert InvoiceYear.objects.get().last_number == 1


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_among_others_leaves_no_gap(site):
    by = UserFactory()
    requests = [given() for _number in range(5)]

    def make(one: BookingRequest, *, fails: bool) -> int:
        with transaction.atomic():
            number = make_invoice(public_id=one.public_id, by=by).number
            if fails:
                raise RuntimeError
        return number

    at_once(*(lambda one=one, n=n: make(one, fails=n % 2 == 1) for n, one in enumerate(requests)))

    assert [number for _year, number in numbers()] == [1, 2, 3]
    assert InvoiceYear.objects.get().last_number == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_number_is_given_twice(site, monkeypatch):
    """The control: read without a lock, think for a moment, write. The constraint behind it refuses the second."""
    import time

    from bookings.desk.services import invoicing

    def careless(year: int) -> int:
        counter, _made = InvoiceYear.objects.get_or_create(year=year)
        time.sleep(0.3)
        InvoiceYear.objects.filter(year=year).update(last_number=counter.last_number + 1)
        return counter.last_number + 1

    monkeypatch.setattr(invoicing, "next_number", careless)
    by, requests = UserFactory(), [given() for _number in range(3)]
    InvoiceYear.objects.get_or_create(year=datetime.now(UTC).year)

    answers = at_once(*(lambda one=one: make_invoice(public_id=one.public_id, by=by) for one in requests))

    assert [answer for answer in answers if isinstance(answer, Exception)]


# --- screens and files --------------------------------------------------------------------------------------------------

BUYER = {
    "name": "De Linde vzw",
    "number": "BE 0123.456.749",
    "is_vat_liable": "on",
    "street": "Kerkstraat 1",
    "postcode": "3000",
    "city": "Leuven",
    "country": "BE",
    "peppol_id": "0208:0123456749",
    "purchase_order": "PO-9",
}


@pytest.fixture
def ours(site):
    """Our own numbers, invented."""
    return OrganisationSettings.objects.update_or_create(
        site=site,
        defaults={"name": "Lus vzw", "enterprise_number": "0123.456.749", "iban": "BE68 5390 0754 7034"},
    )


def test_staff_look_over_who_gets_it_and_make_it(desk, ours):
    request = given(organisation_name="De linde", purchase_order="PO-1")
    url = reverse("invoices:make", args=[request.pk])

    shown = desk.get(url)
    assert shown.context["form"].initial["name"] == "De linde"
    assert not InvoiceRecord.objects.exists()
    response = desk.post(url, BUYER)

    made = InvoiceRecord.objects.get()
    assert response["Location"] == reverse("invoices:detail", args=[made.pk])
    assert (made.buyer_name, made.buyer_number, made.buyer_is_vat_liable) == ("De Linde vzw", NUMBER, True)
    assert (made.purchase_order, made.buyer_street) == ("PO-9", "Kerkstraat 1")
    assert desk.get(url)["Location"] == response["Location"], "a second look leads to it"
    page = desk.get(response["Location"]).content.decode()
    assert "De Linde vzw" in page
    assert made.shown_number in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({}, "Kerkstraat 1, 3000 Leuven, België"),
        ({"street": ""}, "3000 Leuven, België"),
        ({"street": "", "postcode": "", "city": ""}, "België"),
    ],
)
def test_address_is_written_without_gaps(desk, ours, address, words):
    page = desk.post(reverse("invoices:make", args=[given().pk]), BUYER | address, follow=True)

    assert fragment(page.content.decode()).select(".lus-facts dd")[1].text == words


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": "0123456789"}, "number"),
        ({"number": ""}, "number"),
        ({"peppol_id": "0123456749"}, "peppol_id"),
        ({"peppol_id": "0208:0123456789"}, "peppol_id"),
        ({"name": ""}, "name"),
    ],
)
def test_wrong_buyer_is_refused_and_takes_no_number(desk, ours, wrong, field):
    response = desk.post(reverse("invoices:make", args=[given().pk]), BUYER | wrong)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not InvoiceYear.objects.exists()


def test_request_that_was_not_given_has_nothing_to_make(desk, ours):
    request = BookingRequestFactory(state=RequestState.AGREED)

    response = desk.post(reverse("invoices:make", args=[request.pk]), BUYER)

    assert response.status_code == 422
    assert not InvoiceRecord.objects.exists()


def test_nobody_changes_or_deletes_a_record(desk, ours, colleague):
    made = make_invoice(public_id=given().public_id, by=colleague)

    for address in (f"/admin/invoices/edit/{made.pk}/", f"/admin/invoices/delete/{made.pk}/", "/admin/invoices/new/"):
        assert desk.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_one_and_three(desk, colleague, count):
    for _number in range(count):
        make_invoice(public_id=given().public_id, by=colleague)
    desk.get(reverse("invoices:index"))

    assert queries_of(desk, reverse("invoices:index"), at_most=14) <= 14


def test_period_as_csv_is_what_a_spreadsheet_reads(desk, ours, colleague, time_machine):
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False)
    make_invoice(public_id=given(organisation_name="=1+1").public_id, by=colleague)
    time_machine.move_to(datetime(2027, 4, 1, 12, tzinfo=UTC), tick=False)
    make_invoice(public_id=given().public_id, by=colleague)

    desk.force_login(colleague)
    url = reverse("invoices:export")
    response = desk.post(url, {"since": "2027-03-01", "until": "2027-03-31", "kind": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(StringIO(text), delimiter=";")
    said = dict(zip(head, row, strict=True))
    assert row[0] == "2027-0001"
    assert "'=1+1" in row
    assert row[-3:] == ["324,50", "0,00", "324,50"]
    assert len(said) == len(head), "no two columns of one name"
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"since": "2027-04-01", "until": "2027-03-01", "kind": "csv"}).status_code == 422


def test_electronic_invoices_of_a_period_in_a_zip_with_what_is_missing(desk, ours, colleague):
    make_invoice(public_id=given(organisation_number=NUMBER).public_id, by=colleague)
    make_invoice(public_id=given().public_id, by=colleague)
    period = {"since": "2020-01-01", "until": "2099-12-31", "kind": "ubl"}

    response = desk.post(reverse("invoices:export"), period)

    archive = zipfile.ZipFile(BytesIO(response.content))
    first, second = InvoiceRecord.objects.order_by("number")
    assert archive.namelist() == [f"factuur-{first.shown_number}.xml", "zonder-ubl.csv"]
    assert second.shown_number in archive.read("zonder-ubl.csv").decode("utf-8-sig")
    assert desk.get(reverse("invoices:ubl", args=[first.pk])).content == archive.read(archive.namelist()[0])
    assert desk.get(reverse("invoices:ubl", args=[second.pk]))["Location"] == reverse(
        "invoices:detail", args=[second.pk]
    )
