"""An episode that anybody may hear."""

from __future__ import annotations

from typing import Any

import pytest

from podcast.models import Chapter, EpisodePage, PodcastPage
from tests.factories import EpisodePageFactory, ImageFactory, PodcastPageFactory
from tests.factories.podcast import AudioFileFactory, EpisodePersonFactory, GuestConsentFactory, PersonFactory

VTT = """WEBVTT

00:00:00.000 --> 00:00:00.400
<v Noor Peeters>Een koffiepot & <b>twee</b> kopjes.

00:00:00.400 --> 00:00:00.900
<v Fien>En dan?
"""


def heard_episode(show: PodcastPage, **fields: Any) -> EpisodePage:
    """Published, with sound and words, and a guest who agreed to everything."""
    consent = {name: fields.pop(name) for name in ("ends_at", "name", "picture") if name in fields}
    fields = {"audio": AudioFileFactory(), "transcript": VTT, "parent": show} | fields
    episode = EpisodePageFactory(draft=True, **fields)
    guest = PersonFactory(name="Noor Peeters", public_name="Noor", portrait=ImageFactory(wide=400, high=400))
    EpisodePersonFactory(page=episode, person=guest)
    GuestConsentFactory(person=guest, episode=episode, **consent)
    Chapter.objects.create(page=episode, starts_ms=400, title="En dan?", url="https://example.org/dan")
    episode = EpisodePage.objects.get(pk=episode.pk)
    episode.save_revision().publish()
    return EpisodePage.objects.get(pk=episode.pk)


@pytest.fixture
def show(site) -> PodcastPage:
    return PodcastPageFactory(
        title="Goed omringd",
        summary="Verhalen.",
        hosts="Fien & Youssef",
        artwork=ImageFactory(wide=1400, high=1400),
        category="Society & Culture > Relationships",
        owner_email="podcast@example.org",
        funding_url="https://example.org/steun",
        funding_text="Steun ons",
    )


@pytest.fixture
def episode(show) -> EpisodePage:
    return heard_episode(show, title="De koffiepot", number=3, season=2, summary="Over kopjes.")
