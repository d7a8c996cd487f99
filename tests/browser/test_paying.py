"""A publication is bought with Bancontact on a telephone without JavaScript, paid at a stand-in for Stripe, and given back by staff."""

from __future__ import annotations

import json
import re
import threading
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from catalogue.payments.stand_in.server import StandIn
from catalogue.payments.stripe_api import API_VERSION
from tests.browser.conftest import follow, manage, serving

pytestmark = pytest.mark.browser

THEM = "an.koper@example.org"
PASSWORD = "a-long-sentence-for-tests"
BOOK = """
from catalogue.models import Product
print(Product.objects.filter(price_cents__gt=0, is_shown=True, available__gt=5).order_by("pk").values_list("slug", flat=True).first())
"""
MAILS = f"""
import json
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve
rows = OutboundEmail.objects.filter(recipient={THEM!r}).order_by("pk")
parts = [list(row.attachments.values_list("filename", flat=True)) for row in rows]
print(json.dumps([[row.purpose, row.subject, resolve(row.text, to=row.recipient), names] for row, names in zip(rows, parts)]))
"""


@pytest.fixture
def bank():
    """Stripe, standing in; it tells the site at once."""
    server = StandIn(secret="whsec_stand_in", api_version=API_VERSION)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def shop(demo_environment, bank):
    """The demo's site with that bank."""
    environment = demo_environment | {"STRIPE_API_BASE": bank.address}
    with serving(environment) as address:
        bank.webhook = f"{address}/stripe/webhook/"
        yield address, environment | {"BASE_URL": address}


def mails(environment) -> list[list]:
    said = manage(environment, "shell", "--no-imports", "--command", MAILS)
    return json.loads(said.strip().splitlines()[-1])


def work(environment, bank, events: int) -> None:
    """Wait until the site was told of so many events, and let the worker look."""
    for _turn in range(100):
        if len(bank.told) >= events:
            break
        threading.Event().wait(0.1)
    assert [status for _kind, status in bank.told] == [200] * events
    manage(environment, "worker", "--batch")


def test_publication_is_bought_with_bancontact_and_given_back(browser, shop, bank):
    address, environment = shop
    slug = manage(environment, "shell", "--no-imports", "--command", BOOK).strip().splitlines()[-1]
    phone = browser.new_context(
        locale="nl-BE", base_url=address, viewport={"width": 360, "height": 740}, java_script_enabled=False
    ).new_page()

    phone.goto(f"/webwinkel/{slug}/")
    follow(phone.locator("main form button[type=submit]").first)
    phone.goto("/webwinkel/bestellen/")
    for field, words in {
        "contact_name": "An Koper",
        "email": THEM,
        "street": "Kerkstraat 12",
        "postcode": "3000",
        "city": "Leuven",
    }.items():
        phone.locator(f"[name={field}]").fill(words)
    phone.wait_for_timeout(2500)  # faster than that is no human
    follow(phone.locator("form[data-safe-form] button[type=submit]").last)
    assert phone.url.startswith(bank.address), "the form leads to the page of the bank"

    follow(phone.get_by_role("button", name="Terug zonder te betalen"))
    expect(phone.get_by_text("We zagen je betaling van")).to_be_visible()
    follow(phone.get_by_role("button", name="Ga verder naar betalen"))
    follow(phone.get_by_role("button", name="Betaal met Bancontact"))
    assert urlsplit(phone.url).path.startswith("/betaling/order/")
    work(environment, bank, 1)
    phone.reload()
    expect(phone.get_by_text("Bedankt: we ontvingen")).to_be_visible()

    (_purpose, subject, text, _parts), (purpose, *_rest, parts) = mails(environment)
    assert "Nog te betalen" in subject
    assert (purpose, parts[0].partition("-")[0]) == ("catalogue.order-confirmed", "betaalbewijs")
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", subject)[0]
    own = urlsplit(re.findall(r"https?://[^\s>]+/bestelling/[\w-]+/", text)[0]).path
    phone.goto(own)
    assert reference in phone.locator("main").inner_text()

    staff = browser.new_context(locale="nl-BE", base_url=address, viewport={"width": 1280, "height": 900}).new_page()
    staff.goto("/aanmelden/")
    staff.locator("[name=login]").fill("webwinkel@example.org")
    staff.locator("[name=password]").fill(PASSWORD)
    follow(staff.locator("form.form button"))
    staff.goto("/admin/orders/")
    follow(staff.get_by_role("link", name=reference).first)
    follow(staff.get_by_role("link", name="Geef geld terug").first)
    staff.locator("[name=why]").fill("Niet meer nodig")
    follow(staff.get_by_role("button", name="Geef het terug"))
    manage(environment, "worker", "--batch")
    work(environment, bank, 2)

    phone.goto(own)
    assert "terug" in phone.locator("main").inner_text()
    assert [purpose for purpose, *_rest in mails(environment)] == [
        "catalogue.order-to-pay",
        "catalogue.order-confirmed",
        "catalogue.order-refunded",
    ]
    assert "geld terug" in mails(environment)[-1][1].lower()
