"""A consent that ends is gone everywhere the second after, before anybody has unpublished anything."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from cms.services.roles import EDITORS
from podcast.listeners.addresses import audio_path, chapters_path, transcript_path
from podcast.models import EpisodePage
from tests.factories import NewsPageFactory, user_with_role
from tests.podcast.listeners.conftest import heard_episode
from tests.reading import addresses, soup

pytestmark = pytest.mark.django_db

ENDS = datetime(2027, 1, 4, 13, tzinfo=UTC)  # 14:00 in Brussels


@pytest.fixture
def closing(show) -> EpisodePage:
    other = heard_episode(show, title="Een andere aflevering")
    episode = heard_episode(show, title="De koffiepot", ends_at=ENDS)
    NewsPageFactory(
        title="Nieuws over de koffiepot",
        body=[
            ("related", {"heading": "Luister", "pages": [episode.page_ptr, other.page_ptr]}),
            ("text", {"text": f'<p><a linktype="page" id="{episode.pk}">Luister naar ons</a></p>'}),
        ],
    )
    return episode


def where(episode: EpisodePage) -> dict[str, bool]:
    """Whether the episode, or its own address, is found at each place."""
    client, url = Client(), episode.url
    own = {
        "page": url,
        "audio": audio_path(episode),
        "transcript": transcript_path(episode),
        "subtitles": transcript_path(episode, "srt"),
        "chapters": chapters_path(episode),
        "API episode": f"/api/v3/podcast/episodes/{episode.guid}/",
        "API page": f"/api/v3/pages/{episode.pk}/",
    }
    found = {name: client.get(path).status_code == 200 for name, path in own.items()}
    sibling = EpisodePage.objects.exclude(pk=episode.pk).get()
    for name, path in {
        "show": "/podcast/goed-omringd/",
        "sibling": sibling.url,
        "news": "/nieuws/nieuws-over-de-koffiepot/",
        "search": "/zoeken/?q=koffiepot",
    }.items():
        found[name] = url in addresses(soup(client.get(path)))
    for name, path in {
        "feed": "/podcast/goed-omringd/feed.xml",
        "sitemap": "/sitemap.xml",
        "API episodes": "/api/v3/podcast/shows/goed-omringd/episodes/",
        "API pages": "/api/v3/pages/?type=podcast.EpisodePage",
        "API search": "/api/v3/pages/?search=koffiepot&type=podcast.EpisodePage",
        "API cards": "/api/v3/content/?type=podcast.EpisodePage",
        "API news": "/api/v3/pages/find/?html_path=/nieuws/nieuws-over-de-koffiepot/",
        "suggestions": "/zoeken/?q=koffiepott",
    }.items():
        said = client.get(path, follow=True).content.decode()
        found[name] = url in said or "De koffiepot" in said
    return found


def test_everything_shows_it_until_that_second(closing):
    with time_machine.travel(ENDS - timedelta(seconds=1), tick=False):
        assert [place for place, there in where(closing).items() if not there] == []


def test_nothing_shows_it_from_that_second_on(closing):
    with time_machine.travel(ENDS - timedelta(seconds=30), tick=False):
        where(closing)  # whatever is kept in this process has been filled
    with time_machine.travel(ENDS, tick=False):
        assert [place for place, there in where(closing).items() if there] == []


@pytest.mark.parametrize(
    "path",
    [
        "/podcast/goed-omringd/",
        "/nieuws/nieuws-over-de-koffiepot/",
        "/podcast/goed-omringd/feed.xml",
        "/api/v3/content/",
        "/api/v3/podcast/shows/goed-omringd/episodes/",
    ],
)
def test_no_copy_that_shows_it_may_be_kept_past_that_second(closing, path):
    with time_machine.travel(ENDS - timedelta(seconds=12), tick=False):
        assert "max-age=12" in Client().get(path)["Cache-Control"]


def test_staff_still_preview_it(closing, client):
    with time_machine.travel(ENDS + timedelta(hours=1), tick=False):
        client.force_login(user_with_role(EDITORS))

        assert client.get(f"/admin/pages/{closing.pk}/view_draft/").status_code == 200


def test_withdrawn_consent_closes_at_once(closing):
    where(closing)
    consent = closing.consents.get()
    consent.withdrawn_at = datetime(2026, 5, 1, tzinfo=UTC)
    consent.save()

    assert [place for place, there in where(closing).items() if there] == []
