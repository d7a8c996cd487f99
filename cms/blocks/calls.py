"""What asks for attention: an action, a pull-out, a dated notice, related pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.addresses import is_open, path_of
from cms.blocks.choosers import PageBlock
from cms.blocks.living import INLINE_FEATURES, LivingBlock, LivingValue
from cms.blocks.rich import RichBlock
from cms.enums import Ground
from cms.seo import absolute


class ActionValue(LivingValue):
    @property
    def href(self) -> str:
        """Where the button leads; empty when its page is not for everybody (any more)."""
        page = self.get("page")
        if page:
            return path_of(page) if is_open(page) else ""
        return self.get("url") or ""


class ActionBlock(LivingBlock):
    """What a reader can do here, with one button that says the deed."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(max_length=400, required=False, rows=2, label=_("Text"))
    page = PageBlock(required=False, label=_("Page"))
    url = blocks.CharBlock(
        max_length=300,
        required=False,
        search_index=False,
        label=_("Or: address"),
        help_text=_("A full address (https://…), an e-mail address (mailto:…) or a phone number (tel:…)."),
    )
    label = blocks.CharBlock(
        max_length=50, label=_("Words on the button"), help_text=_("Say the deed: “Start een lusgroep”.")
    )

    class Meta:
        icon = "pick"
        group = _("Calls")
        label = _("Action")
        template = "components/blocks/action.html"
        value_class = ActionValue
        api_properties = {"href": str}

    def get_api_representation(self, value, context=None):
        shown = super().get_api_representation(value, context=context)
        address = shown["page"]["url"] if shown["page"] else shown["url"] or ""
        return shown | {"href": absolute(address) if address.startswith("/") else address}

    def clean(self, value):
        result = super().clean(value)
        url = result.get("url") or ""
        if bool(result.get("page")) == bool(url):
            message = _("Choose a page, or give an address: one of the two.")
            raise StructBlockValidationError(block_errors={"page": ValidationError(message)})
        if url and not url.startswith(("https://", "http://", "mailto:", "tel:", "/")):
            message = _("An address starts with https://, mailto: or tel:.")
            raise StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return result


class PullOutBlock(LivingBlock):
    """A short text on a quiet ground, beside the story."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    text = RichBlock(features=[*INLINE_FEATURES, "ul"], label=_("Text"))
    ground = blocks.ChoiceBlock(choices=Ground.choices, default=Ground.BLUSH, search_index=False, label=_("Ground"))

    class Meta:
        icon = "comment"
        group = _("Calls")
        label = _("Pull-out")
        template = "components/blocks/pull_out.html"


class NoticeBlock(LivingBlock):
    """News of the moment, with its day."""

    date = blocks.DateBlock(label=_("Date"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = RichBlock(required=False, features=INLINE_FEATURES, label=_("Text"))

    class Meta:
        icon = "date"
        group = _("Calls")
        label = _("Dated notice")
        template = "components/blocks/notice.html"


class RelatedBlock(LivingBlock):
    """Pages to read on."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    pages = blocks.ListBlock(PageBlock(label=_("Page")), min_num=1, label=_("Pages"))

    class Meta:
        icon = "link"
        group = _("Calls")
        label = _("Related pages")
        template = "components/blocks/related.html"
