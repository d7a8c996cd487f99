"""How templates say when: the words of `bookings.words`, so that page, mail and feed agree."""

from django import template

from bookings import words

register = template.Library()
register.filter("when", words.when)
register.filter("moment", words.moment)
