"""What the podcast refuses, and why, in words for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError


class NotReady(ValidationError):
    """An episode may not be published yet: `missing` says what it lacks (spec E4)."""

    def __init__(self, episode_id: int, missing: Sequence[str]) -> None:
        super().__init__(list(missing), code="not_ready")
        self.episode_id = episode_id
        self.missing = list(missing)


class SoundRefused(ValidationError):
    """A file that is no sound, or one that apps do not play."""


class TranscriptRefused(ValidationError):
    """A transcript that does not hold; each sentence names its line."""


class PictureRefused(ValidationError):
    """A picture of which no square artwork can be made."""
