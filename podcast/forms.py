"""The form of an episode: what is refused here is refused when a draft is saved too; what only publishing needs is not asked here."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.page_forms import LusPageForm
from podcast.errors import TranscriptRefused
from podcast.times import written_time
from podcast.transcripts import canonical

MOST_BYTES = 2 * 1024 * 1024


class EpisodeForm(LusPageForm):
    """Turns whatever transcript comes in into WebVTT, and holds chapters to the order of time and to the length of the sound."""

    transcript_file = forms.FileField(
        label=capfirst(gettext_lazy("transcript from a file")),
        required=False,
        help_text=gettext_lazy("VTT or SRT. It takes the place of the text above."),
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.txt,text/vtt"}),
    )

    def clean_transcript_file(self) -> str:
        file = self.cleaned_data.get("transcript_file")
        if not file:
            return ""
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large to be a transcript: 2 MB at most."), code="too_large")
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(
                _("This file is not plain text. Choose a VTT or SRT file, saved as UTF-8."), code="another_kind"
            ) from None

    def clean(self):
        cleaned = super().clean()
        field = "transcript_file" if cleaned.get("transcript_file") else "transcript"
        if field in self.fields and field in cleaned:
            try:
                cleaned["transcript"] = canonical(cleaned[field], duration_ms=self._duration())
            except TranscriptRefused as refusal:
                self.add_error(field, refusal)
        return cleaned

    def is_valid(self):
        """The form, its inline forms, and then how chapters stand to one another."""
        return all([super().is_valid(), self._chapters_hold()])

    def _duration(self) -> int | None:
        audio = getattr(self, "cleaned_data", {}).get("audio")
        return audio.duration_ms if audio else None

    def _chapters_hold(self) -> bool:
        chapters = self.formsets.get("chapters") if hasattr(self, "formsets") else None
        if chapters is None:
            return True
        filled_in = [
            form for form in chapters.forms if form.is_valid() and form.cleaned_data.get("starts_ms") is not None
        ]
        kept = [form for form in filled_in if not form.cleaned_data.get("DELETE")]
        kept.sort(key=lambda form: form.cleaned_data.get("ORDER") or 0)
        duration, before, holds = self._duration(), -1, True
        for form in kept:
            starts = form.cleaned_data["starts_ms"]
            if starts <= before:
                form.add_error(
                    "starts_ms",
                    _("This begins before, or with, the chapter above it (%(time)s).") % {"time": written_time(before)},
                )
                holds = False
            elif duration and starts >= duration:
                form.add_error("starts_ms", _("The sound ends at %(time)s.") % {"time": written_time(duration)})
                holds = False
            before = starts
        return holds
