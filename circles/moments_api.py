"""`/api/v3/circles/sign-ups/{token}/moments/`: the first meeting of somebody's group, by their personal link."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from circles.enums import Answer
from circles.models import SignUp
from circles.polling import own_moments
from circles.services import answer_moments
from circles.terms import STATUS
from cms.api.schemas import Problem
from trust.links.api import personal_operation
from trust.links.models import PersonalLink

router = Router(tags=["circles"])

Said = Literal["yes", "maybe", "no"]


class MomentOut(BaseModel):
    """A moment that was put to the group."""

    id: int
    starts_at: datetime
    place: str
    chosen: bool = Field(description="Whether the group meets then.")
    answer: Said | None = Field(description="What this person answered.")


class GroupOut(BaseModel):
    """A group that this person is in or leads. Who else is in it is not told."""

    name: str
    moments: list[MomentOut]


class MomentAnswerIn(BaseModel):
    """One answer."""

    id: int
    answer: Said


class MomentAnswersIn(BaseModel):
    """Answers by moment; those that are not named stay as they are."""

    answers: list[MomentAnswerIn] = Field(max_length=30)


@router.get(
    "/sign-ups/{token}/moments/",
    response={200: list[GroupOut], 404: Problem, 429: Problem},
    url_name="circles-moments",
    operation_id="moments_list",
    summary="When my group can meet",
)
@personal_operation(purpose=STATUS)
def list_moments(request: HttpRequest, link: PersonalLink):
    """Empty for who is in no group."""
    return _told(cast(SignUp, link.about))


@router.put(
    "/sign-ups/{token}/moments/",
    response={200: list[GroupOut], 404: Problem, 422: Problem, 429: Problem},
    url_name="circles-moments",
    operation_id="moments_answer",
    summary="Say when I can",
)
@personal_operation(purpose=STATUS)
def put_answers(request: HttpRequest, link: PersonalLink, payload: MomentAnswersIn):
    """A moment of another group, or one that is gone, is passed over."""
    mine = cast(SignUp, link.about)
    answer_moments(sign_up=mine, answers={one.id: Answer(one.answer) for one in payload.answers})
    return _told(mine)


def _told(mine: SignUp) -> list[dict]:
    return [
        {
            "name": group["circle"].name,
            "moments": [
                {
                    "id": one["meeting"].pk,
                    "starts_at": one["meeting"].starts_at,
                    "place": one["meeting"].place,
                    "chosen": one["meeting"].chosen,
                    "answer": one["answer"] or None,
                }
                for one in group["moments"]
            ],
        }
        for group in own_moments(mine)
    ]
