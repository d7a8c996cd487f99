"""How long what people gave us stays while they are with a group: always a term more, so that the link in their mails keeps opening."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import localdate

from circles.models import SignUp
from circles.terms import KEEP


def keep_longer(people: Iterable[SignUp]) -> None:
    """At least a term from today. Call it in the transaction of what happened."""
    day = localdate() + KEEP
    shorter = [one for one in people if one.delete_on < day]
    SignUp.objects.filter(pk__in=[one.pk for one in shorter]).update(delete_on=day)
    for one in shorter:
        one.delete_on = day
