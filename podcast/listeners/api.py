"""`/api/v3/podcast/`: shows, their episodes, and one episode with its transcript and chapters."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date as Day  # noqa: N812  (a field is called `date`)
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router
from pydantic import BaseModel

from cms.api.schemas import Picture
from cms.renditions import load_renditions
from cms.representations import moment, picture_of
from cms.seo import absolute
from podcast.cues import called, cues_of
from podcast.enums import EpisodeKind, PersonRole, ShowKind
from podcast.listeners.addresses import (
    artwork_path,
    audio_path,
    chapters_path,
    feed_address,
    show_slug,
    transcript_path,
)
from podcast.listeners.feeds import in_feed, published_at
from podcast.models import Chapter, EpisodePage, PodcastPage
from podcast.people import people_of, speakers

router = Router(tags=["podcast"])

API = "/api/v3/podcast"


class Paging(BaseModel):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=100_000)


class ShowOut(BaseModel):
    """A podcast."""

    id: UUID = Field(description="Never changes: the `podcast:guid` of its feed.")
    slug: str
    title: str
    summary: str
    made_by: str
    kind: ShowKind = Field(description="In which order apps play it.")
    category: str = Field(description="As Apple names it; what stands below another after ` > `.")
    explicit: bool
    language: str
    url: str = Field(description="Full address of its page.")
    feed_url: str
    artwork_url: str | None = Field(description="Square, for apps.")
    episodes_url: str = Field(description="Its episodes in this API.")


class ShowList(BaseModel):
    count: int
    items: list[ShowOut]


class Enclosure(BaseModel):
    """The sound. The address changes with the file, and answers to byte ranges."""

    url: str
    type: str = Field(description="Media type.")
    length: int = Field(description="Bytes.")
    duration_ms: int
    sha256: str


class PersonOut(BaseModel):
    """Somebody as they want to be known."""

    role: PersonRole
    name: str = Field(description="A neutral word for somebody who does not want to be named.")
    named: bool
    url: str
    portrait: Picture | None


class EpisodeItem(BaseModel):
    """An episode in a list."""

    id: UUID = Field(description="Never changes: the `guid` in the feed.")
    show: str = Field(description="Slug of its show.")
    title: str
    summary: str
    kind: EpisodeKind
    season: int
    number: int | None
    date: Day
    published_at: str = Field(json_schema_extra={"format": "date-time"})
    explicit: bool
    url: str = Field(description="Full address of its page.")
    detail_url: str
    artwork_url: str | None = Field(description="Only when it differs from the show's.")
    enclosure: Enclosure
    has_transcript: bool
    has_chapters: bool


class EpisodeList(BaseModel):
    count: int
    items: list[EpisodeItem]


class CueOut(BaseModel):
    """What somebody says between two moments."""

    start_ms: int
    end_ms: int
    speaker: str = Field(description="Empty when nobody is named.")
    text: str


class ChapterOut(BaseModel):
    start_ms: int
    title: str
    url: str
    picture: Picture | None


class EpisodeOut(EpisodeItem):
    """An episode with all that belongs to it. Its show notes are the `body` of its page under `/api/v3/pages/`."""

    page_url: str = Field(description="Its page in this API.")
    people: list[PersonOut]
    transcript: list[CueOut]
    transcript_urls: dict[str, str] = Field(description="By media type.")
    chapters: list[ChapterOut]
    chapters_url: str | None = Field(description="JSON chapters of the podcast namespace.")


@router.get(
    "/shows/", response=ShowList, url_name="podcast-shows", operation_id="podcast_shows", summary="List podcasts"
)
def list_shows(request: HttpRequest, paging: Query[Paging]):
    """Every podcast that everybody may hear."""
    shows = PodcastPage.objects.open().select_related("artwork").order_by("path")
    return {
        "count": shows.count(),
        "items": [_show(show) for show in shows[paging.offset : paging.offset + paging.limit]],
    }


@router.get(
    "/shows/{slug}/episodes/",
    response=EpisodeList,
    url_name="podcast-episodes",
    operation_id="podcast_episodes",
    summary="List the episodes of a podcast",
)
def list_episodes(request: HttpRequest, slug: str, paging: Query[Paging]):
    """Those that may be heard now, the newest first."""
    show = PodcastPage.objects.open().filter(slug=slug).first()
    if show is None:
        raise Http404("There is no such podcast.")
    episodes = in_feed(show)
    return {
        "count": episodes.count(),
        "items": [_item(episode) for episode in episodes[paging.offset : paging.offset + paging.limit]],
    }


@router.get(
    "/episodes/{uuid:episode_id}/",
    response=EpisodeOut,
    url_name="podcast-episode",
    operation_id="podcast_episode",
    summary="An episode with transcript, chapters and people",
)
def episode_detail(request: HttpRequest, episode_id: UUID):
    """404 as soon as it may not be heard any more, also by who knows its number."""
    episode = (
        EpisodePage.objects.audible().select_related("audio", "artwork").defer("body").filter(guid=episode_id).first()
    )
    if episode is None:
        raise Http404("There is no such episode.")
    return _detail(episode)


def _show(show: PodcastPage) -> dict[str, Any]:
    return {
        "id": show.feed_guid,
        "slug": show.slug,
        "title": show.title,
        "summary": show.summary,
        "made_by": show.hosts,
        "kind": show.kind,
        "category": show.category,
        "explicit": show.explicit,
        "language": "nl-BE",
        "url": absolute(show.url),
        "feed_url": feed_address(show),
        "artwork_url": absolute(artwork_path(show.slug, show.artwork)) if show.artwork else None,
        "episodes_url": absolute(f"{API}/shows/{show.slug}/episodes/"),
    }


def _item(episode: EpisodePage) -> dict[str, Any]:
    audio, slug = episode.audio, show_slug(episode)
    return {
        "id": episode.guid,
        "show": slug,
        "title": episode.title,
        "summary": episode.summary,
        "kind": episode.kind,
        "season": episode.season,
        "number": episode.number,
        "date": episode.published_on,
        "published_at": moment(published_at(episode)),
        "explicit": episode.explicit,
        "url": absolute(episode.url),
        "detail_url": absolute(f"{API}/episodes/{episode.guid}/"),
        "artwork_url": absolute(artwork_path(slug, episode.artwork)) if episode.artwork else None,
        "enclosure": {
            "url": absolute(audio_path(episode)),
            "type": audio.media_type,
            "length": audio.size,
            "duration_ms": audio.duration_ms,
            "sha256": audio.sha256,
        },
        "has_transcript": episode.has_words,
        "has_chapters": episode.has_chapters,
    }


def _detail(episode: EpisodePage) -> dict[str, Any]:
    people = people_of([episode])[episode.pk]
    chapters = list(Chapter.objects.filter(page=episode).select_related("picture").order_by("starts_ms"))
    load_renditions([*(person.portrait for person in people), *(chapter.picture for chapter in chapters)])
    cues = called(cues_of(episode.transcript), speakers(people))
    episode.has_words, episode.has_chapters = bool(cues), bool(chapters)
    kinds = {"text/vtt": "vtt", "application/srt": "srt", "application/json": "json"}
    return _item(episode) | {
        "page_url": absolute(f"/api/v3/pages/{episode.pk}/"),
        "people": [
            {
                "role": person.role,
                "name": person.name,
                "named": person.named,
                "url": person.url,
                "portrait": picture_of(person.portrait),
            }
            for person in people
        ],
        "transcript": [asdict(cue) for cue in cues],
        "transcript_urls": {kind: absolute(transcript_path(episode, name)) for kind, name in kinds.items() if cues},
        "chapters": [
            {
                "start_ms": chapter.starts_ms,
                "title": chapter.title,
                "url": chapter.url,
                "picture": picture_of(chapter.picture),
            }
            for chapter in chapters
        ],
        "chapters_url": absolute(chapters_path(episode)) if chapters else None,
    }
