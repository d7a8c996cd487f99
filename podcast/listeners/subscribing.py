"""How somebody follows a show, and what its feed is called for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from podcast.listeners.addresses import feed_address, qr_path

if TYPE_CHECKING:
    from podcast.models import PodcastPage

# https://podcasting2.org/podcast-namespace/tags/guid
NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


@dataclass(frozen=True)
class Way:
    """A link by which an app follows the show."""

    key: str
    label: str
    href: str


def feed_guid(show: PodcastPage) -> UUID:
    """UUIDv5 of the feed's address without scheme and without slashes at its end."""
    return uuid5(NAMESPACE, feed_address(show).partition("://")[2].rstrip("/"))


@dataclass(frozen=True)
class Followed:
    """What an episode says of its show: enough to follow it."""

    slug: str
    apple_url: str
    spotify_url: str

    @property
    def feed_url(self) -> str:
        """Where apps subscribe, in full."""
        return feed_address(self)

    @property
    def qr_url(self) -> str:
        return qr_path(self)


def ways_to_subscribe(show: PodcastPage | Followed) -> list[Way]:
    """The apps in which the show is known, and those that take any feed."""
    bare = feed_address(show).partition("://")[2]
    ways = [
        Way("apple", "Apple Podcasts", show.apple_url),
        Way("spotify", "Spotify", show.spotify_url),
        Way("antennapod", "AntennaPod", f"antennapod-subscribe://{bare}"),
    ]
    return [way for way in ways if way.href]
