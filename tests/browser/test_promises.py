"""A promise that ends while somebody looks: the next look, the API and search agree with the clock, to the second."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from urllib.request import urlopen

import pytest

from tests.browser.conftest import manage

pytestmark = pytest.mark.browser

# Long enough to look once before, short enough to wait for.
AHEAD = 15  # seconds
PUBLISH = f"""
from datetime import timedelta
from django.utils.timezone import localtime, now
from home.pages import HomePage
from cms.models import PlainPage
page = PlainPage(title="Een belofte", slug="belofte")
HomePage.objects.get().add_child(instance=page)
end = localtime(now() + timedelta(seconds={AHEAD}))
page.body = [("notice", {{"date": "2026-01-01", "title": "Vanmiddag open", "use_by": end, "fallback": "<p>We zijn gesloten.</p>"}})]
page.save_revision().publish()
print(end.isoformat())
"""


@pytest.fixture
def own_site(demo_environment, base_url):
    return demo_environment, base_url


def body_of(address: str) -> str:
    with urlopen(f"{address}/api/v3/pages/find/?html_path=/belofte/") as answer:
        return json.dumps(json.load(answer)["body"])


def test_promise_ends_at_its_minute_everywhere(own_site, page):
    env, address = own_site
    end = datetime.fromisoformat(manage(env, "shell", "--no-imports", "--command", PUBLISH).split()[-1])

    answer = page.goto(f"{address}/belofte/")
    before = datetime.now().astimezone()
    kept = int(answer.headers["cache-control"].split("max-age=")[1].split(",")[0])

    assert before < end, "this machine is too busy to look before the promise ends"
    assert "Vanmiddag open" in page.inner_text("main")
    assert before + timedelta(seconds=kept) <= end + timedelta(seconds=2)
    time.sleep(max((end - datetime.now().astimezone()).total_seconds(), 0) + 0.05)
    page.goto(f"{address}/belofte/")

    assert "We zijn gesloten." in page.inner_text("main")
    assert "Vanmiddag open" not in page.inner_text("main")
    assert "We zijn gesloten." in body_of(address)
    assert "Vanmiddag" not in body_of(address)
    page.goto(f"{address}/zoeken/?q=vanmiddag")
    assert "/belofte/" not in page.content()
