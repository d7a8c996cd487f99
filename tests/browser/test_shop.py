"""The shop in a browser: what a limit says, pages that are fit for everybody."""

from __future__ import annotations

import json
import time

import pytest

from tests.browser.conftest import follow, manage
from tests.browser.looking import complaints, unfit

pytestmark = pytest.mark.browser
FLYER, BOOK = "/webwinkel/flyer-wat-doet-lus/", "/webwinkel/rond-mijn-tafel/"
BASKET, FORM = "/webwinkel/mandje/", "/webwinkel/bestellen/"
LATEST = """
import json
from urllib.parse import urlsplit
from catalogue.models import Order
from catalogue.terms import STATUS
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url
order = Order.objects.filter(email="%s").latest("pk")
link = PersonalLink.objects.about(order).for_purpose(STATUS).first() or issue_link(purpose=STATUS, about=order)
print(json.dumps(urlsplit(link_url(link=link)).path))
"""


def page_of(environment: dict[str, str], email: str) -> str:
    """The path of the page of the newest order of that address."""
    said = manage(environment, "shell", "--no-imports", "--command", LATEST % email)
    return json.loads(said.strip().splitlines()[-1])


def fill_in(page, email: str, **said: str) -> None:
    fields = {
        "contact_name": "Rita Voorbeeld",
        "email": email,
        "street": "Kerkstraat 1",
        "postcode": "3000",
        "city": "Leuven",
    }
    for name, words in (fields | said).items():
        page.locator(f"[name={name}]").fill(words)


@pytest.mark.parametrize("script", [False, True])
def test_share_that_is_used_up_is_adjusted_with_one_press(browser, base_url, script):
    context = browser.new_context(base_url=base_url, java_script_enabled=script)
    page, name = context.new_page(), f"Dienstencentrum {script}"

    def order(copies: str) -> None:
        page.goto("/webwinkel/affiche-jij-kiest/")
        page.get_by_label("Hoeveel").select_option(copies)
        follow(page.get_by_role("button", name="Leg in mijn mandje"))
        page.goto(FORM)
        fill_in(page, f"deel-{script}@example.org", organisation_name=name)
        page.wait_for_timeout(2500)
        follow(page.get_by_role("button", name="Plaats de bestelling"))

    order("10")
    order("8")
    order("10")

    assert "kan je er nog 2 bestellen" in page.locator(".error-summary").inner_text()
    assert page.locator(".order__possible li").inner_text() == "2 × Jij kiest wie naast je zit"
    follow(page.get_by_role("button", name="Pas het zo aan en bestel"))
    assert page.get_by_role("heading", name="Bedankt, we hebben je bestelling").is_visible()
    context.close()


def test_basket_is_filled_with_the_keyboard_alone(page, base_url):
    page.goto(base_url + FLYER)

    page.get_by_label("Hoeveel").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.value") == "add"
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("option:checked").inner_text() == "50"


def test_pages_are_fit_for_everybody(page, base_url, demo_environment):
    for product in (FLYER, BOOK):
        page.goto(base_url + product)
        follow(page.get_by_role("button", name="Leg in mijn mandje"))
    status = _ordered(page, base_url, demo_environment, f"iedereen-{time.time_ns()}@example.org")

    for address in ("/webwinkel/", FLYER, BOOK, BASKET, FORM, status):
        with complaints(page) as said:
            page.goto(base_url + address)
            page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")

        assert not said, address
        assert unfit(page) == []


def _ordered(page, base_url: str, environment: dict[str, str], email: str) -> str:
    """The page of an order that somebody makes beside, in a browser of their own; its path."""
    context = page.context.browser.new_context(base_url=base_url)
    other = context.new_page()
    other.goto("/webwinkel/affiche-stoel-vrij/")
    follow(other.get_by_role("button", name="Leg in mijn mandje"))
    other.goto(FORM)
    fill_in(other, email)
    other.wait_for_timeout(2500)
    follow(other.get_by_role("button", name="Plaats de bestelling"))
    context.close()
    return page_of(environment, email)
