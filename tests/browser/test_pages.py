"""Every address in Chromium: accessible in light and dark, on a phone and a screen, and alone with its own origin."""

import pytest

from tests.browser.addresses import ADDRESSES, EXTRA, LISTS
from tests.browser.looking import BETWEEN, EVERYTHING_HERE, complaints, seen, sideways, strangers, unfit
from tests.browser.test_staff import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visitor(browser, browser_context_args):
    """Somebody who reads one page after the other, and has the styles and fonts by then."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


def look(page, base_url: str, address: str) -> list[str]:
    """What is wrong with `address`."""
    page.set_viewport_size({"width": 360, "height": 900})
    with strangers(page, base_url) as left, complaints(page) as said:
        page.goto(address)
        assert seen(page, EVERYTHING_HERE), f"{address}: a picture or a font never comes"
        wrong = unfit(page)
        assert seen(page, EVERYTHING_HERE), f"{address}: a picture for a wide screen never comes"
    wrong += [f"request to {url}" for url in left]
    wrong += [f"console: {text}" for text in said if "404" not in text or address not in EXTRA]
    page.set_viewport_size({"width": BETWEEN, "height": 900})
    return wrong + [f"{BETWEEN} px: sideways: {what}" for what in sideways(page)]


@pytest.mark.parametrize("address", ADDRESSES + EXTRA)
def test_page_is_accessible_fits_and_asks_nobody_else(visitor, base_url, address):
    wrong = look(visitor, base_url, address)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", LISTS)
def test_first_of_each_list_is_accessible_fits_and_asks_nobody_else(visitor, base_url, address):
    visitor.goto(address)
    first = visitor.eval_on_selector_all(
        "main a[href]",
        "(links, known) => links.map(link => link.getAttribute('href')).filter(href => !known.includes(href))"
        ".find(href => href.startsWith('/') && href.split('/').length > 3 && !href.includes('?') && !href.endsWith('.xml') "
        "&& !href.startsWith('/documents/'))",
        ADDRESSES,
    )
    assert first, f"{address} lists nothing"

    wrong = look(visitor, base_url, first)

    assert not wrong, f"{first}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("address", ["/", "/nieuws/", "/wat-doet-lus/lusgroepen/"])
def test_page_at_twice_the_zoom_still_fits(browser, base_url, address):
    context = browser.new_context(base_url=base_url, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(address)
    assert seen(page, EVERYTHING_HERE)

    assert sideways(page) == []
    context.close()


# A page of each shape, with the longest word that somebody will write one day.
SHAPES = [
    "/",
    "/wat-doet-lus/lusgroepen/",
    "/kennismaken/",
    "/verhalen/",
    "/nieuws/",
    "/podcast/goed-omringd/",
    "/contact/",
    "/meedoen/",
]
LONG = " meervoudigepersoonlijkheidsstoornisverzekeringsmaatschappij"
LENGTHEN = """word => document.querySelectorAll('.page main :is(h1, h2, h3, p, .card__label, li, dt, dd, figcaption, summary), '
    + '.menu__link, .site-footer :is(h2, p, address, li), .page .button, td.title, #main :is(h1, h2, dd, caption), .lus-desk p').forEach(part => {
  const words = [...part.querySelectorAll('*')].find(inner => inner.matches('a, span') && !inner.children.length) || part;
  words.append(word);
})"""
# A column so narrow that a word stands in it letter by letter.
SQUEEZED = """() => [...document.querySelectorAll('main *, footer *')]
  .filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 40))
  .filter(part => part.checkVisibility() && !part.closest('svg, .visually-hidden, .w-sr-only, .episode-number'))
  .filter(part => part.getBoundingClientRect().width < 2.5 * parseFloat(getComputedStyle(part).fontSize))
  .map(part => part.outerHTML.slice(0, 120))"""


def ill_at_ease(page, address: str) -> list[str]:
    """What runs off the screen, or stands in letters below each other, when words are long."""
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(address)
    page.evaluate(LENGTHEN, LONG)
    wrong = []
    for width in (360, BETWEEN, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{address} at {width} px: {what}" for what in [*sideways(page), *page.evaluate(SQUEEZED)]]
    return wrong


@pytest.mark.parametrize("address", SHAPES)
def test_long_words_break_instead_of_running_off_the_screen(page, address):
    assert ill_at_ease(page, address) == []


def test_lists_and_forms_of_staff_can_be_seen_whole_with_long_words_too(page):
    sign_in(page, "admin")
    page.wait_for_url("**/admin/")

    wrong = []
    for address in ("dates/", "dates/new/", "orders/", "customers/", "reports/calendar-feeds/"):
        wrong += ill_at_ease(page, f"/admin/{address}")

    assert wrong == []
