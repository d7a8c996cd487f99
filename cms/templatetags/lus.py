"""Template tags of the site: what a page says to search engines, and its place in the tree."""

import json

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.kept import kept
from cms.seo import describe

register = template.Library()


@register.simple_tag(takes_context=True)
def seo(context):
    """What the head of this page says: title, description, canonical, picture and JSON-LD (see `cms.seo`)."""
    return describe(context)


@register.simple_tag
def card(shown, level: int = 3) -> SafeString:
    """`shown` (a card of `cms.querysets`) under a heading of that level; made once, until an editor changes something."""
    return kept(
        f"card {shown.page_id} h{level} {get_language()}",
        lambda: render_to_string("components/card.html", {"card": shown, "level": level}),
    )


@register.filter
def json_ld(data: dict) -> str:
    """`data` as the text of a JSON-LD block; `<`, `>` and `&` escaped so that no text can end the block."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308
