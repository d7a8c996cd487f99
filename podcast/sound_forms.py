"""The forms of a sound file: a new one brings its file, a known one only changes its name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from podcast.models import AudioFile
from podcast.services import keep_sound
from podcast.sound_files import SoundFacts, read_sound
from podcast.sound_limits import largest
from podcast.widgets import ModuleScript


class SoundInput(forms.FileInput):
    """Says before anything is sent that a file is too large (static/admin/sound-upload.js)."""

    def __init__(self, attrs=None):
        super().__init__({"accept": ".mp3,.m4a,audio/mpeg,audio/mp4"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, (attrs or {}) | {"data-most-bytes": largest()})

    class Media:
        js = [ModuleScript("admin/sound-upload.js")]


class NewSoundForm(WagtailAdminModelForm):
    """A file that is read before it is kept. An empty name becomes that of the file."""

    title = forms.CharField(
        label=capfirst(_("name")), max_length=160, required=False, help_text=_("For yourself: visitors do not see it.")
    )
    file = forms.FileField(
        label=capfirst(_("sound file")),
        help_text=_("MP3 or M4A."),
        allow_empty_file=True,  # refused with our own words
        max_length=255,
        widget=SoundInput,
        error_messages={"required": _("Choose a sound file.")},
    )

    class Meta:
        model = AudioFile
        fields = ["file", "title"]

    facts: SoundFacts

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.facts = read_sound(file)
        return file

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title") and cleaned.get("file"):
            cleaned["title"] = PurePath(cleaned["file"].name).stem[:160]
        return cleaned

    def _post_clean(self):
        """The row is made by `keep_sound`; Django's checks of a model would put the file in place first."""

    def save(self, commit: bool = True) -> Any:
        self.instance = keep_sound(
            title=self.cleaned_data["title"], file=self.cleaned_data["file"], facts=self.facts, by=self.for_user
        )
        return self.instance


class SoundNameForm(WagtailAdminModelForm):
    """Another name; the file stays what it is."""

    class Meta:
        model = AudioFile
        fields = ["title"]
