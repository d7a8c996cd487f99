"""The date of a request in a list: what was agreed or proposed, else what they would like; asked in the same query as the list."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bookings.desk.enums import ProposalState
from bookings.desk.models import BookingRequest, PreferredDate, Proposal


def with_dates(requests: QuerySet) -> QuerySet:
    """Adds `date_at`, `date_is_agreed` and `wish_on`."""
    stands = Proposal.objects.filter(
        request=OuterRef("pk"), state__in=[ProposalState.SENT, ProposalState.ACCEPTED]
    ).order_by("-version")
    agreed = Proposal.objects.filter(request=OuterRef("pk"), state=ProposalState.ACCEPTED).order_by()
    wishes = PreferredDate.objects.filter(request=OuterRef("pk")).order_by("-named_at", "on", "pk")
    return requests.annotate(
        date_at=Subquery(stands.values("starts_at")[:1]),
        date_is_agreed=Exists(agreed),
        wish_on=Subquery(wishes.values("on")[:1]),
    )


def date_words(asked: BookingRequest) -> str:
    """`ma 4 januari 2027, 14.00`, `voorstel: …`, `vraagt: …`; empty where no day was named."""
    at, wish = getattr(asked, "date_at", None), getattr(asked, "wish_on", None)
    if at:
        said = date_format(localtime(at), "D j F Y, H.i")
        return said if getattr(asked, "date_is_agreed", False) else _("proposed: %(day)s") % {"day": said}
    return _("asks: %(day)s") % {"day": date_format(wish, "D j F Y")} if wish else ""
