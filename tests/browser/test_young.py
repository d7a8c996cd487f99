"""A child's pages in Chromium: asked of nobody else, told to nobody, left at one press, and not there for who looks back (spec G9)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import follow, manage
from tests.browser.looking import complaints, seen, sideways, strangers, unfit

pytestmark = pytest.mark.browser
FORM = "/bel-mij/"
WEATHER = re.compile(r"^https://www\.meteo\.be/")
HUMAN = 2100  # ms: less is taken for a machine
IN_SIGHT = """() => {
  const box = document.querySelector('.leave__button').getBoundingClientRect();
  const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth && box.height >= 44 && found.matches('.leave__button');
}"""
numbers = itertools.count(1)


@pytest.fixture
def weather(page) -> Iterator[list[dict]]:
    """Where the way out leads, as far as this test goes: what the weather is asked, and a page that says so."""
    asked: list[dict] = []

    def answer(route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(body="<title>Het weer</title><h1>Het weer</h1>", content_type="text/html")

    page.route(WEATHER, answer)
    yield asked
    page.unroute_all(behavior="ignoreErrors")


def ask_to_be_phoned(page: Page, name: str = "Vlinder") -> None:
    page.goto(FORM)
    page.fill("[name=name]", name)
    page.fill("[name=phone]", f"0470 00 10 {next(numbers):02d}")
    page.wait_for_timeout(HUMAN)
    follow(page.locator(".form__deed button"))


def weather_stands(page: Page) -> None:
    expect(page.get_by_role("heading", name="Het weer")).to_be_visible()


def test_whole_way_asks_nobody_but_this_site_and_says_nothing_of_itself(page, base_url):
    answers = []
    page.on("response", lambda response: answers.append(response) if FORM in response.url else None)

    with strangers(page, base_url) as left, complaints(page) as said:
        ask_to_be_phoned(page)
        assert urlsplit(page.url).path == f"{FORM}bedankt/"
        follow(page.get_by_role("button", name="Wis mijn nummer"))
        assert urlsplit(page.url).path == f"{FORM}weg/"

    assert (left, said) == ([], [])
    assert len(answers) >= 5
    for answer in answers:
        headers = answer.all_headers()
        assert headers["cache-control"] == "private, no-store", answer.url
        assert headers["referrer-policy"] == "same-origin", answer.url
        assert headers["x-robots-tag"] == "noindex, nofollow", answer.url


@pytest.mark.parametrize("address", [FORM, f"{FORM}weg/", f"{FORM}bedankt/?d=x"])
def test_title_is_the_name_of_the_house_and_no_more(page, address):
    page.goto(address)

    assert page.title() == "Lus"


def test_one_press_takes_the_place_of_the_page_in_the_history(page, base_url, weather):
    page.goto("/")
    page.goto(FORM)
    before = page.evaluate("history.length")

    page.locator("[data-leave]").click()

    weather_stands(page)
    assert page.evaluate("history.length") == before
    assert "referer" not in weather[0]
    assert page.evaluate("document.referrer") == ""
    page.go_back()
    assert urlsplit(page.url).path == "/"


def test_who_goes_back_after_leaving_sees_nothing_of_the_form_that_came_before(page, weather):
    ask_to_be_phoned(page)
    page.locator("[data-leave]").click()
    weather_stands(page)

    page.go_back()

    weather_stands(page)
    assert "Vlinder" not in page.content()
    expect(page).to_have_url(WEATHER)


def test_who_comes_back_on_their_own_sees_the_page_again(page, weather):
    page.goto(FORM)
    page.locator("[data-leave]").click()
    weather_stands(page)

    page.goto(FORM)

    expect(page.locator("h1")).to_be_visible()
    assert page.input_value("[name=name]") == ""


def test_escape_twice_leaves_and_once_does_not(page, weather):
    page.goto(FORM)
    page.locator("[name=name]").focus()

    page.keyboard.press("Escape")
    assert urlsplit(page.url).path == FORM
    page.keyboard.press("Escape")

    weather_stands(page)


def test_what_was_typed_is_gone_when_somebody_goes_back_to_the_form(page):
    page.goto(FORM)
    page.fill("[name=name]", "Vlinder")
    page.fill("[name=phone]", "0470 00 00 99")
    page.goto("/")

    page.go_back()

    expect(page.locator("h1")).to_be_visible()
    assert seen(page, "document.querySelector('[name=name]').value", lambda value: value == "") == ""
    assert page.input_value("[name=phone]") == ""


@pytest.mark.parametrize("height", [740, 420])
def test_way_out_is_in_sight_at_every_place_of_the_page_on_a_phone(page, height):
    page.set_viewport_size({"width": 360, "height": height})
    page.goto(FORM)

    for place in (0, 0.25, 0.5, 0.75, 1):
        page.evaluate("place => scrollTo(0, place * document.documentElement.scrollHeight)", place)
        assert seen(page, IN_SIGHT), f"at {place} of the page"


def test_focus_never_hides_behind_the_way_out(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(FORM)
    hidden = """() => {
      const box = document.activeElement.getBoundingClientRect(), bar = document.querySelector('.leave').getBoundingClientRect();
      return !document.activeElement.closest('.leave, .skip-link') && box.height > 0 && box.bottom <= bar.bottom;
    }"""

    for step in range(40):
        page.keyboard.press("Tab" if step < 20 else "Shift+Tab")
        assert not seen(page, hidden, lambda found: not found), page.evaluate("document.activeElement.outerHTML")


def test_without_javascript_it_is_a_link_and_the_form_works(quiet):
    asked: list[dict] = []

    def answer(route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(body="<h1>Het weer</h1>", content_type="text/html")

    quiet.route(WEATHER, answer)
    ask_to_be_phoned(quiet)
    assert urlsplit(quiet.url).path == f"{FORM}bedankt/"

    follow(quiet.locator("[data-leave]"))

    weather_stands(quiet)
    assert "referer" not in asked[0]


def test_form_with_mistakes_and_thanks_are_fit_for_everybody(page):
    page.goto(FORM)
    page.wait_for_timeout(HUMAN)
    follow(page.locator(".form__deed button"))

    assert page.title() == "Lus"
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert unfit(page) == []

    ask_to_be_phoned(page)
    assert unfit(page) == []


def test_twice_the_zoom_fits_with_the_way_out_in_sight(browser, base_url):
    context = browser.new_context(base_url=base_url, viewport={"width": 320, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(FORM)

    assert sideways(page) == []
    assert seen(page, IN_SIGHT)
    context.close()


def test_number_that_was_left_is_kept_with_a_name_and_nothing_else(page, demo_environment):
    ask_to_be_phoned(page, "Nachtuil")

    code = (
        "from circles.models import SignUp; one = SignUp.objects.get(name='Nachtuil'); "
        "print([one.kind, one.email, one.remark, one.notes, one.municipality, one.discreet])"
    )
    said = manage(demo_environment, "shell", "--no-imports", "--command", code).strip().splitlines()[-1]
    assert said == "['young', '', '', '', None, True]"
