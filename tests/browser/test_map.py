"""The map of who looks for a group, in a browser: by mouse, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import complaints, strangers

pytestmark = pytest.mark.browser

DRAWING = "[data-map-drawing]"


def width_seen(page) -> float:
    """How much of the map is in sight, in its own units."""
    return float(page.locator(DRAWING).get_attribute("viewBox").split()[2])


def test_nearer_and_further_by_button_and_by_key(page, base_url):
    with complaints(page) as said, strangers(page, base_url) as asked:
        page.goto("/kaart/")
        whole = width_seen(page)
        expect(page.locator('[data-map-zoom="out"]')).to_be_disabled()

        page.locator('[data-map-zoom="in"]').click()
        near = width_seen(page)
        page.locator("[data-map]").focus()
        page.keyboard.press("+")
        nearer = width_seen(page)
        before = page.locator(DRAWING).get_attribute("viewBox")
        page.keyboard.press("ArrowLeft")
        moved = page.locator(DRAWING).get_attribute("viewBox")
        page.keyboard.press("0")

    assert nearer < near < whole
    assert moved != before
    assert width_seen(page) == whole
    assert said == []
    assert asked == []


def test_a_tap_says_what_stands_there(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/kaart/")
    area = page.locator(".map__area--1").first
    name = area.locator("title").text_content()

    area.dispatch_event("click")

    expect(page.locator("[data-map-said]")).to_have_text(name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_whole_map_stands_there_with_the_same_as_a_list(browser, base_url):
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/kaart/")

    expect(page.locator("[data-map-buttons]")).to_be_hidden()
    counted = [title for title in page.locator(".map__area > title").all_text_contents() if ":" in title]
    listed = page.locator(".area-list li > span:first-child").all_text_contents()
    assert sorted(title.partition(":")[0] for title in counted) == sorted(listed)
    assert listed
    context.close()
