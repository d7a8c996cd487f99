"""What the API of the booking desk takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from bookings.desk.enums import ActivityKind, PartOfDay, ProposalState, RequestAudience, RequestState, Vat
from bookings.desk.terms import DATES_MOST, FILE_BYTES_MOST, FILES_MOST, PLACES_MOST

KINDS = Literal[tuple(ActivityKind.values)]  # type: ignore[valid-type]
AUDIENCES = Literal[tuple(RequestAudience.values)]  # type: ignore[valid-type]
PARTS = Literal[tuple(PartOfDay.values)]  # type: ignore[valid-type]
STATES = Literal[tuple(RequestState.values)]  # type: ignore[valid-type]
SENT_STATES = Literal[tuple(state for state in ProposalState.values if state != ProposalState.DRAFT)]  # type: ignore[valid-type]
VATS = Literal[tuple(Vat.values)]  # type: ignore[valid-type]
DEEDS = Literal["accept", "decline", "counter", "withdraw", "evaluate"]


def _without_null(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("null", "Null characters are not allowed.")
    return text


# What goes to a service as it came, without a form: databases hold no null character.
Words = Annotated[str, AfterValidator(_without_null)]
BASE64_MOST = -(-FILE_BYTES_MOST // 3) * 4 + 4


class ActivityOut(BaseModel):
    """Something that organisations can ask for."""

    id: UUID = Field(description="Never changes.")
    kind: KINDS
    title: str
    summary: str
    url: str
    duration: str
    group_size: str
    group_size_most: int | None = Field(description="More people than this: by telephone.")
    for_whom: str
    languages: str
    price_indication: str
    can_be_asked: bool
    not_now: str = Field(description="Why it cannot be asked for now.")
    ask_url: str = Field(description="The form on the site.")


class ActivityQuestion(BaseModel):
    """What the form of this kind asks too; its `id` goes with the answer. None must be answered."""

    id: str
    label: str
    help: str
    choices: dict[str, str] = Field(description="Value and words; empty for an answer in words.")


class ActivityDetail(ActivityOut):
    """An activity with its terms and the questions of its kind."""

    you_provide: str = Field(json_schema_extra={"contentMediaType": "text/html"})
    practical: str = Field(json_schema_extra={"contentMediaType": "text/html"})
    questions: list[ActivityQuestion]
    audiences: dict[str, str] = Field(description="Value and words of `audience` in a request.")


class ActivityList(BaseModel):
    count: int
    items: list[ActivityOut]


class PlaceIn(BaseModel):
    """Where it is to be."""

    name: str = Field("", max_length=120)
    street: str = Field("", max_length=120)
    postcode: str = Field("", max_length=10, description="Belgian.")
    city: str = Field("", max_length=80)


class WishIn(BaseModel):
    """A day that would suit."""

    on: date
    part: PARTS = PartOfDay.ANY.value


class ActivityAnswerIn(BaseModel):
    """An answer to a question of the kind: the value of one of its choices, or words."""

    question: str = Field(max_length=40, description="The question's id, from the activity.")
    answer: str = Field(max_length=1000)


class FileIn(BaseModel):
    """What comes along: PDF, docx, odt, JPG or PNG."""

    name: str = Field(max_length=120)
    content: str = Field(max_length=BASE64_MOST, description="Base64. The whole body stays under 5 MB.")


class BookingRequestIn(BaseModel):
    """What an organisation asks. With a number that we know, name and address may be left empty."""

    activity: UUID
    organisation_number: str = Field("", max_length=32, description="Belgian, with right check digits.")
    organisation_name: str = Field("", max_length=160)
    street: str = Field("", max_length=120)
    postcode: str = Field("", max_length=10)
    city: str = Field("", max_length=80)
    contact_name: str = Field(max_length=120)
    email: str = Field(max_length=254, description="The link to the request goes here, and nowhere else.")
    phone: str = Field("", max_length=32)
    audience: AUDIENCES
    group_size: int = Field(ge=1, le=5000)
    language: str = Field("", max_length=40)
    places: list[PlaceIn] = Field(
        default_factory=list, max_length=PLACES_MOST, description="None: at the organisation."
    )
    dates: list[WishIn] = Field(default_factory=list, max_length=DATES_MOST)
    budget_cents: int | None = Field(None, ge=0, lt=10**8)
    needs: str = Field("", max_length=600, description="Erased two weeks after the date.")
    answers: list[ActivityAnswerIn] = Field(default_factory=list, max_length=20)
    remarks: str = Field("", max_length=2000)
    purchase_order: str = Field("", max_length=60)
    public_wished: bool = Field(False, description="Whether others may come too.")
    files: list[FileIn] = Field(default_factory=list, max_length=FILES_MOST)


class RequestMade(BaseModel):
    """It came. How it stands is told by the link in the mail alone."""

    id: UUID
    state: STATES
    answer_by: date | None = Field(description="The last day on which we answer.")
    delete_on: date = Field(description="The last day that we keep it.")


class WhereOut(BaseModel):
    name: str
    street: str
    postcode: str
    city: str


class WishOut(BaseModel):
    """`counter`: named instead of a day that we proposed."""

    on: date
    part: PARTS
    counter: bool


class ActivityAnswerOut(BaseModel):
    """A question as it was asked, and its answer."""

    question: str
    answer: str


class FileOut(BaseModel):
    name: str
    size: int = Field(description="Bytes.")


class LineOut(BaseModel):
    """A line of the price; amounts without VAT."""

    label: str
    quantity: str
    unit_cents: int
    net_cents: int
    vat: VATS


class VatOut(BaseModel):
    """For each rate: the amount it is taken on, and the VAT."""

    vat: VATS
    base_cents: int
    vat_cents: int


class ProposalOut(BaseModel):
    """A version that was sent. Only the one that is `sent` can be accepted."""

    version: int
    state: SENT_STATES
    words: str
    starts_at: datetime
    ends_at: datetime
    when: str = Field(description="Day and hours in Dutch, Brussels time.")
    place: str
    trainers: list[str]
    lines: list[LineOut]
    vat: list[VatOut]
    net_cents: int
    total_cents: int
    terms: str = Field(description="The version of the terms that go with it.")
    terms_text: str = Field(json_schema_extra={"contentMediaType": "text/html"})
    valid_until: date
    sent_at: datetime
    decided_at: datetime | None
    decided_by: str


class StepOut(BaseModel):
    """A line of the log, in Dutch."""

    at: datetime
    words: str
    why: str


class BookingRequestOut(BaseModel):
    """One's own request."""

    id: UUID
    reference: str
    state: STATES
    kind: KINDS
    activity: str
    organisation_name: str
    organisation_number: str
    contact_name: str
    email: str
    phone: str
    audience: AUDIENCES
    group_size: int
    language: str
    places: list[WhereOut]
    dates: list[WishOut]
    budget_cents: int | None
    needs: str
    answers: list[ActivityAnswerOut]
    remarks: str
    purchase_order: str
    public_wished: bool
    files: list[FileOut]
    proposals: list[ProposalOut]
    standing: int | None = Field(description="The version that waits for an answer.")
    accepted: int | None = Field(description="The version that holds.")
    story: list[StepOut] = Field(description="What happened, the last first.")
    may: list[DEEDS] = Field(description="What can be done now.")
    answer_by: date | None
    delete_on: date


class AcceptIn(BaseModel):
    """Yes to a version, by somebody who may say so."""

    version: int = Field(ge=1, le=32_000)
    name: str = Field(min_length=1, max_length=120)


class DeclineIn(BaseModel):
    """No to a version. `stop`: no other one either."""

    version: int = Field(ge=1, le=32_000)
    name: str = Field(min_length=1, max_length=120)
    why: Words = Field("", max_length=2000)
    stop: bool


class CounterIn(BaseModel):
    """Other days. `version`: the one that you had before you; with it you decline no later one unseen."""

    dates: list[WishIn] = Field(min_length=1, max_length=DATES_MOST)
    words: Words = Field("", max_length=300)
    version: int | None = Field(None, ge=1, le=32_000)


class WithdrawIn(BaseModel):
    why: Words = Field("", max_length=2000)


class EvaluationIn(BaseModel):
    """From 1 (poor) to 5 (very good)."""

    content_score: int = Field(ge=1, le=5)
    trainer_score: int = Field(ge=1, le=5)
    practical_score: int = Field(ge=1, le=5)
    would_recommend: bool | None = None
    good: Words = Field("", max_length=2000)
    better: Words = Field("", max_length=2000)
