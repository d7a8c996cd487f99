"""A date that costs something: registered, paid and cancelled on a telephone without JavaScript, given back by staff of the calendar."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow, manage
from tests.browser.story import colleague, mails_to, send, tell
from tests.browser.test_shop_story import bank, shop, work  # noqa: F401  (two are fixtures)

pytestmark = pytest.mark.browser

# A date of its own, with six seats: what the demo has may be full, or behind us.
DATE = """
from datetime import timedelta
from django.utils.timezone import now
from bookings.models import Event
starts = now() + timedelta(days=20)
Event.objects.create(title="Open workshop met broodjes", slug="open-workshop-met-broodjes", summary="x", state="planned", starts_at=starts,
    ends_at=starts + timedelta(hours=3), capacity=6, companions_most=3, price_cents=1250, place_name="De Spil", city="Antwerpen")
"""
CLOSED = """
from django.utils.timezone import now
from bookings.models import Event
Event.objects.filter(slug="open-workshop-met-broodjes").update(registration_closes_at=now())
"""
PATH = "/kalender/open-workshop-met-broodjes/"


def register(page, name: str, them: str, companions: str) -> None:
    page.goto(PATH)
    follow(page.get_by_role("link", name="Schrijf me in").first)
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(them)
    page.locator("[name=companions]").fill(companions)
    send(page)


def pay(page, bank, environment, path: str, amount: str, events: int) -> None:  # noqa: F811
    """They confirm, are led on to the bank, think again, and pay."""
    page.goto(path)
    follow(page.locator("main form button[type=submit]").first)
    assert page.url.startswith(bank.address), "confirming leads on to the page of the bank"
    assert f"Betaal {amount} euro" in page.locator("body").inner_text()
    follow(page.get_by_role("button", name="Terug zonder te betalen"))
    follow(page.get_by_role("button", name="Ga verder naar betalen"))
    follow(page.get_by_role("button", name="Betaal met Bancontact"))
    work(environment, bank, events)
    page.reload()
    expect(page.get_by_text("Bedankt: we ontvingen")).to_be_visible()


def test_paid_date_is_paid_cancelled_and_given_back(browser, shop, bank):  # noqa: F811
    address, environment = shop
    tell(environment, DATE)
    phone = browser.new_context(
        locale="nl-BE", base_url=address, viewport={"width": 360, "height": 740}, java_script_enabled=False
    ).new_page()

    # In time: who cancels has it all back, without anybody of staff.
    register(phone, "An Vroeg", "an.vroeg@example.org", "1")
    own = mails_to(environment, "an.vroeg@example.org")[0].link("/kalender/mijn/")
    pay(phone, bank, environment, own, "25,00", 1)
    registered = mails_to(environment, "an.vroeg@example.org")[-1]
    assert registered.purpose == "bookings.registered"
    assert "We ontvingen je betaling van € 25,00" in registered.text.replace("\u00a0", " ")
    phone.goto(own)
    follow(phone.get_by_role("button", name="Annuleer mijn inschrijving"))
    assert "Daarvan gaat € 25,00 naar je terug" in phone.locator("main").inner_text().replace("\u00a0", " ")
    manage(environment, "worker", "--batch")
    work(environment, bank, 2)
    assert mails_to(environment, "an.vroeg@example.org")[-1].purpose == "bookings.given-back"

    # Too late: staff of the calendar decide, and give a part back.
    register(phone, "Bo Laat", "bo.laat@example.org", "0")
    own = mails_to(environment, "bo.laat@example.org")[0].link("/kalender/mijn/")
    pay(phone, bank, environment, own, "12,50", 3)
    tell(environment, CLOSED)
    phone.goto(own)
    follow(phone.get_by_role("button", name="Annuleer mijn inschrijving"))
    assert mails_to(environment, "boekingen@example.org")[-1].purpose == "catalogue.payment-case"

    with colleague(browser, address, "boekingen") as staff:
        staff.goto("/admin/")
        follow(staff.locator(".lus-todo a", has_text="rond een betaling"))
        follow(staff.locator("table.listing a").first)
        follow(staff.get_by_role("link", name="Geef geld terug").first)
        staff.locator("[name=amount_cents]").fill("10,00")
        staff.locator("[name=why]").fill("De broodjes waren al besteld")
        follow(staff.get_by_role("button", name="Geef het terug"))
        assert "Bo Laat" in staff.locator(".lus-desk__title").inner_text()
        manage(environment, "worker", "--batch")
        work(environment, bank, 4)

        staff.reload()
        assert "er ging € 10,00 terug" in staff.locator("main").inner_text().replace("\u00a0", " ")
        staff.goto("/admin/")
        follow(staff.locator(".lus-todo a", has_text="rond een betaling"))
        follow(staff.locator("table.listing a").first)
        staff.locator("main textarea").fill("De rest houden we, zoals afgesproken.")
        follow(staff.locator(".lus-confirm button"))
        staff.goto("/admin/")
        assert not staff.locator(".lus-todo a", has_text="rond een betaling").count()
    given_back = mails_to(environment, "bo.laat@example.org")[-1]
    assert given_back.purpose == "bookings.given-back"
    assert "€ 10,00" in given_back.text.replace("\u00a0", " ")
