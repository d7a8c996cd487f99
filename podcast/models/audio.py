"""Sound files."""

import uuid
from pathlib import PurePath
from secrets import token_hex

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

FOLDER = "podcast/"


def audio_path(audio: "AudioFile", filename: str) -> str:
    """A name that nobody guesses and that changes with the file; below a folder that no address serves by itself."""
    return f"{FOLDER}{token_hex(16)}{PurePath(filename).suffix.lower()}"


class AudioFile(models.Model):
    """A sound file with what was read from it. The file of a row never changes: a new recording is a new row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("name"), max_length=160, help_text=_("For yourself: visitors do not see it."))
    file = models.FileField(_("sound file"), upload_to=audio_path)
    media_type = models.CharField(_("type"), max_length=40, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    duration_ms = models.PositiveIntegerField(_("length in milliseconds"), editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    bit_rate = models.PositiveIntegerField(_("bits a second"), null=True, blank=True, editable=False)
    sample_rate = models.PositiveIntegerField(_("samples a second"), null=True, blank=True, editable=False)
    channels = models.PositiveSmallIntegerField(_("channels"), null=True, blank=True, editable=False)
    loudness_lufs = models.FloatField(_("loudness (LUFS)"), null=True, blank=True, editable=False)
    peak_dbtp = models.FloatField(_("highest peak (dBTP)"), null=True, blank=True, editable=False)
    silences = models.JSONField(
        _("silences"), default=list, blank=True, editable=False, help_text=_("Pairs of begin and end, in milliseconds.")
    )
    analysed_at = models.DateTimeField(_("listened through"), null=True, blank=True, editable=False)
    analysis_error = models.CharField(_("could not be listened through"), max_length=200, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("uploaded"), default=now, db_index=True, editable=False)

    class Meta:
        verbose_name = _("sound file")
        verbose_name_plural = _("sound files")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, duration_ms__gt=0), name="audio_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title
