"""What templates of circles ask."""

from django import template

from circles.areas import CREDIT, CREDIT_URL, PROVINCE_PATHS, VIEW_BOX

register = template.Library()


@register.simple_tag
def map_view_box() -> str:
    """Of the drawn map."""
    return " ".join(str(number) for number in VIEW_BOX)


@register.simple_tag
def province_paths() -> list[str]:
    """Around each province."""
    return list(PROVINCE_PATHS.values())


@register.simple_tag
def map_credit() -> tuple[str, str]:
    """Whose places the map was drawn from: name and address."""
    return CREDIT, CREDIT_URL
