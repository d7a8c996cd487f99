"""Who came to an infomoment for volunteers, for whoever follows volunteers; registers itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Max
from django.db.models.functions import Lower
from django.utils.timezone import localdate

from bookings.enums import Audience, EventKind
from bookings.models import Registration
from trust.attendance import register_attendance
from trust.keys import normal_email


@register_attendance
def came(emails: Collection[str]) -> dict[str, date]:
    """By normalised address, the day of the last one that they came to; one query."""
    there = Registration.objects.filter(attended=True, event__kind=EventKind.INFO, event__audience=Audience.VOLUNTEERS)
    rows = there.annotate(address=Lower("email")).filter(address__in=set(emails)).order_by()
    last = rows.values_list("address").annotate(last=Max("event__starts_at"))
    return {normal_email(address): localdate(moment) for address, moment in last}
