"""The shop on a telephone without JavaScript: free flyers until they leave, a publication that is paid and given back; every mail read."""

from __future__ import annotations

import re
import secrets
import threading
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from catalogue.payments.stand_in.server import StandIn
from catalogue.payments.stripe_api import API_VERSION
from tests.browser.conftest import follow, manage, serving
from tests.browser.story import Mail, colleague, mails_to, press, send, tell

pytestmark = [pytest.mark.browser, pytest.mark.story]

BASKET = "/webwinkel/mandje/"
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
THEM = "an.koper@example.org"
BOOK = """
from catalogue.models import Product
print(Product.objects.filter(price_cents__gt=0, is_shown=True, available__gt=5).order_by("pk").values_list("slug", flat=True).first())
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


def work(environment, bank, events: int) -> None:
    """Wait until the site was told of so many events, and let the worker look."""
    for _turn in range(100):
        if len(bank.told) >= events:
            break
        threading.Event().wait(0.1)
    assert [status for _kind, status in bank.told] == [200] * events
    manage(environment, "worker", "--batch")


def fill_in(phone, name: str, email: str, city: str = "Leuven") -> None:
    fields = {"contact_name": name, "email": email, "street": "Kerkstraat 12", "postcode": "3000", "city": city}
    for field, words in fields.items():
        phone.locator(f"[name={field}]").fill(words)


def test_flyers_are_ordered_packed_and_sent_and_another_order_is_cancelled(browser, quiet, base_url, demo_environment):
    them = f"rita.{secrets.token_hex(4)}@example.org"

    def newest() -> Mail:
        return mails_to(demo_environment, them)[-1]

    # Ordered, with a mistake on the way.
    quiet.goto("/webwinkel/")
    follow(quiet.get_by_role("link", name="Wat doet Lus?"))
    assert quiet.locator(".product__deeds > section").first.get_attribute("aria-labelledby") == "digitaal"
    quiet.get_by_label("Hoeveel").select_option("50")
    press(quiet, "Leg in mijn mandje")
    assert quiet.get_by_role("status").inner_text() == "Het ligt in je mandje."
    quiet.get_by_label("Hoeveel").select_option("75")
    press(quiet, "Pas aan")
    follow(quiet.get_by_role("link", name="Verder: waar mag het naartoe?"))
    fill_in(quiet, "Rita Voorbeeld", them, city="Gent")
    send(quiet)
    assert "De postcode 3000 is die van Leuven" in quiet.locator("#id_city_error").inner_text()
    quiet.locator("[name=city]").fill("Leuven")
    press(quiet, "Plaats de bestelling")
    assert quiet.get_by_role("heading", name="Bedankt, we hebben je bestelling").is_visible()
    quiet.goto(BASKET)
    assert quiet.get_by_role("heading", name="Er ligt nog niets in").is_visible()
    confirmed = newest()
    assert confirmed.purpose == "catalogue.order-confirmed"
    reference = REFERENCE.search(confirmed.subject)[0]
    own = confirmed.link("/bestelling/")
    quiet.goto(own)
    assert quiet.locator("#stand").inner_text() == "We hebben ze, en pakken ze gauw in"
    assert "75 × Wat doet Lus?" in quiet.locator(".order__lines").inner_text()

    # Packed and sent by staff; the mail leads to what stands now.
    with colleague(browser, base_url, "webwinkel") as staff:
        staff.goto("/admin/packing/")
        for box in staff.locator("[name=orders]").all():
            box.set_checked(reference in box.locator("xpath=ancestor::li[1]").inner_text())
        press(staff, "Neem ze samen in een reeks")
        staff.locator("#reference:focus").wait_for()
        staff.keyboard.type(reference)
        with staff.expect_navigation():
            staff.keyboard.press("Enter")
        assert staff.locator(".lus-parcel--packed").count() == 1
        follow(staff.get_by_role("link", name="Verstuur wat ingepakt is"))
        staff.get_by_label("Vervoerder").fill("bpost")
        staff.get_by_label(reference).fill("3232000")
        with staff.expect_navigation():
            staff.keyboard.press("Enter")
    sent = newest()
    assert sent.purpose == "catalogue.order-sent"
    assert "3232000" in sent.text
    quiet.goto(sent.link("/bestelling/"))
    assert quiet.locator("#stand").inner_text() == "Ze is naar je onderweg"
    assert not quiet.get_by_role("button", name="Annuleer deze bestelling").count()

    # Another order, cancelled by the link in its mail.
    quiet.goto("/webwinkel/flyer-wat-doet-lus/")
    press(quiet, "Leg in mijn mandje")
    quiet.goto("/webwinkel/bestellen/")
    fill_in(quiet, "Rita Voorbeeld", them)
    send(quiet)
    quiet.goto(newest().link("/bestelling/"))
    press(quiet, "Annuleer deze bestelling")
    assert quiet.locator("#stand").inner_text() == "Ze is geannuleerd"
    assert newest().purpose == "catalogue.order-cancelled"


def test_publication_is_bought_with_bancontact_and_given_back(browser, shop, bank):
    address, environment = shop
    slug = tell(environment, BOOK)
    phone = browser.new_context(
        locale="nl-BE", base_url=address, viewport={"width": 360, "height": 740}, java_script_enabled=False
    ).new_page()

    phone.goto(f"/webwinkel/{slug}/")
    follow(phone.locator("main form button[type=submit]").first)
    phone.goto("/webwinkel/bestellen/")
    fill_in(phone, "An Koper", THEM)
    send(phone)
    assert phone.url.startswith(bank.address), "the form leads to the page of the bank"

    follow(phone.get_by_role("button", name="Terug zonder te betalen"))
    expect(phone.get_by_text("We zagen je betaling van")).to_be_visible()
    follow(phone.get_by_role("button", name="Ga verder naar betalen"))
    follow(phone.get_by_role("button", name="Betaal met Bancontact"))
    assert urlsplit(phone.url).path.startswith("/betaling/order/")
    work(environment, bank, 1)
    phone.reload()
    expect(phone.get_by_text("Bedankt: we ontvingen")).to_be_visible()

    to_pay, confirmed = mails_to(environment, THEM)
    assert "Nog te betalen" in to_pay.subject
    assert confirmed.purpose == "catalogue.order-confirmed"
    assert next(iter(confirmed.files)).startswith("betaalbewijs-")
    reference, own = REFERENCE.search(to_pay.subject)[0], to_pay.link("/bestelling/")
    phone.goto(own)
    assert reference in phone.locator("main").inner_text()

    with colleague(browser, address, "webwinkel") as staff:
        staff.goto("/admin/orders/")
        follow(staff.get_by_role("link", name=reference).first)
        follow(staff.get_by_role("link", name="Geef geld terug").first)
        staff.locator("[name=why]").fill("Niet meer nodig")
        press(staff, "Geef het terug")
    manage(environment, "worker", "--batch")
    work(environment, bank, 2)

    phone.goto(own)
    assert "terug" in phone.locator("main").inner_text()
    *_before, refunded = mails = mails_to(environment, THEM)
    assert [mail.purpose for mail in mails] == [
        "catalogue.order-to-pay",
        "catalogue.order-confirmed",
        "catalogue.order-refunded",
    ]
    assert "geld terug" in refunded.subject.lower()
