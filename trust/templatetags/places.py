"""Where people live and how they are reached, in templates."""

from django import template

from trust.places.services import shown_phone as as_people_dial_it

register = template.Library()


@register.filter
def shown_phone(number: str) -> str:
    """`{{ sign_up.phone|shown_phone }}`: a number of ours (E.164) as people read and dial it."""
    return as_people_dial_it(number) if number else ""
