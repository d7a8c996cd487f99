"""The address at which somebody's own calendar follows their registrations."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from bookings.models import Registration
from bookings.terms import OWN_FEED
from trust.links.models import PersonalLink
from trust.links.services import issue_link, revoke_links


def own_feed_link(*, registration: Registration) -> PersonalLink | None:
    """The living address, when one was asked for."""
    return PersonalLink.objects.about(registration).alive(now()).for_purpose(OWN_FEED).first()


@transaction.atomic
def open_own_feed(*, public_id: UUID) -> PersonalLink:
    """An address for the feed; asked again, the one that lives."""
    registration = Registration.objects.select_for_update(no_key=True).get(public_id=public_id)
    return own_feed_link(registration=registration) or issue_link(purpose=OWN_FEED, about=registration)


@transaction.atomic
def close_own_feed(*, public_id: UUID) -> int:
    """Take the address back; calendars that follow it find nothing any more. A repeat finds nothing to take."""
    registration = Registration.objects.get(public_id=public_id)
    return revoke_links(about=registration, purpose=OWN_FEED)
