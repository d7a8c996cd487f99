"""What editors see in an episode beside its fields: what is missing, how the sound is, what is wrong with the artwork."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, Panel, get_form_for_model

from podcast.artwork import artwork_problems, can_be_cropped
from podcast.fields import MomentField
from podcast.loudness import advice


class ChapterForm(WagtailAdminModelForm):
    """One chapter; its moment is typed as people write it."""

    starts_ms = MomentField(
        label=capfirst(_("begins at")), help_text=_("As in 12:05, or 1:02:05. The first had better begin at 0:00.")
    )


class ChaptersPanel(InlinePanel):
    """Chapters, each with `ChapterForm`."""

    def get_form_options(self):
        options = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields")
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model, form_class=ChapterForm, defer_required_on_fields=deferred or []
        )
        return options


class SavedPanel(Panel):
    """Says something about the page as it was last saved; nothing about one that is new."""

    template_name = ""

    class BoundPanel(Panel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.template_name = self.panel.template_name

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | self.panel.facts(self.instance)

    def facts(self, page) -> dict:
        """What the template needs."""
        return {}


class ReadinessPanel(SavedPanel):
    """What is missing before the episode may be published."""

    template_name = "podcast/admin/readiness_panel.html"

    def facts(self, page) -> dict:
        from podcast.readiness import what_is_missing  # stands on the models, as pages do

        return {"missing": what_is_missing(page)}


class SoundPanel(SavedPanel):
    """The player, and advice on how loud the sound is."""

    template_name = "podcast/admin/sound_panel.html"

    def facts(self, page) -> dict:
        audio = page.audio
        heard = audio is not None and audio.analysed_at is not None and not audio.analysis_error
        return {
            "audio": audio,
            "url": reverse("podcast-listen", args=[audio.pk]) if audio else "",
            "advice": advice(audio.loudness_lufs, audio.peak_dbtp) if audio and heard else [],
        }


class ArtworkPanel(SavedPanel):
    """What is wrong with the artwork, and the way to a square one."""

    template_name = "podcast/admin/artwork_panel.html"

    def facts(self, page) -> dict:
        picture = page.artwork
        problems = artwork_problems(picture) if picture else []
        crop = problems and can_be_cropped(picture)
        return {
            "problems": problems,
            "crop_url": reverse("podcast-artwork", args=[page.pk, picture.pk]) if crop else "",
        }
