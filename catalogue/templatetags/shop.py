"""How templates say what the shop knows."""

from django import template

from cms.money import euro
from trust.organisations.numbers import shown_number

register = template.Library()
register.filter("euro", euro)
register.filter("organisation_number", shown_number)
