"""Staff pack a batch: by keyboard at a desk, and with a thumb on a telephone, where no script runs; screens that are fit for everybody."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import follow, manage
from tests.browser.looking import sideways, unfit
from tests.browser.story import colleague

pytestmark = pytest.mark.browser

# Three orders that wait for the post; their references.
ORDERS = """
import json
import secrets
from catalogue.models import Category, Product
from catalogue.services import Ordered, place_order, receive_stock
from trust.organisations.services import Legal
shelf, made = Category.objects.get_or_create(slug="pakjes", defaults={"name": "Pakjes"})
flyer = Product.objects.create(title="Flyer om in te pakken", slug=f"flyer-{secrets.token_hex(4)}", category=shelf, summary="Kort.")
receive_stock(product_id=flyer.pk, quantity=500, why="Drukwerk")
print(json.dumps([place_order(ordered=Ordered(quantities={flyer.public_id: 10}, contact_name="Rita Voorbeeld", email="rita@example.org",
    organisation=Legal(f"Buurthuis {number} {secrets.token_hex(3)}", street="Kerkstraat 1", postcode="3000", city="Leuven"))).reference
    for number in range(3)]))
"""


@pytest.fixture
def references(demo_environment) -> list[str]:
    said = manage(demo_environment, "shell", "--no-imports", "--command", ORDERS)
    return json.loads(said.strip().splitlines()[-1])


@pytest.fixture
def desk(browser, base_url):
    """Somebody of the shop at a desk."""
    with colleague(browser, base_url, "webwinkel") as page:
        yield page


def gather(page, references: list[str]) -> None:
    """Those orders, and no others, together for the post day that the form proposes."""
    page.goto("/admin/packing/")
    for box in page.locator("[name=orders]").all():
        row = box.locator("xpath=ancestor::li[1]")
        box.set_checked(any(reference in row.inner_text() for reference in references))
    follow(page.get_by_role("button", name="Neem ze samen in een reeks"))


def parcel(page, reference: str):
    return page.locator(".lus-parcel", has_text=reference)


def test_batch_is_packed_and_sent_with_the_keyboard_alone(desk, references):
    gather(desk, references)
    first, second, third = references

    for typed in (first, second.lower().replace("-", "")):
        desk.locator("#reference:focus").wait_for()  # the field waits for the next one
        desk.keyboard.type(typed)
        with desk.expect_navigation():
            desk.keyboard.press("Enter")
    desk.locator("#reference:focus").wait_for()
    desk.keyboard.type("BBBB-BBBB")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "BBBB-BBBB" in desk.get_by_role("alert").first.inner_text()
    assert desk.locator(".lus-parcel--packed").count() == 2

    link = desk.get_by_role("link", name="Verstuur wat ingepakt is")
    link.focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    desk.get_by_label("Vervoerder").fill("bpost")
    desk.get_by_label(first).fill("3232000")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert "3232000" in parcel(desk, first).inner_text()
    assert desk.locator(".lus-parcel--sent").count() == 2
    desk.goto("/admin/packing/")
    assert desk.get_by_role("link", name=third).count() == 1, "what was not packed waits for the next batch"


def test_batch_is_packed_with_a_thumb_and_without_a_script(browser, desk, references):
    gather(desk, references)
    context = browser.new_context(
        locale="nl-BE",
        base_url=desk.url.split("/admin/")[0],
        storage_state=desk.context.storage_state(),
        java_script_enabled=False,
        viewport={"width": 360, "height": 760},
    )
    page = context.new_page()
    page.goto(desk.url)
    button = parcel(page, references[0]).get_by_role("button", name="Ingepakt")
    box = button.bounding_box()
    assert box["height"] >= 48
    assert box["width"] >= 240

    follow(button)
    assert "lus-parcel--packed" in parcel(page, references[0]).get_attribute("class")
    assert page.evaluate("() => document.activeElement.id") != "reference", (
        "no keyboard of a telephone over the parcels"
    )
    # Chromium scrolls in its own time: the next one comes in sight. (Asked anew each time: where no script runs, a page waits for nothing.)
    in_sight = "element => { const y = element.getBoundingClientRect().y; return 0 <= y && y < innerHeight - 48; }"
    for _tenth_of_a_second in range(100):
        if seen := parcel(page, references[1]).evaluate(in_sight):
            break
        page.wait_for_timeout(100)
    assert seen
    follow(parcel(page, references[0]).get_by_role("button", name="Toch niet ingepakt"))
    assert "lus-parcel--to-pack" in parcel(page, references[0]).get_attribute("class")
    follow(parcel(page, references[1]).get_by_role("button", name="Een andere dag"))

    assert parcel(page, references[1]).count() == 0
    assert not sideways(page)
    context.close()


def test_screens_are_fit_for_everybody(desk, references):
    gather(desk, references)
    batch = desk.url
    order = parcel(desk, references[0]).get_by_role("link").first.get_attribute("href")

    for address in (
        batch,
        "/admin/packing/",
        order,
        f"{order}change/",
        "/admin/stock/",
        "/admin/customers/",
        "/admin/reports/reach/",
    ):
        desk.goto(address)
        desk.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")

        assert unfit(desk) == []
