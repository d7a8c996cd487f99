"""What templates of circles ask."""

from django import template

from circles.areas import VIEW_BOX

register = template.Library()


@register.simple_tag
def map_view_box() -> str:
    """Of the drawn map."""
    return VIEW_BOX
