"""Who asked, as it should have been written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from bookings.desk.emails import mail_corrected
from bookings.desk.enums import ENDED_STATES, RequestState
from bookings.desk.errors import RequestEnded
from bookings.desk.models import BookingRequest
from bookings.desk.services.moving import accepted_proposal, lock_request
from bookings.desk.services.receiving import province_at
from bookings.desk.terms import STATUS
from trust.audit.services import record
from trust.keys import normal_email
from trust.links.services import revoke_links
from trust.organisations.services import Legal, remember_organisation
from trust.outbox.services import cancel_emails_about

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

ADDRESS = ("street", "postcode", "city")
WHO = frozenset(["organisation_name", "organisation_number", *ADDRESS, "contact_name", "email", "phone"])
DATE_STANDS = (RequestState.AGREED, RequestState.PREPARED)


@transaction.atomic
def correct_request(*, public_id: UUID, changes: Mapping[str, Any], by: AbstractBaseUser) -> BookingRequest:
    """Write `changes` (`WHO`, as `BookingRequest` has them): what differs, nothing else. A repeat changes nothing.

    At another e-mail address the link to their page is sent there, with the date that stands; older links open nothing any more, and what had
    not left for the old address stays here. What was invoiced stays as it was made. Raises `RequestEnded`.
    """
    if unknown := changes.keys() - WHO:
        raise ValueError(f"not corrected here: {', '.join(sorted(unknown))}")
    request = lock_request(public_id=public_id)
    before = request.email
    different = sorted(name for name, value in changes.items() if getattr(request, name) != value)
    if not different:
        return request
    if request.state in ENDED_STATES:
        raise RequestEnded
    for name in different:
        setattr(request, name, changes[name])
    request.save(update_fields=[*different, *_follow(request, different)])
    record(verb="bookings.request-corrected", about=request, by=by, details={"fields": different})
    if normal_email(before) != normal_email(request.email):
        _send_there(request, before)
    return request


def _follow(request: BookingRequest, different: list[str]) -> list[str]:
    """What is known of who asks, by number and by postcode. Returns the fields that it set."""
    followed = []
    if "organisation_number" in different:
        address = {name: getattr(request, name) for name in ADDRESS}
        legal = Legal(request.organisation_name, request.organisation_number, **address)
        request.organisation = remember_organisation(said=legal)
        followed.append("organisation")
    if "postcode" in different:
        request.province = province_at(request.places, request.postcode)
        followed.append("province")
    return followed


def _send_there(request: BookingRequest, before: str) -> None:
    revoke_links(about=request, purpose=STATUS)
    cancel_emails_about(record=request, to=before)
    agreed = accepted_proposal(request) if request.state in DATE_STANDS else None
    if agreed is not None:
        agreed.request = request
    mail_corrected(request, agreed=agreed)
