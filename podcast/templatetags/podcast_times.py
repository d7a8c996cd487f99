"""Moments in a sound, in templates."""

from django import template

from podcast.times import clock

register = template.Library()


@register.filter
def moment(ms: int | None) -> str:
    """`12:05` of milliseconds, in whole seconds; nothing of nothing."""
    return "" if ms is None else clock(ms)
