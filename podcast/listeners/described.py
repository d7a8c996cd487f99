"""A show and an episode as search engines read them (JSON-LD: PodcastSeries, PodcastEpisode). Names only of people who are named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cms.seo import absolute
from podcast.listeners.addresses import artwork_path, audio_path, feed_address, feed_path, transcript_path

if TYPE_CHECKING:
    from podcast.models import EpisodePage, PodcastPage
    from podcast.people import ShownPerson

LANGUAGE = "nl-BE"


def series_thing(show: PodcastPage) -> dict[str, Any]:
    """https://schema.org/PodcastSeries."""
    thing: dict[str, Any] = {
        "@type": "PodcastSeries",
        "@id": absolute(show.url) + "#podcast",
        "name": show.title,
        "description": show.meta_description,
        "url": absolute(show.url),
        "webFeed": feed_address(show),
        "inLanguage": LANGUAGE,
        "publisher": {"@id": absolute("/#organisation")},
    }
    if show.hosts:
        thing["author"] = {"@type": "Organization", "name": show.hosts}
    if show.artwork:
        thing["image"] = absolute(artwork_path(show.slug, show.artwork))
    return thing


def episode_thing(episode: EpisodePage, people: Iterable[ShownPerson], show_title: str) -> dict[str, Any]:
    """https://schema.org/PodcastEpisode."""
    series = absolute(episode.url.removesuffix(f"{episode.slug}/"))
    thing: dict[str, Any] = {
        "@type": "PodcastEpisode",
        "@id": absolute(episode.url) + "#episode",
        "name": episode.title,
        "description": episode.meta_description,
        "url": absolute(episode.url),
        "datePublished": episode.published_on.isoformat(),
        "inLanguage": LANGUAGE,
        "partOfSeries": {
            "@type": "PodcastSeries",
            "@id": series + "#podcast",
            "name": show_title,
            "url": series,
            "webFeed": absolute(feed_path(episode)),
        },
    }
    if episode.number:
        thing["episodeNumber"] = episode.number
        thing["partOfSeason"] = {"@type": "PodcastSeason", "seasonNumber": episode.season}
    named = [{"@type": "Person", "name": person.name} for person in people if person.named]
    if named:
        thing["actor"] = named
    if episode.podcast_detail_url:
        audio = episode.audio
        thing["timeRequired"] = f"PT{max(round(audio.duration_ms / 1000), 1)}S"
        thing["associatedMedia"] = {
            "@type": "AudioObject",
            "contentUrl": absolute(audio_path(episode)),
            "encodingFormat": audio.media_type,
            "contentSize": str(audio.size),
            "duration": thing["timeRequired"],
        }
        if episode.transcript:
            thing["associatedMedia"]["caption"] = {
                "@type": "MediaObject",
                "contentUrl": absolute(transcript_path(episode)),
                "encodingFormat": "text/vtt",
            }
    return thing
