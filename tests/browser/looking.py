"""What we look for on a page in a browser: axe's violations, sideways scrolling, requests that leave the site."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (360, 1280)
BETWEEN = 768  # a tablet
# WCAG 2.2 AA, and what axe calls good practice.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# In the dark nothing but colours is different: what else there is to find was found in the light.
COLOURS = AXE_OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
VIOLATIONS = "options => axe.run(options).then(found => found.violations)"
# Pages clip what sticks out at the side, so that a drawing may run off them: what a person reads or presses may not.
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = part => {
    for (let up = part; up && up !== document.body; up = up.parentElement)
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  return [...document.querySelectorAll('body :is(h1, h2, h3, h4, p, li, a, button, span, strong, dt, dd, label, legend, input, select, textarea, '
      + 'th, td, time, figcaption, summary, img, video)')]
    .filter(part => part.getBoundingClientRect().right > wide + 1 && part.getBoundingClientRect().width > 1)
    .filter(part => !part.closest('svg, .visually-hidden') && getComputedStyle(part).visibility !== 'hidden' && !scrolls(part))
    .slice(0, 5).map(part => part.outerHTML.slice(0, 120));
}"""

# The admin hides what sticks out instead of scrolling.
CUT_OFF = """() => [...document.querySelectorAll('.lus-desk')]
  .filter(desk => desk.scrollWidth > desk.clientWidth)
  .flatMap(desk => [...desk.querySelectorAll('*')]
    .filter(part => !part.closest('.lus-scroll, .w-sr-only') && part.getBoundingClientRect().right > desk.getBoundingClientRect().right + 1)
    .map(part => part.outerHTML.slice(0, 120)).concat(`${desk.scrollWidth - desk.clientWidth} px too wide`))"""

PATIENCE = 10  # seconds that a browser on a busy machine gets for what it does in its own time
# Every picture is asked for, also those that wait below the fold.
EVERYTHING_HERE = """() => {
  const pictures = [...document.images];
  pictures.forEach(picture => { picture.loading = 'eager'; });
  return document.fonts.status === 'loaded' && pictures.every(picture => picture.complete);
}"""
# Two frames on, nothing glides any more.
AT_REST = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
  document.getAnimations().every(animation => animation.playState !== 'running')
))))"""


def seen(page: Page, script: str, wanted: Callable[[Any], bool] = bool) -> Any:
    """What `script` says once `wanted` holds for it, or what it last said when it never does."""
    until = time.monotonic() + PATIENCE
    while not wanted(found := page.evaluate(script)) and time.monotonic() < until:
        page.wait_for_timeout(20)
    return found


def violations(page: Page, options: dict[str, Any] = AXE_OPTIONS) -> list[str]:
    """What axe finds wrong, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, options)
    return [f"{rule['id']}: {node['target']} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty when it does not."""
    found = page.evaluate(SIDEWAYS)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found or ([f"{wide} px too wide"] if wide > 0 else [])


def cut_off(page: Page) -> list[str]:
    """What sticks out of a screen of staff at the side, where nobody can see it."""
    return page.evaluate(CUT_OFF)


def unfit(page: Page) -> list[str]:
    """What is wrong with the page that stands open, a line each: on a telephone and on a screen, in the light and in the dark."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in (("light", AXE_OPTIONS), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert seen(page, AT_REST), f"{page.url}: something never comes to rest"
            wrong += [f"{page.url} at {width} px, {scheme}: {found}" for found in violations(page, options)]
        wrong += [f"{page.url} at {width} px, sideways: {what}" for what in [*sideways(page), *cut_off(page)]]
    return wrong


@contextmanager
def strangers(page: Page, base_url: str):
    """The requests that leave the site's own origin while this is open."""
    home, left = urlsplit(base_url).netloc, []

    def note(request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != home:
            left.append(request.url)

    page.on("request", note)
    yield left
    page.remove_listener("request", note)


@contextmanager
def complaints(page: Page):
    """What the browser's console complains of, such as a refusal by the content security policy."""
    said: list[str] = []

    def note(message) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    def crash(error) -> None:
        said.append(str(error))

    page.on("console", note)
    page.on("pageerror", crash)
    yield said
    page.remove_listener("console", note)
    page.remove_listener("pageerror", crash)
