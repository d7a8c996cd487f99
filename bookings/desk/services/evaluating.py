"""How it was, in the organisation's words (spec C9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime, now

from bookings.desk.enums import RequestState
from bookings.desk.errors import AlreadyEvaluated, EvaluationClosed
from bookings.desk.models import BookingRequest, Evaluation
from bookings.desk.services.moving import accepted_proposal, lock_request
from bookings.desk.terms import EVALUATE_WITHIN
from trust.audit.services import record

ANSWERS = frozenset(["content_score", "trainer_score", "practical_score", "would_recommend", "good", "better"])
GIVEN = frozenset({RequestState.GIVEN, RequestState.INVOICED, RequestState.CLOSED})


def may_evaluate(request: BookingRequest) -> bool:
    """Whether the organisation can say how it was now: given, not too long ago, and not said yet."""
    if request.state not in GIVEN or Evaluation.objects.filter(request=request).exists():
        return False
    proposal = accepted_proposal(request)
    return proposal is not None and proposal.ends_at + EVALUATE_WITHIN > now()


@transaction.atomic
def evaluate(*, public_id: UUID, answers: Mapping[str, Any]) -> Evaluation:
    """Write `answers` (`ANSWERS`; scores from 1 to 5). A repeat is harmless. Raises `EvaluationClosed`, `AlreadyEvaluated` when somebody
    said something else before."""
    if unknown := answers.keys() - ANSWERS:
        raise ValueError(f"not asked: {', '.join(sorted(unknown))}")
    request = lock_request(public_id=public_id)
    if known := Evaluation.objects.filter(request=request).first():
        if any(getattr(known, name) != said for name, said in answers.items()):
            raise AlreadyEvaluated
        return known
    if not may_evaluate(request):
        raise EvaluationClosed
    proposal = accepted_proposal(request)
    assert proposal is not None  # noqa: S101
    said = Evaluation.objects.create(
        request=request,
        kind=request.kind,
        activity_title=request.activity_title,
        given_on=localtime(proposal.ends_at).date(),
        **answers,
    )
    record(verb="bookings.request-evaluated", about=request, by_person=True)
    return said
