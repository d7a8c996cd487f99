"""A request with much on it, and what its screens cost."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from bookings.desk.enums import ProposalState, RequestState
from bookings.desk.models import BookingRequest, PreferredDate, RequestFile, RequestMove
from tests.factories.desk import (
    BookingRequestFactory,
    ProposalFactory,
    TrainerFactory,
)


def url_of(name, asked, *more) -> str:
    return reverse(f"requests:{name}", args=[asked.pk, *more])


def with_much(number: int) -> BookingRequest:
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    trainers = TrainerFactory.create_batch(number)
    for place in range(number):
        PreferredDate.objects.create(request=asked, on=localdate() + timedelta(days=20 + place))
        RequestFile.objects.create(
            request=asked, name=f"{place}.pdf", content_type="application/pdf", size=1, content=b"a"
        )
        RequestMove.objects.create(request=asked, from_state="new", to_state="in-discussion", actor="staff")
        ProposalFactory(request=asked, state=ProposalState.DECLINED, by=trainers)
    ProposalFactory(request=asked, by=trainers)
    return asked
