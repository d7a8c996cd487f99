"""Pictures, films and sound."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.choosers import FileBlock, PictureBlock
from cms.blocks.living import INLINE_FEATURES, LivingBlock, LivingValue
from cms.blocks.rich import RichBlock

# Pages of the two hosts that a film may come from, with the film's id.
FILM_HOSTS = (
    (
        re.compile(r"^https://(?:www\.)?(?:youtube\.com/watch\?v=|youtu\.be/|youtube-nocookie\.com/embed/)([\w-]{11})"),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (re.compile(r"^https://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d+)"), "https://player.vimeo.com/video/{}?dnt=1"),
)
VIDEO_TYPES = {"mp4", "webm"}
AUDIO_TYPES = {"mp3", "m4a"}


class ImageValue(LivingValue):
    @property
    def alt_text(self) -> str:
        """What the picture says: this block's words, else the picture's own, nothing when it only decorates."""
        if self.get("decorative"):
            return ""
        image = self.get("image")
        return self.get("alt") or (image.alt_text if image else "")


class ImageBlock(LivingBlock):
    """A picture with its meaning in words, unless it only decorates."""

    image = PictureBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=200,
        required=False,
        label=_("Alternative text"),
        help_text=_("What somebody who cannot see the picture should know. Empty: the picture's own text."),
    )
    decorative = blocks.BooleanBlock(
        required=False, label=_("Only decorates"), help_text=_("Screen readers will skip the picture.")
    )
    caption = blocks.CharBlock(max_length=250, required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        group = _("Pictures and sound")
        label = _("Picture")
        template = "components/blocks/image.html"
        value_class = ImageValue
        api_properties = {"alt_text": str}

    def clean(self, value):
        result = super().clean(value)
        if not result.get("decorative") and not result.alt_text:
            message = _("Say in words what the picture shows, or tick “only decorates”.")
            raise StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return result


class FilmValue(LivingValue):
    @property
    def player_url(self) -> str:
        """The address of the other site's player, framed only after a click; empty for a film of our own."""
        for pattern, player in FILM_HOSTS:
            if found := pattern.match(self.get("embed_url") or ""):
                return player.format(found.group(1))
        return ""

    @property
    def host(self) -> str:
        """Whose site the film comes from, for the sentence beside the button."""
        return "YouTube" if "youtube" in self.player_url else "Vimeo" if self.player_url else ""


class FilmBlock(LivingBlock):
    """A film: our own file with captions, or one elsewhere that loads after a click (spec A13)."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    poster = PictureBlock(label=_("Still"), help_text=_("Shown until somebody presses play."))
    video = FileBlock(
        required=False,
        label=_("Film file"),
        help_text=_("MP4 or WebM. The better choice: no other site sees who watches."),
    )
    captions = FileBlock(
        required=False, label=_("Captions"), help_text=_("A VTT file. Needed with a film file of our own.")
    )
    embed_url = blocks.URLBlock(required=False, search_index=False, label=_("Or: address on YouTube or Vimeo"))
    duration = blocks.CharBlock(
        max_length=20, required=False, label=_("Length"), help_text=_("For example “3 min 20 s”.")
    )
    transcript = RichBlock(required=False, features=INLINE_FEATURES, label=_("Everything that is said, as text"))

    class Meta:
        icon = "media"
        group = _("Pictures and sound")
        label = _("Film")
        template = "components/blocks/film.html"
        value_class = FilmValue
        api_properties = {"player_url": str, "host": str}

    def clean(self, value):
        result = super().clean(value)
        errors = {}
        video, captions = result.get("video"), result.get("captions")
        if bool(video) == bool(result.get("embed_url")):
            errors["video"] = ValidationError(_("Choose a film file, or give an address: one of the two."))
        if video and video.file_extension.lower() not in VIDEO_TYPES:
            errors["video"] = ValidationError(_("A film file is an MP4 or a WebM."))
        if video and not captions:
            errors["captions"] = ValidationError(_("Add captions (VTT), so that everybody can follow the film."))
        if captions and captions.file_extension.lower() != "vtt":
            errors["captions"] = ValidationError(_("Captions are a VTT file."))
        if result.get("embed_url") and not result.player_url:
            errors["embed_url"] = ValidationError(_("Give the address of one film on YouTube or Vimeo."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return result


class AudioBlock(LivingBlock):
    """A sound fragment with its words."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    file = FileBlock(label=_("Sound file"), help_text=_("MP3 or M4A."))
    duration = blocks.CharBlock(max_length=20, required=False, label=_("Length"))
    transcript = RichBlock(features=INLINE_FEATURES, label=_("Everything that is said, as text"))

    class Meta:
        icon = "media"
        group = _("Pictures and sound")
        label = _("Sound")
        template = "components/blocks/audio.html"

    def clean(self, value):
        result = super().clean(value)
        if result["file"].file_extension.lower() not in AUDIO_TYPES:
            message = _("A sound file is an MP3 or an M4A.")
            raise StructBlockValidationError(block_errors={"file": ValidationError(message)})
        return result
