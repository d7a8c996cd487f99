"""Asking for an activity in a browser: the draft that stays there alone, and all of it without JavaScript; pages that are fit for everybody."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import follow, manage
from tests.browser.looking import complaints, seen, unfit

pytestmark = pytest.mark.browser
FORM = "/lus-komt-naar-je-toe/samen-sterk/aanvragen/"
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('draft:')).length"

# A request with a proposal that stands, and one that replaced it; the path of its page.
ASKED = """
import json
import secrets
from datetime import timedelta
from urllib.parse import urlsplit
from django.contrib.auth import get_user_model
from django.utils.timezone import localdate, now
from bookings.desk.models import BookingTerms, Trainer
from bookings.desk.services import Asked, Draft, receive_request, save_draft, send_proposal
from bookings.desk.terms import STATUS
from bookings.models import ActivityPage
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.organisations.services import Legal
staff = get_user_model().objects.filter(is_superuser=True).first()
terms = BookingTerms.objects.create(version=secrets.token_hex(4), text="<p>Annuleren kan tot een week vooraf.</p>")
trainer = Trainer.objects.create(name="Fien Voorbeeld", email=f"{secrets.token_hex(4)}@example.org")
request = receive_request(activity=ActivityPage.objects.get(slug="samen-sterk"), asked=Asked(organisation=Legal("De Linde"),
    contact_name="Rita Voorbeeld", email="rita@example.org", audience="participants", group_size=12))
for number, cents in enumerate((30000, 25000), 1):
    starts = now() + timedelta(days=30 + number)
    save_draft(public_id=request.public_id, by=staff, draft=Draft(starts_at=starts, ends_at=starts + timedelta(hours=3), place="Markt 2, Leuven",
        valid_until=localdate() + timedelta(days=10), trainers=[trainer], terms=terms, lines=[{"label": "Workshop", "unit_cents": cents}]))
    send_proposal(public_id=request.public_id, version=number, by=staff)
link = PersonalLink.objects.about(request).for_purpose(STATUS).first()
print(json.dumps(urlsplit(link_url(link=link)).path))
"""


def fill_in(page) -> None:
    for label, words in {
        "Naam van je organisatie of vereniging": "De Linde",
        "Je naam": "Rita Voorbeeld",
        "Je e-mailadres": "rita@example.org",
        "Met hoeveel zijn jullie ongeveer?": "12",
    }.items():
        page.get_by_label(label, exact=True).fill(words)
    for name, words in {"street": "Kerkstraat 1", "postcode": "3000", "city": "Leuven"}.items():
        page.locator(f"[name={name}]").fill(words)
    page.get_by_label("allebei samen").check()


def test_draft_stays_in_this_browser_until_it_is_sent_or_thrown_away(page, base_url):
    page.goto(base_url + FORM)
    fill_in(page)
    page.get_by_text("Noem nog een dag").first.click()
    page.locator("[name=date_2]").fill("2099-01-05")
    assert seen(page, KEPT) == 1

    page.goto(base_url + FORM)
    assert page.get_by_label("Je naam", exact=True).input_value() == "Rita Voorbeeld"
    assert page.get_by_label("allebei samen").is_checked()
    assert page.locator("[name=date_2]").is_visible(), "what was filled in is not folded away"
    kept = page.evaluate(
        "() => localStorage.getItem(Object.keys(localStorage).find(name => name.startsWith('draft:')))"
    )
    assert not {"csrfmiddlewaretoken", "submission", "website", "files"} & set(json.loads(kept)["said"])

    page.get_by_role("button", name="Gooi weg wat ik schreef").click()
    assert page.evaluate(KEPT) == 0
    assert page.get_by_label("Je naam", exact=True).input_value() == ""

    fill_in(page)
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    page.get_by_role("heading", name="Bedankt, we hebben je aanvraag").wait_for()
    assert seen(page, KEPT, lambda kept: kept == 0) == 0


def test_form_with_a_file_is_sent_without_a_script(quiet):
    quiet.goto(FORM)
    assert not quiet.locator("[data-draft-note]").is_visible(), "no promise that nobody keeps"
    fill_in(quiet)
    quiet.locator("[name=files]").set_input_files([{"name": "plan.exe", "mimeType": "x/y", "buffer": b"MZ"}])
    quiet.wait_for_timeout(2500)

    follow(quiet.get_by_role("button", name="Verstuur de aanvraag"))
    assert "Kies een ander bestand" in quiet.locator("#id_files_error").inner_text()
    assert quiet.get_by_label("Je naam", exact=True).input_value() == "Rita Voorbeeld"
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 plan"}
    quiet.locator("[name=files]").set_input_files([plan])
    follow(quiet.get_by_role("button", name="Verstuur de aanvraag"))

    assert quiet.get_by_role("heading", name="Bedankt, we hebben je aanvraag").is_visible()


@pytest.fixture(scope="module")
def path(demo_environment, base_url) -> str:
    return json.loads(manage(demo_environment, "shell", "--no-imports", "--command", ASKED).strip().splitlines()[-1])


def test_form_and_page_are_fit_for_everybody(page, base_url, path):
    for address in ("/lus-komt-naar-je-toe/samen-sterk/", FORM, path):
        with complaints(page) as said:
            page.goto(base_url + address)
            page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")

        assert not said, address
        assert unfit(page) == []


def test_proposal_is_accepted_without_a_script(quiet, path):
    quiet.goto(path)
    assert quiet.locator("#voorstel").inner_text() == "Voorstel 2"

    quiet.get_by_role("button", name="Ja, dat is goed").click()

    assert quiet.locator("#stand").inner_text() == "Het is afgesproken"
    assert "Rita Voorbeeld zei ja op voorstel 2" in quiet.locator(".proposal__yes").inner_text()
