"""Keeping sound files, and having them listened through."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from podcast.models import AudioFile
from podcast.sound_files import SoundFacts
from podcast.tasks import listen_through
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def keep_sound(*, title: str, file: Any, facts: SoundFacts, by: AbstractBaseUser | None) -> AudioFile:
    """Keep the uploaded `file`, of which `facts` were read. When the row cannot be written, neither is the file kept."""
    account = by if by is not None and by.is_authenticated else None
    audio = AudioFile(title=title, file=file, uploaded_by=account, **asdict(facts))  # type: ignore[misc]
    try:
        with transaction.atomic():
            audio.save(force_insert=True)
            record(verb="podcast.sound-kept", about=audio, by=by, details={"bytes": facts.size})
            transaction.on_commit(lambda: listen_through.enqueue(audio.pk), robust=True)
    except Exception:
        if audio.file._committed and audio.file.name:  # type: ignore[attr-defined]  # Django's own mark: it is on the disk
            audio.file.storage.delete(audio.file.name)
        raise
    return audio


@transaction.atomic
def listen_again(*, audio_id: int) -> None:
    """Put the listening in the queue once more."""
    AudioFile.objects.filter(pk=audio_id).update(
        analysed_at=None, analysis_error="", loudness_lufs=None, peak_dbtp=None, silences=[]
    )
    transaction.on_commit(lambda: listen_through.enqueue(audio_id), robust=True)


@transaction.atomic
def remove_sound(*, audio: AudioFile) -> None:
    """Delete the row and, once that is sure, its file. Raises `ProtectedError` while an episode uses it."""
    name, storage = str(audio.file.name), audio.file.storage
    audio.delete()
    transaction.on_commit(lambda: storage.delete(name))
