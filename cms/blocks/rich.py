"""Rich text as the API says it: clean HTML, every link with its full address."""

import re

from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from cms.representations import clean_html

END_OF_PART = re.compile(r"</(?:p|h\d|li|blockquote)>", re.IGNORECASE)


class RichBlock(blocks.RichTextBlock):
    """Rich text."""

    def get_api_representation(self, value, context=None):
        return clean_html(super().get_api_representation(value, context=context) or "")

    def get_searchable_content(self, value):
        """The plain words of each heading, paragraph and item of a list."""
        source = value.source if value else ""
        return [words for part in END_OF_PART.split(source) if (words := get_text_for_indexing(part))]
