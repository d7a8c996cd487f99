"""A request comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from bookings.desk.emails import mail_receipt, tell_staff
from bookings.desk.enums import Actor, PartOfDay, RequestState
from bookings.desk.errors import DateNotPossible
from bookings.desk.files import UploadedPart
from bookings.desk.models import BookingRequest, PreferredDate, RequestFile
from bookings.desk.pages import ActivityPage
from bookings.desk.services.moving import alarm_for, log_move
from bookings.desk.terms import FARTHEST, delete_on
from trust.organisations.services import Legal, remember_organisation
from trust.places.services import province_of


@dataclass(frozen=True)
class Wish:
    """A day that somebody would like."""

    on: date
    part: PartOfDay = PartOfDay.ANY


@dataclass(frozen=True)
class Asked:
    """What an organisation asks. `places`: mappings with `name`, `street`, `postcode`, `city`; `answers`: pairs of question and answer."""

    organisation: Legal
    contact_name: str
    email: str
    audience: str
    group_size: int
    phone: str = ""
    language: str = ""
    places: Sequence[Mapping[str, str]] = ()
    wishes: Sequence[Wish] = ()
    budget_cents: int | None = None
    needs: str = ""
    answers: Sequence[Mapping[str, str]] = ()
    remarks: str = ""
    public_wished: bool = False
    purchase_order: str = ""
    files: Sequence[UploadedPart] = field(default=())


def receive_once(*, public_id: UUID, activity: ActivityPage, asked: Asked, source: str) -> BookingRequest:
    """`receive_request` under an id that its form was made with: a second press, also at the same moment, gives the first request."""
    known = BookingRequest.objects.filter(public_id=public_id)
    try:
        return known.first() or receive_request(activity=activity, asked=asked, source=source, public_id=public_id)
    except IntegrityError:
        return known.get()


@transaction.atomic
def receive_request(
    *, activity: ActivityPage, asked: Asked, source: str = "site", public_id: UUID | None = None
) -> BookingRequest:
    """Write it, mail a receipt with the status link to who asked, and a link (never the content) to staff.

    Raises `DateNotPossible` for a day that is past or too far away.
    """
    check_wishes(asked.wishes)
    legal = asked.organisation
    known = remember_organisation(said=legal)
    request = BookingRequest.objects.create(
        public_id=public_id or uuid4(),
        kind=activity.kind,
        activity=activity,
        activity_title=activity.title,
        organisation=known,
        organisation_name=legal.name,
        organisation_number=legal.number,
        street=legal.street,
        postcode=legal.postcode,
        city=legal.city,
        province=province_at(asked.places, legal.postcode),
        source=source,
        alarm_on=alarm_for(RequestState.NEW),
        delete_on=delete_on(received_on=localdate()),
        **_as_fields(asked),
    )
    PreferredDate.objects.bulk_create(
        PreferredDate(request=request, on=wish.on, part=wish.part, named_at=now())
        for wish in dict.fromkeys(asked.wishes)
    )
    RequestFile.objects.bulk_create(
        RequestFile(
            request=request,
            name=part.name,
            content_type=part.content_type,
            size=len(part.content),
            content=part.content,
        )
        for part in asked.files
    )
    log_move(request, was="", actor=Actor.ORGANISATION)
    mail_receipt(request)
    tell_staff(request, what="received")
    return request


def check_wishes(wishes: Sequence[Wish]) -> None:
    """Raises `DateNotPossible` for a day that does not lie ahead, or lies too far ahead."""
    today = localdate()
    if any(not today < wish.on <= today + FARTHEST for wish in wishes):
        raise DateNotPossible


def _as_fields(asked: Asked) -> dict[str, Any]:
    return {
        "contact_name": asked.contact_name,
        "email": asked.email,
        "phone": asked.phone,
        "audience": asked.audience,
        "group_size": asked.group_size,
        "language": asked.language,
        "places": [dict(place) for place in asked.places],
        "budget_cents": asked.budget_cents,
        "needs": asked.needs,
        "answers": [dict(pair) for pair in asked.answers],
        "remarks": asked.remarks,
        "public_wished": asked.public_wished,
        "purchase_order": asked.purchase_order,
    }


def province_at(places: Sequence[Mapping[str, str]], postcode: str) -> str:
    """The region of the first place or, without one, of the organisation; empty when its postcode does not say."""
    where = (places or [{}])[0].get("postcode") or postcode
    found = province_of(postcode=where) if where else None
    return found.value if found else ""
