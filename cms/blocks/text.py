"""Words: running text, headings, quotes."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.living import TEXT_FEATURES, LivingBlock, LivingValue
from cms.blocks.rich import RichBlock


class TextBlock(LivingBlock):
    """Running text with headings, lists, links and explained words."""

    text = RichBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        group = _("Words")
        label = _("Text")
        template = "components/blocks/text.html"
        label_format = "{text}"


class HeadingValue(LivingValue):
    place = 1  # among the headings of the page with the same words

    @property
    def anchor(self) -> str:
        """The heading's id, so that a link can lead to it."""
        anchor = slugify(self.get("text", ""))
        return f"{anchor}-{self.place}" if anchor and self.place > 1 else anchor


class HeadingBlock(LivingBlock):
    """A heading between blocks."""

    text = blocks.CharBlock(max_length=120, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Heading")), ("h3", _("Smaller heading"))],
        default="h2",
        search_index=False,
        label=_("Size"),
    )

    class Meta:
        icon = "title"
        group = _("Words")
        label = _("Heading")
        template = "components/blocks/heading.html"
        value_class = HeadingValue
        api_properties = {"anchor": str}


class QuoteBlock(LivingBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(max_length=600, rows=3, label=_("Quote"), help_text=_("Without quotation marks."))
    name = blocks.CharBlock(max_length=80, required=False, label=_("Who says it"))
    role = blocks.CharBlock(max_length=120, required=False, label=_("Who that is"))

    class Meta:
        icon = "openquote"
        group = _("Words")
        label = _("Quote")
        template = "components/blocks/quote.html"
