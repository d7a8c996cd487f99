"""A promise with an end: an editor writes it, it ends while people look, the editor hears of it and takes it away."""

from __future__ import annotations

import json
import secrets
import time
from datetime import datetime, timedelta
from urllib.request import urlopen

import pytest
from django.utils.timezone import localdate

from tests.browser.conftest import follow, manage
from tests.browser.looking import seen
from tests.browser.story import colleague, mails_to, publish, tell

pytestmark = [pytest.mark.browser, pytest.mark.story]

# Nobody waits until tomorrow: its end comes nearer, long enough to look once before, short enough to wait for.
AHEAD = 12  # seconds
NEARER = """
from datetime import timedelta
from django.utils.timezone import localtime, now
from cms.models import PlainPage
page = PlainPage.objects.get(slug={slug!r})
page.body[0].value["use_by"] = end = localtime(now() + timedelta(seconds={ahead}))
page.save_revision().publish()
print(end.isoformat())
"""
AWAY = """
from cms.models import PlainPage
PlainPage.objects.get(slug={slug!r}).delete()
"""
NUMBER = """
from cms.models import PlainPage
print(PlainPage.objects.get(slug={slug!r}).pk)
"""


@pytest.fixture
def mark(demo_environment):
    made = secrets.token_hex(4)
    yield made
    tell(demo_environment, AWAY, slug=f"belofte-{made}")


def close_calendar(editor) -> None:
    """That of the field which was just filled in: it opens a tenth of a second later, and would lie over what is pressed next."""
    calendar = editor.locator(".xdsoft_datetimepicker:visible").first
    calendar.wait_for()
    editor.locator("[name=title]").click()
    calendar.wait_for(state="hidden")


def body_of(base_url: str, path: str) -> str:
    with urlopen(f"{base_url}/api/v3/pages/find/?html_path={path}") as answer:
        return json.dumps(json.load(answer)["body"])


def write(editor, home: int, title: str, notice: str, instead: str) -> None:
    """A new page with a notice that holds until tomorrow evening, in the editor."""
    editor.goto(f"/admin/pages/add/cms/plainpage/{home}/")
    editor.locator("[name=title]").fill(title)
    editor.locator("[data-streamfield-stream-container] button").first.click()
    editor.get_by_role("option", name="Bericht met een datum").click()
    editor.locator("[name=body-0-value-date]").fill(f"{localdate()}")
    editor.locator("[name=body-0-value-title]").fill(notice)
    close_calendar(editor)
    editor.locator("[data-streamfield-action=SETTINGS]").first.click()
    editor.locator("[name=body-0-value-use_by]").fill(f"{localdate() + timedelta(days=1)} 18:00")
    close_calendar(editor)
    editor.locator("[data-contentpath=fallback] [contenteditable=true]").press_sequentially(instead)
    # The rich text editor hands its words on in its own time.
    assert instead in seen(
        editor, "document.querySelector('[name=body-0-value-fallback]').value", lambda said: instead in said
    )
    publish(editor)


def test_promise_ends_at_its_minute_everywhere_and_its_editor_hears_of_it(
    browser, page, base_url, demo_environment, mark
):
    title, notice, instead = f"Belofte {mark}", f"Vanmiddag open {mark}", "We zijn gesloten."
    slug, path = f"belofte-{mark}", f"/belofte-{mark}/"
    with colleague(browser, base_url, "eindredacteur") as editor:
        home = editor.request.get("/api/v3/pages/find/?html_path=/").json()["id"]
        write(editor, home, title, notice, instead)
        number = tell(demo_environment, NUMBER, slug=slug)
        manage(demo_environment, "worker", "--batch")
        page.goto(f"/zoeken/?q={mark}")
        assert page.locator(f"main a[href='{path}']").count()
        assert notice in body_of(base_url, path)

        # It ends while people look.
        end = datetime.fromisoformat(tell(demo_environment, NEARER, slug=slug, ahead=AHEAD))
        answer = page.goto(path)
        before = datetime.now().astimezone()
        kept = int(answer.headers["cache-control"].split("max-age=")[1].split(",")[0])
        assert before < end, "this machine is too busy to look before the promise ends"
        assert notice in page.inner_text("main")
        assert before + timedelta(seconds=kept) <= end + timedelta(seconds=2)
        time.sleep(max((end - datetime.now().astimezone()).total_seconds(), 0) + 0.05)
        page.goto(path)
        assert instead in page.inner_text("main")
        assert notice not in page.inner_text("main")
        assert instead in body_of(base_url, path)
        assert "Vanmiddag" not in body_of(base_url, path)
        manage(demo_environment, "retire_promises")
        manage(demo_environment, "worker", "--batch")
        page.goto("/zoeken/?q=vanmiddag")
        assert path not in page.content()

        # Its editor is mailed in the morning, finds it among what waits, and takes it away.
        manage(demo_environment, "mail_reviews")
        (told,) = (mail for mail in mails_to(demo_environment, "eindredacteur@example.org") if title in mail.text)
        assert f"/admin/pages/{number}/edit/" in told.text
        editor.goto("/admin/")
        follow(editor.locator(".lus-todo a", has_text="na te kijken"))
        follow(editor.locator("main").get_by_role("link", name=title).first)
        editor.locator("[data-streamfield-action=DELETE]").first.click()
        publish(editor)
        page.goto(path)
        page.reload()  # a browser may keep the page for a minute
        assert instead not in page.inner_text("main")
        editor.goto("/admin/reports/te-herzien/")
        assert title not in editor.locator("main").inner_text()
