"""Lists and reports of the admin that are taken along: opened in a spreadsheet, nothing in them runs."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect

from cms.sheets import harmless
from tests.factories import PlainPageFactory, UserFactory

pytestmark = pytest.mark.django_db
BAD = ["=1+1", "+32 16", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"]


@pytest.mark.parametrize("value", BAD)
def test_text_that_begins_like_a_formula_is_text(value):
    assert harmless(value) == f"'{value}"


@pytest.mark.parametrize("value", ["Ann = An", "", -2, 1.5, None])
def test_what_no_spreadsheet_takes_for_a_formula_stays_as_it_is(value):
    assert harmless(value) == value


@pytest.mark.parametrize("name", ["wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages"])
@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_title_of_a_page_is_no_formula_in_wagtails_own_reports(client, site, name, export):
    page = PlainPageFactory(title="=HYPERLINK(A1)")
    page.save_revision(log_action=True).publish()
    client.force_login(UserFactory(is_superuser=True))

    cells = taken_along(client, reverse(name), export)

    assert "'=HYPERLINK(A1)" in cells
    assert "=HYPERLINK(A1)" not in cells


def test_address_of_a_redirect_is_no_formula(client, site):
    Redirect.objects.create(old_path="/oud", redirect_link="=1+1", site=site)
    client.force_login(UserFactory(is_superuser=True))

    assert "'=1+1" in taken_along(client, reverse("wagtailredirects:index"), "csv")


def taken_along(client, address: str, export: str) -> set[str]:
    """The cells of that report."""
    content = client.get(address, {"export": export}).getvalue()
    if export == "csv":
        return {cell for row in csv.reader(io.StringIO(content.decode())) for cell in row}
    sheet = load_workbook(io.BytesIO(content)).active
    return {str(cell.value) for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize(("value", "cell"), [("Leu\x0bven", "Leuven"), ("\x01=1+1", "'=1+1"), ("a\nb", "a\nb"), (3, 3)])
def test_control_signs_stay_out_of_cells(value, cell):
    assert harmless(value) == cell
