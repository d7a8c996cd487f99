"""What the worker notes of a sound that it heard."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from av.error import FFmpegError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from podcast.listening import listen
from podcast.models import AudioFile
from podcast.sound_files import READERS


def analyse(*, audio_id: int) -> None:
    """Hear the sound and note how loud it is and where it is silent, or why that did not go. Called by the worker; a repeat is harmless."""
    audio = AudioFile.objects.filter(pk=audio_id, analysed_at=None).first()
    if audio is None:
        return
    found: dict[str, Any] = {"analysed_at": now(), "analysis_error": ""}
    try:
        with audio.file.open("rb") as file:
            found |= vars(listen(file, reader=READERS[PurePath(audio.file.name).suffix[1:].lower()]))
    except FileNotFoundError:
        found["analysis_error"] = _("The file is not there any more.")
    except (FFmpegError, ValueError) as error:
        found["analysis_error"] = _("It breaks off or is damaged (%(error)s).") % {"error": str(error)[:100]}
    AudioFile.objects.filter(pk=audio_id).update(**found)
