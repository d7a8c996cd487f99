"""The frame of every block: a use-by date and a neutral replacement (spec A7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.timezone import is_naive, make_aware, now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from cms.blocks.rich import RichBlock
from cms.blocks.samples import sample
from cms.representations import moment

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "term"]
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link", "term"]
SETTINGS = ["use_by", "fallback"]


class LivingValue(blocks.StructValue):
    """A block's value that knows whether its time has passed."""

    @property
    def use_by(self) -> datetime | None:
        """The last moment at which this is true (aware), or None when it has no end."""
        moment = self.get("use_by")
        return make_aware(moment) if moment and is_naive(moment) else moment

    @property
    def is_past(self) -> bool:
        """True from the use-by moment on."""
        return self.use_by is not None and self.use_by <= now()

    @property
    def fallback_html(self):
        """The replacement as rich text, or None when the block simply disappears."""
        fallback = self.get("fallback")
        return fallback if fallback and strip_tags(fallback.source).strip() else None


def promises_ahead(value: blocks.StreamValue) -> list[datetime]:
    """The moments, still to come, at which a block of the body `value` ends."""
    return [child.value.use_by for child in value if child.value.use_by and not child.value.is_past]


def words_said(fields: Mapping[str, blocks.Block], value: blocks.StructValue) -> list[str]:
    """The words of those `fields` of `value` that are filled in: Wagtail would find an absent one by the word “None”."""
    return [
        words
        for name, block in fields.items()
        if value.get(name) is not None
        for words in block.get_searchable_content(value[name])
    ]


class PartBlock(blocks.StructBlock):
    """A part of a block, such as an item of its list."""

    def get_searchable_content(self, value):
        return words_said(self.child_blocks, value)


class LivingBlock(blocks.StructBlock):
    """A block that can promise something until a date. Each block of the body is a child of this one."""

    use_by = blocks.DateTimeBlock(
        required=False,
        label=_("Use by"),
        help_text=_(
            "From this moment the block disappears, or shows the replacement below. Leave empty when it stays true."
        ),
    )
    fallback = RichBlock(
        required=False,
        features=INLINE_FEATURES,
        label=_("Replacement after that date"),
        help_text=_("A neutral sentence that stays true. Leave empty to show nothing."),
    )

    class Meta:
        value_class = LivingValue
        # Properties of the value that the API adds to the fields, each with its type.
        api_properties: dict[str, type] = {}
        # What the block's own `get_api_representation` adds to those, each with its type.
        api_extras: dict[str, Any] = {}

    def get_form_layout(self):
        return BlockGroup(children=[name for name in self.child_blocks if name not in SETTINGS], settings=SETTINGS)

    def clean(self, value):
        result = super().clean(value)
        if result.fallback_html and not result.get("use_by"):
            message = _("Give the date from which the replacement is shown.")
            raise StructBlockValidationError(block_errors={"use_by": ValidationError(message)})
        return result

    def render(self, value, context=None):
        """The block as HTML; after its date the replacement, or nothing at all."""
        if not value.is_past:
            return super().render(value, context=context)
        if value.fallback_html is None:
            return ""
        return render_to_string("components/blocks/fallback.html", {"value": value})

    def get_api_representation(self, value, context=None):
        """The block's fields and what they add up to (`Meta.api_properties`); what a reader may not see is left out."""
        shown = {
            name: block.get_api_representation(value.get(name), context=context)
            for name, block in self.child_blocks.items()
            if name not in SETTINGS
        }
        for name, part in shown.items():
            if isinstance(part, list):
                shown[name] = [item for item in part if item is not None]
        computed = {name: getattr(value, name) for name in self.meta.api_properties}
        return shown | computed | {"use_by": moment(value.use_by)}

    def get_preview_value(self):
        """A believable value, for the block picker (cms.blocks.samples)."""
        return self.normalize(sample(self.name))

    def get_searchable_content(self, value):
        """The words a visitor would find now; the settings are never searched twice."""
        if value.is_past:
            fallback = value.fallback_html
            return self.child_blocks["fallback"].get_searchable_content(fallback) if fallback else []
        return self.promised_words(value)

    def promised_words(self, value) -> list[str]:
        """The words of the block itself, whether its time has passed or not."""
        return words_said({name: block for name, block in self.child_blocks.items() if name not in SETTINGS}, value)
