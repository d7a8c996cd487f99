"""Where everything that belongs to an episode is. The first part is the show's, the rest never changes with a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.urls import reverse

from cms.seo import absolute

if TYPE_CHECKING:
    from podcast.models import AudioFile, EpisodePage

SIGNS = 16
EXTENSIONS = {"audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/x-m4a": "m4a", "audio/aac": "m4a"}


class Show(Protocol):
    """A show, or what an episode knows of it."""

    @property
    def slug(self) -> str: ...


def feed_address(show: Show, page: int = 1) -> str:
    """In full; a further page of a long list has its number."""
    address = absolute(reverse("podcast-feed", args=[show.slug]))
    return f"{address}?pagina={page}" if page > 1 else address


def show_slug(episode: EpisodePage) -> str:
    """Of the show that an episode stands under, read from its place in the tree."""
    return episode.url_path.rstrip("/").split("/")[-2]


def feed_path(episode: EpisodePage) -> str:
    """The feed of the show that an episode stands under."""
    return reverse("podcast-feed", args=[show_slug(episode)])


def extension_of(audio: AudioFile) -> str:
    return EXTENSIONS.get(audio.media_type, "mp3")


def audio_path(episode: EpisodePage, audio: AudioFile | None = None) -> str:
    """The sound of `episode`: another file has another address."""
    audio = audio or episode.audio
    if audio is None:
        return ""
    return reverse("podcast-audio", args=[show_slug(episode), episode.guid, audio.sha256[:SIGNS], extension_of(audio)])


def transcript_path(episode: EpisodePage, kind: str = "vtt") -> str:
    return reverse("podcast-transcript", args=[show_slug(episode), episode.guid, kind])


def chapters_path(episode: EpisodePage) -> str:
    return reverse("podcast-chapters", args=[show_slug(episode), episode.guid])


def qr_path(show: Show) -> str:
    return reverse("podcast-qr", args=[show.slug])


def artwork_path(slug: str, image: Any) -> str:
    """The picture as apps want it, square and large; another picture has another address."""
    extension = "png" if image.file.name.lower().endswith(".png") else "jpg"
    return reverse("podcast-artwork", args=[slug, image.pk, (image.file_hash or "0")[:SIGNS], extension])
