"""An episode as a listener meets it: with the player, with the keys, with the text, and without JavaScript."""

from __future__ import annotations

import pytest

from tests.browser.looking import complaints, seen, strangers, unfit

pytestmark = pytest.mark.browser

SHOW = "/podcast/goed-omringd/"
EPISODE = "/podcast/goed-omringd/de-hand-onder-de-tafel/"
AT = "document.querySelector('audio').currentTime"
PAUSED = "document.querySelector('audio').paused"
# Nothing is heard, but time goes on.
QUIET = "document.querySelector('audio').muted = true"


@pytest.fixture
def listener(page, base_url):
    page.goto(base_url + EPISODE)
    page.evaluate(QUIET)
    return page


@pytest.mark.parametrize("address", [SHOW, EPISODE])
def test_page_is_accessible_and_fits(page, base_url, address):
    with complaints(page) as said, strangers(page, base_url) as left:
        page.goto(base_url + address)

        assert unfit(page) == []
    assert said == []
    assert left == []


def test_keys_play_skip_and_pause(listener):
    listener.focus("[data-play]")
    listener.keyboard.press("Enter")
    assert seen(listener, AT, lambda at: at > 0.2)
    assert listener.get_attribute("[data-play]", "aria-label") == "Pauzeer"

    listener.keyboard.press("k")
    assert seen(listener, PAUSED)
    before = listener.evaluate(AT)
    listener.keyboard.press("j")
    assert seen(listener, AT, lambda at: at < before) < before
    listener.focus("[data-seek]")
    listener.keyboard.press("ArrowRight")
    assert "van 0:" in listener.get_attribute("[data-seek]", "aria-valuetext")


def test_speed_is_chosen_and_remembered(listener, base_url):
    listener.select_option("[data-speed]", "1.5")
    assert listener.evaluate("document.querySelector('audio').playbackRate") == 1.5

    listener.goto(base_url + EPISODE)

    assert listener.input_value("[data-speed]") == "1.5"


def test_place_is_remembered_on_this_device_alone(listener, base_url):
    listener.click("[data-jump] >> nth=2")
    assert seen(listener, AT, lambda at: at > 15)
    listener.click("[data-play]")
    assert seen(listener, PAUSED)
    cookies = listener.context.cookies()

    with strangers(listener, base_url) as left:
        listener.goto(base_url + EPISODE)

    assert listener.inner_text("[data-at]") != "0:00"
    assert "Alleen dit toestel" in listener.inner_text("[data-note]")
    assert cookies == []
    assert left == []


def test_text_follows_jumps_and_can_be_searched(listener):
    listener.click(".turn__time >> nth=3")
    assert seen(listener, AT, lambda at: at > 11)
    assert "pepermuntjes" in seen(listener, "document.querySelector('.cue--said')?.textContent")
    assert listener.get_attribute("[data-jump] >> nth=1", "aria-current") == "true"

    listener.fill("#zoek-in-tekst", "RIA")
    assert listener.inner_text("[data-words-count]") == "1"
    assert listener.inner_text(".cue mark") == "Ria"
    listener.fill("#zoek-in-tekst", "olifant")
    assert listener.inner_text("[data-words-count]") == "Niet gevonden"


def test_address_with_a_moment_begins_there(page, base_url):
    page.goto(f"{base_url}{EPISODE}#t=12")

    assert page.inner_text("[data-at]") == "0:12"


def test_everything_is_there_without_javascript(quiet):
    quiet.goto(EPISODE)

    assert quiet.locator("audio[controls]").is_visible()
    assert quiet.locator(".player__panel").is_hidden()
    assert quiet.locator("a[download]").first.is_visible()
    assert quiet.locator(".turn").count() == 5
    assert quiet.locator(".chapters a").first.get_attribute("href").endswith(".mp3#t=0")
    quiet.goto(SHOW)
    assert quiet.locator("#feed-adres").input_value().endswith("/podcast/goed-omringd/feed.xml")
    assert quiet.locator("a[href^='antennapod-subscribe://']").is_visible()


def test_address_of_the_feed_is_copied(page, base_url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base_url + SHOW)

    page.click("[data-copy-button]")

    assert seen(page, "document.querySelector('[data-copy-said]').textContent") == "Gekopieerd"
    assert page.evaluate("navigator.clipboard.readText()").endswith("/podcast/goed-omringd/feed.xml")
