"""How templates say what the desk knows: amounts, days, names."""

from decimal import Decimal

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from bookings.desk.enums import PartOfDay, Vat
from bookings.desk.models import PreferredDate, Proposal
from cms.money import euro
from trust.organisations.numbers import shown_number

register = template.Library()
register.filter("organisation_number", shown_number)
register.filter("euro", euro)


@register.filter
def wish(date: PreferredDate) -> str:
    """`dinsdag 5 januari 2027, in de namiddag`."""
    return _("%(day)s, %(part)s") % {"day": date_format(date.on, "l j F Y"), "part": PartOfDay(date.part).label}


@register.filter
def trainer_names(proposal: Proposal) -> str:
    return ", ".join(trainer.name for trainer in proposal.trainers.all())


@register.filter
def provide(html: str) -> SafeString:
    """Rich text of editors, for a mail."""
    return format_html("{}", SafeString(expand_db_html(html)))


@register.filter
def quantity(number: Decimal | str) -> str:
    """`50`, `2,5`: without the noughts that it is stored with."""
    return f"{Decimal(number).normalize():f}".replace(".", ",")


@register.filter
def vat_words(vat: str) -> str:
    return str(Vat(vat).label) if vat in Vat.values else vat
