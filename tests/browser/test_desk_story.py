"""A lecture from its request to its invoice record: the organisation on a telephone without JavaScript, staff at the admin, every mail read.

Nobody waits three weeks here: once it is agreed, its date is put behind us by hand, and the clock's own command does the rest.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import manage
from tests.browser.looking import SCHEMES, WIDTHS, complaints, sideways, violations

pytestmark = pytest.mark.browser

PASSWORD = "a-long-sentence-for-tests"
# Every mail about the request of that organisation, the oldest first, as its reader gets it.
MAILS = """
import json
from bookings.desk.models import BookingRequest
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve
asked = BookingRequest.objects.get(organisation_name={name!r})
rows = OutboundEmail.objects.about(asked).order_by("pk")
print(json.dumps([[row.purpose, row.recipient, row.subject, resolve(row.text, to=row.recipient)] for row in rows]))
"""
PAST = """
from datetime import timedelta
from django.utils.timezone import now
from bookings.desk.models import Proposal
held = Proposal.objects.get(request__organisation_name={name!r}, state="accepted")
Proposal.objects.filter(pk=held.pk).update(starts_at=now() - timedelta(days=2, hours=2), ends_at=now() - timedelta(days=2))
"""


@pytest.fixture
def staff(browser, base_url):
    context = browser.new_context(locale="nl-BE", base_url=base_url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/aanmelden/")
    page.locator("[name=login]").fill("boekingen@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.form button").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def test_a_lecture_from_request_to_invoice_record(quiet, staff, demo_environment):
    name = f"Bibliotheek {date.today():%j} De Berk"

    def shell(script: str) -> str:
        return manage(demo_environment, "shell", "--no-imports", "--command", script.format(name=name))

    def mails() -> list[list[str]]:
        return json.loads(shell(MAILS).strip().splitlines()[-1])

    def status_path() -> str:
        to_them = [text for _purpose, to, _subject, text in mails() if to == "berk@example.org"]
        return urlsplit(re.findall(r"https?://\S+/aanvraag/[\w-]+/", to_them[-1])[0]).path

    def desk() -> None:
        """The page of the request in the admin."""
        staff.goto("/admin/requests/board/")
        staff.get_by_role("link", name=name).first.click()

    def deed(button: str, **said: str) -> None:
        """A button of the request, its form, and the mails that it shows first."""
        desk()
        staff.get_by_role("link", name=button, exact=True).click()
        for field, words in said.items():
            staff.locator(f"[name={field}]").fill(words)
        staff.locator(".lus-confirm button").first.click()
        if staff.locator(".lus-letter").count():
            staff.locator(".lus-confirm button").first.click()

    def propose(day: date) -> None:
        desk()
        staff.locator(".lus-deeds a").filter(has_text="voorstel").first.click()
        staff.locator("[name=on]").fill(day.isoformat())
        staff.locator("[name=begins]").fill("19:30")
        staff.locator("[name=ends]").fill("21:30")
        staff.locator("[name=place]").fill("Bibliotheek, Markt 1, 2800 Mechelen")
        staff.locator("[name=trainers]").first.check()
        staff.locator("[name$='-label']").first.fill("Lezing, 2 uur")
        staff.locator("[name$='-price']").first.fill("250")
        staff.get_by_role("button", name="Bewaar").first.click()
        staff.get_by_role("button", name="Verstuur").first.click()
        if staff.locator(".lus-letter").count():
            staff.locator(".lus-confirm button").first.click()

    # asked, on a telephone without JavaScript
    quiet.goto("/lus-komt-naar-je-toe/eenzaamheid-doorbreken/")
    quiet.get_by_role("link", name="Vraag").first.click()
    for field, words in {
        "organisation_name": name,
        "street": "Markt 1",
        "postcode": "2800",
        "city": "Mechelen",
        "contact_name": "Rita Voorbeeld",
        "email": "berk@example.org",
        "group_size": "40",
        "date_1": (date.today() + timedelta(days=45)).isoformat(),
    }.items():
        quiet.locator(f"[name={field}]").fill(words)
    quiet.locator("[name=audience]").first.check()
    quiet.wait_for_timeout(2500)
    quiet.locator("form[data-safe-form] button[type=submit]").last.click()
    assert "bedankt" in quiet.url
    quiet.goto(status_path())
    assert name in quiet.locator("h1 + p").inner_text()

    # talked over, proposed, another day, proposed again
    deed("Neem ze op")
    propose(date.today() + timedelta(days=45))
    quiet.goto(status_path())
    assert "250" in quiet.locator("main").inner_text()
    quiet.locator("summary").filter(has_text="andere dag").first.click()
    quiet.locator("[name=counter-date_1]").fill((date.today() + timedelta(days=52)).isoformat())
    quiet.locator("button[value=counter]").click()
    assert "genoteerd" in quiet.locator("[role=status]").inner_text()
    propose(date.today() + timedelta(days=52))

    # agreed, prepared, given
    quiet.goto(status_path())
    quiet.locator("button[value=accept]").click()
    assert quiet.locator("button[value=accept]").count() == 0
    deed("Verstuur de voorbereiding")
    shell(PAST)
    manage(demo_environment, "mind_requests")

    # told how it was, by the link in the last mail; invoiced
    quiet.goto(status_path())
    for score in ("content", "trainer", "practical"):
        quiet.locator(f"[name=evaluate-{score}_score][value='5']").check()
    quiet.locator("button[value=evaluate]").click()
    assert "Dank" in quiet.locator("[role=status]").inner_text()
    desk()
    staff.get_by_role("link", name="factuur").first.click()
    staff.locator("main form button[type=submit]").first.click()
    assert re.search(r"\d{4}-\d{4}", staff.locator("main").inner_text())

    read = mails()
    to_them = [purpose.removeprefix("bookings.request-") for purpose, to, _s, _t in read if to == "berk@example.org"]
    assert to_them == ["receipt", "proposal", "countered", "proposal", "agreed", "pack", "evaluation"]
    assert all(name not in text for _purpose, to, _s, text in read if to == "boekingen@example.org")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_desk_are_fit_for_everybody(page, base_url, demo_environment, width, scheme):
    script = """
import json
from urllib.parse import urlsplit
from bookings.desk.models import BookingRequest
from bookings.desk.terms import STATUS
from trust.links.services import issue_link, link_url
asked = {one.state: one for one in BookingRequest.objects.order_by("pk")}
print(json.dumps({state: urlsplit(link_url(link=issue_link(purpose=STATUS, about=one))).path for state, one in asked.items()}))
"""
    paths = json.loads(manage(demo_environment, "shell", "--no-imports", "--command", script).strip().splitlines()[-1])
    assert len(paths) > 3
    paths["form"] = "/lus-komt-naar-je-toe/erbij-horen/aanvragen/"
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    for state, path in paths.items():
        with complaints(page) as said:
            page.goto(base_url + path)
        assert not said, state
        assert not sideways(page), state
        assert not violations(page), state
