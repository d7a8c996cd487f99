"""How large a sound may be; without what it takes to read one, for who only asks that."""

from django.conf import settings


def largest() -> int:
    """In bytes."""
    return settings.PODCAST_AUDIO_MAX_MB * 1024 * 1024
