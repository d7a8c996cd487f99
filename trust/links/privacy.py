"""How the personal data in this room is found, exported, erased and how long it is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from trust.about import reference_to
from trust.links.models import PersonalLink
from trust.links.purposes import purposes
from trust.registry import Ground, PersonalData, Retention, register

DEAD_LINKS_STAY = timedelta(days=30)


def links_of(email: str) -> QuerySet:
    """Links to the records of the person with this address, as each purpose finds them."""
    records = [
        Q(purpose=purpose.name, **reference_to(record))
        for purpose in purposes()
        for record in purpose.records_of(email)
    ]
    return PersonalLink.objects.filter(reduce(or_, records)) if records else PersonalLink.objects.none()


def dead_links(now: datetime) -> QuerySet:
    """Links whose time was over more than thirty days ago: until then the kind page can still mail a new one."""
    return PersonalLink.objects.filter(expires_at__lt=now - DEAD_LINKS_STAY).order_by("pk")


def erase_links(rows: QuerySet) -> int:
    return rows.delete()[0]


register(
    PersonalData(
        model="trust.PersonalLink",
        label=_("personal links"),
        fields=["about_type", "about_id", "issued_at", "opened_at", "used_at"],
        purpose=_("To open your own page without an account."),
        ground=Ground.CONTRACT,
        find=links_of,
        erase=erase_links,
        export=lambda link: {
            "waarvoor": link.purpose,
            "gemaakt": link.issued_at.isoformat(),
            "geldig tot": link.expires_at.isoformat(),
            "eerst geopend": link.opened_at.isoformat() if link.opened_at else None,
            "gebruikt": link.used_at.isoformat() if link.used_at else None,
        },
        retention=[Retention(name="dead links", after=DEAD_LINKS_STAY, due=dead_links)],
        ledger_key=lambda link: str(link.public_id),
    )
)
