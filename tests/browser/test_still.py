"""Pictures that come late keep their place: nothing that somebody reads jumps."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.browser.looking import EVERYTHING_HERE, WIDTHS, seen

pytestmark = pytest.mark.browser

ADDRESS = "/wat-doet-lus/lusgroepen/"
SIZES = """chosen => [...document.querySelectorAll(chosen)].map(picture => {
  const box = picture.getBoundingClientRect();
  return {width: box.width, height: box.height, ratio: picture.getAttribute('width') / picture.getAttribute('height')};
})"""
PAGE_HEIGHT = "document.documentElement.scrollHeight"
SHIFTED = """() => new Promise(done => {
  const seen = new PerformanceObserver(list => {});
  seen.observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => done(seen.takeRecords().reduce((sum, shift) => sum + shift.value, 0)));
})"""
STRETCH = """document.querySelectorAll('.block--image img').forEach(picture => {
  picture.setAttribute('width', 600); picture.setAttribute('height', 2400);
})"""


@contextmanager
def without_pictures(page):
    """A page to which no picture comes while this is open."""
    page.route("**/*", lambda route: route.abort() if route.request.resource_type == "image" else route.continue_())
    yield
    page.unroute_all(behavior="wait")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("address", "chosen"),
    [(ADDRESS, ".block--image img"), ("/wat-doet-lus/projecten/burgers-aan-zet/", ".partner__logo img")],
)
def test_picture_that_does_not_come_keeps_its_place(page, base_url, address, chosen, width):
    page.set_viewport_size({"width": width, "height": 900})
    with without_pictures(page):
        page.goto(address)
        sizes = page.evaluate(SIZES, chosen)
    page.reload()
    assert seen(page, EVERYTHING_HERE)

    assert sizes
    assert all(size["height"] > 40 for size in sizes)
    assert sizes == page.evaluate(SIZES, chosen)


@pytest.mark.parametrize("width", WIDTHS)
def test_page_does_not_jump_when_its_pictures_come(page, base_url, width):
    page.set_viewport_size({"width": width, "height": 900})
    with without_pictures(page):
        page.goto(ADDRESS)
        height = page.evaluate(PAGE_HEIGHT)
    page.reload()
    assert seen(page, EVERYTHING_HERE)

    assert page.evaluate(PAGE_HEIGHT) == height
    assert page.evaluate(SHIFTED) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_tall_picture_fits_the_window_without_being_squeezed(page, base_url, width):
    page.set_viewport_size({"width": width, "height": 900})
    with without_pictures(page):
        page.goto(ADDRESS)
        page.evaluate(STRETCH)
        size = page.evaluate(SIZES, ".block--image img")[0]

    assert 400 < size["height"] <= 0.85 * 900 + 1
    assert size["width"] / size["height"] == pytest.approx(size["ratio"], abs=0.01)
