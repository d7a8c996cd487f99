"""Without a mouse and without JavaScript.

Chromium scrolls, opens and follows a link in its own time: what comes after an action is waited for, never read at once.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import OURS
from tests.browser.conftest import quietly
from tests.browser.looking import seen

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  return {
    name: element.outerHTML.slice(0, 120),
    body: element === document.body,
    marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
PLACE = """() => {
  const box = document.querySelector('.term-meaning:popover-open').getBoundingClientRect();
  return [box.left, box.right];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_step_of_the_tab_key_is_seen(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/")

    for _step in range(25):
        page.keyboard.press("Tab")
        focus = seen(page, FOCUS, lambda found: found["visible"])
        assert not focus["body"]
        assert focus["visible"], f"focus is out of sight on {focus['name']}"
        assert focus["marked"], f"focus is not marked on {focus['name']}"


def test_first_step_skips_to_the_content(page):
    page.goto("/wat-doet-lus/lusgroepen/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#inhoud")

    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#inhoud$"))
    page.keyboard.press("Tab")

    expect(page.locator("main :focus")).to_be_attached()


def test_word_is_explained_by_keyboard_and_closed_by_escape(page):
    page.goto("/wat-doet-lus/lusgroepen/")
    word = page.locator("main button.term").first
    meaning = page.locator(f"[id='{word.get_attribute('aria-describedby')}']")
    expect(meaning).to_be_hidden()

    word.press("Enter")
    expect(meaning).to_be_visible()
    assert meaning.inner_text().strip()
    page.keyboard.press("Escape")

    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()


def test_word_is_explained_by_touch(browser, base_url):
    context = browser.new_context(base_url=base_url, has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/wat-doet-lus/lusgroepen/")
    word = page.locator("main button.term").first
    meaning = page.locator(f"[id='{word.get_attribute('aria-describedby')}']")

    word.tap()

    expect(meaning).to_be_visible()
    # It is put in its place once it is open.
    left, right = seen(page, PLACE, lambda found: 0 <= found[0] <= found[1] <= 360)
    assert 0 <= left <= right <= 360
    context.close()


@pytest.fixture(scope="module")
def reader(browser, base_url):
    """Somebody with a telephone without JavaScript, who reads one page after the other."""
    with quietly(browser, base_url) as page:
        yield page


@pytest.mark.parametrize("address", OURS)
def test_page_reads_without_javascript(reader, address):
    response = reader.goto(address)

    assert response.ok
    expect(reader.locator("h1")).to_be_visible()
    assert len(reader.locator("main").inner_text().split()) > 3


def test_site_is_navigated_without_javascript_on_a_phone(quiet):
    quiet.goto("/")

    quiet.get_by_role("button", name="Menu").click()
    quiet.locator("#menu a.menu__link", has_text="Nieuws").click()
    expect(quiet).to_have_url(re.compile("/nieuws/$"))
    quiet.locator("main h2 a, main h3 a").first.click()

    expect(quiet).to_have_url(re.compile("/nieuws/[^/]+/$"))


def test_word_leads_to_the_word_list_without_javascript(quiet):
    quiet.goto("/wat-doet-lus/lusgroepen/")
    term = quiet.locator("main a.term").first
    words = term.get_attribute("href").split("#")[1]

    term.click()

    expect(quiet).to_have_url(re.compile(f"/woordenlijst/#{re.escape(words)}$"))
    expect(quiet.locator(f"[id='{words}']")).to_be_visible()


def test_search_works_without_javascript(quiet):
    quiet.goto("/zoeken/")
    quiet.get_by_role("searchbox").fill("lusgroep")
    quiet.get_by_role("searchbox").press("Enter")

    expect(quiet).to_have_url(re.compile("[?&]q=lusgroep"))
    expect(quiet.locator("main mark").first).to_be_visible()
