"""An episode from the consent of its guest until that is taken back: published, heard, and then gone everywhere; every mail read."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.utils.timezone import localdate

from tests.browser.conftest import manage
from tests.browser.looking import seen
from tests.browser.story import colleague, mails_to, press, publish, tell

pytestmark = [pytest.mark.browser, pytest.mark.story]

# A show of its own: other tests count what is in the demo's. A guest with an address, and an episode with sound and words that waits for a consent.
EPISODE = """
import json
from podcast.cues import Cue, as_vtt
from podcast.models import EpisodePage, PodcastIndexPage
from tests.factories.pages import EpisodePageFactory, PodcastPageFactory
from tests.factories.podcast import EpisodePersonFactory, PersonFactory
show = PodcastPageFactory(title="Aan tafel {mark}", parent=PodcastIndexPage.objects.get())
said = as_vtt([Cue(0, 600, "Noor", "Welkom bij mij thuis, zegt {mark}.")])
episode = EpisodePageFactory(title="Een stoel erbij {mark}", parent=show, transcript=said, draft=True)
guest = PersonFactory(name="Noor {mark}", public_name="Noor", email="noor.{mark}@example.org")
EpisodePersonFactory(page=episode, person=guest)
EpisodePage.objects.get(pk=episode.pk).save_revision()  # what an editor opens
at = f"/podcast/{{show.slug}}/"
print(json.dumps({{"mark": {mark!r}, "number": episode.pk, "guest": guest.pk, "path": f"{{at}}{{episode.slug}}/", "show": at}}))
"""
AWAY = """
from podcast.models import PodcastPage
PodcastPage.objects.get(slug="aan-tafel-{mark}").delete()
"""
AUDIO = "document.querySelector('audio')"


@dataclass
class Episode:
    mark: str
    number: int
    guest: int
    path: str
    show: str


@pytest.fixture
def episode(demo_environment):
    made = Episode(**json.loads(tell(demo_environment, EPISODE, mark=secrets.token_hex(4))))
    yield made
    tell(demo_environment, AWAY, mark=made.mark)


def status_of(address: str) -> int:
    try:
        with urlopen(address) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code


def feed_of(base_url: str, episode: Episode) -> str:
    with urlopen(f"{base_url}{episode.show}feed.xml") as answer:
        return answer.read().decode()


def test_guest_takes_back_and_the_episode_is_gone_everywhere(browser, page, base_url, demo_environment, episode):
    guest, title = f"noor.{episode.mark}@example.org", f"Een stoel erbij {episode.mark}"
    with colleague(browser, base_url, "eindredacteur") as editor:
        # Without the consent it cannot be published; with it, it can, and the guest is mailed what stands.
        editor.goto(f"/admin/pages/{episode.number}/edit/")
        publish(editor)
        assert status_of(base_url + episode.path) == 404
        editor.goto(f"/admin/podcast/consents/new/?person={episode.guest}&episode={episode.number}")
        for scope in ("voice", "transcript", "name"):
            editor.locator(f"[name={scope}]").check()
        editor.locator("[name=signed_on]").fill(f"{localdate()}")
        editor.locator("[name=signed_by]").fill(f"Noor {episode.mark}")
        with editor.expect_navigation():  # by key: the calendar of the day may lie over the button
            editor.keyboard.press("Enter")
        assert "Het staat in het register" in editor.locator("body").inner_text()
        editor.goto(f"/admin/pages/{episode.number}/edit/")
        publish(editor)
        manage(demo_environment, "worker", "--batch")
        (noted,) = mails_to(demo_environment, guest)
        assert noted.purpose == "podcast.consent-noted"

        # Somebody listens.
        page.goto(episode.path)
        page.evaluate(f"{AUDIO}.muted = true")
        page.locator("[data-play]").click()
        assert seen(page, f"{AUDIO}.currentTime", lambda at: at > 0.1) > 0.1
        sound = page.evaluate(f"{AUDIO}.currentSrc")
        page.goto(f"/zoeken/?q={episode.mark}")
        assert page.locator(f"main a[href='{episode.path}']").count()
        assert title in feed_of(base_url, episode)

        # The guest changes their mind, by the link in the mail.
        page.goto(noted.link("/toestemming/"))
        assert title in page.locator("main").inner_text()
        press(page, "Trek mijn toestemming in")
        assert "Je hebt het ingetrokken" in page.locator("h1").inner_text()

        assert page.goto(episode.path).status == 404
        assert not page.locator("audio").count()
        assert [status_of(address) for address in (sound, base_url + episode.path)] == [404, 404]
        feed = feed_of(base_url, episode)
        assert "<channel>" in feed
        assert title not in feed
        page.goto(episode.show)
        assert title not in page.locator("main").inner_text()
        page.goto(f"/zoeken/?q={episode.mark}")
        assert not page.locator(f"main a[href='{episode.path}']").count()
        page.goto(noted.link("/toestemming/"))
        assert not page.get_by_role("button", name="Trek mijn toestemming in").count()

        # Staff hear of it without its name, and look after what apps may still hold.
        staff = mails_to(demo_environment, "eindredacteur@example.org")
        told = [mail for mail in staff if mail.purpose == "podcast.taken-down"][-1]
        assert title not in told.subject + told.text
        editor.goto(told.link("/admin/"))
        assert title in editor.locator("main").inner_text()
        press(editor, "Het is opgevolgd")
        assert not editor.get_by_role("button", name="Het is opgevolgd").count()
