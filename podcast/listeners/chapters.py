"""Chapters as apps read them (JSON Chapters 1.2 of the podcast namespace)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cms.renditions import making_address
from cms.seo import absolute
from podcast.cues import fragment_of
from podcast.times import clock

if TYPE_CHECKING:
    from podcast.models import EpisodePage

PICTURE = "fill-1400x1400|format-jpeg"


def chapters_of(episode: EpisodePage) -> list:
    """In the order of their time."""
    return sorted(episode.chapters.all(), key=lambda chapter: chapter.starts_ms)


def shown_chapters(chapters: Iterable[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """As the page shows them: `chapters` are milliseconds, title and link of each."""
    return [
        {
            "title": title,
            "url": url,
            "clock": clock(starts_ms),
            "fragment": fragment_of(starts_ms),
            "seconds": starts_ms / 1000,
        }
        for starts_ms, title, url in sorted(chapters)
    ]


def chapters_document(episode: EpisodePage) -> dict[str, Any]:
    """The whole document; times in seconds."""
    return {
        "version": "1.2.0",
        "title": episode.title,
        "chapters": [_chapter(chapter) for chapter in chapters_of(episode)],
    }


def _chapter(chapter) -> dict[str, Any]:
    said: dict[str, Any] = {"startTime": chapter.starts_ms / 1000, "title": chapter.title}
    if chapter.url:
        said["url"] = chapter.url
    if chapter.picture_id:
        said["img"] = absolute(making_address(chapter.picture_id, PICTURE))
    return said
