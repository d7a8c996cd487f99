"""`GET /api/v3/bookings/events/`, `…/events/{id}/` and `…/series/`: the calendar as JSON. Never the online link."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.timezone import now
from ninja import Query, Router
from pydantic import BaseModel, Field

from bookings import words
from bookings.addresses import path_of_event
from bookings.enums import PUBLIC_STATES, Audience, EventKind, Shown, Way
from bookings.icalendars import uid_of
from bookings.models import Event, Series
from bookings.occurrences import moment_on
from cms.api.schemas import Picture, Problem
from cms.blocks.live import lives_on
from cms.errors import problem
from cms.renditions import load_renditions
from cms.representations import clean_html, moment, picture_of
from cms.seo import absolute

router = Router(tags=["calendar"])
FARTHEST = 100_000
KINDS, AUDIENCES = Literal[tuple(EventKind.values)], Literal[tuple(Audience.values)]  # type: ignore[valid-type]
STATES = Literal[tuple(Shown.values)]  # type: ignore[valid-type]
# Further away lies nothing, and no moment either.
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2999, 12, 31))]
MOMENT = {"format": "date-time"}


class PlaceOut(BaseModel):
    """Where it is; all empty for a date that is online only."""

    name: str
    street: str
    postcode: str
    city: str


class SeatsOut(BaseModel):
    """What is left, and what one can do about it now."""

    capacity: int | None = Field(description="null: as many as come.")
    left: int | None = Field(description="null: nobody counts them.")
    waiting_list: bool = Field(description="Whether there is one once every seat is taken.")
    way_in: Literal[tuple(Way.values)] = Field(description="What somebody who wants to come can do now.")  # type: ignore[valid-type]
    words: str = Field(description="The same in Dutch, to be shown as it is.")
    opens_at: str | None = Field(json_schema_extra=MOMENT)
    closes_at: str | None = Field(json_schema_extra=MOMENT)
    companions_most: int
    needs_approval: bool
    url: str = Field(description="The form on the site. The API's own: POST …/registrations/ below the date.")


class SeriesLink(BaseModel):
    """The series that a date belongs to."""

    id: UUID
    slug: str
    title: str


class EventOut(BaseModel):
    """A date, as a list shows it."""

    id: UUID = Field(description="Never changes.")
    uid: str = Field(description="The same date in feeds and mails (RFC 5545).")
    sequence: int = Field(description="Grows with each change that a calendar must follow.")
    title: str
    slug: str
    url: str
    ics_url: str = Field(description="The file that adds it once.")
    kind: KINDS
    audience: AUDIENCES
    state: STATES
    state_reason: str
    starts_at: str = Field(json_schema_extra=MOMENT)
    ends_at: str = Field(json_schema_extra=MOMENT)
    when: str = Field(description="Day and hours in Dutch, Brussels time.")
    summary: str
    online: bool
    place: PlaceOut
    price_cents: int
    series: SeriesLink | None
    seats: SeatsOut
    changed_at: str = Field(json_schema_extra=MOMENT)


class EventDetail(EventOut):
    """A date with everything that its page says."""

    description: str = Field(json_schema_extra={"contentMediaType": "text/html"})
    accessibility: str
    picture: Picture | None
    questions: list[QuestionOut] = Field(description="What its series asks of who registers.")
    asks_needs: bool


class QuestionOut(BaseModel):
    """A question; its `id` goes with the answer."""

    id: UUID
    label: str
    help: str
    kind: str
    choices: list[str]
    required: bool


class EventList(BaseModel):
    count: int
    items: list[EventOut]


class SeriesOut(SeriesLink):
    """What comes back by a rule."""

    kind: KINDS
    audience: AUDIENCES
    summary: str
    rrule: str = Field(description="RFC 5545; empty for a series of single dates.")
    feed_url: str


class SeriesList(BaseModel):
    count: int
    items: list[SeriesOut]


class EventQuery(BaseModel):
    """Which dates, and which part of them."""

    audience: AUDIENCES | None = None
    kind: KINDS | None = None
    state: STATES | None = Field(None, description="`full` is a planned date without a seat left.")
    series: str = Field("", max_length=80, description="Slug or id of a series.")
    begin: Day | None = Field(
        None, alias="from", description="Ending on this day or later. Without it: what is not over."
    )
    end: Day | None = Field(None, alias="to", description="Beginning on this day or earlier.")
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=FARTHEST)


EventDetail.model_rebuild()


@router.get("/events/", response=EventList, url_name="list_events", operation_id="events_list", summary="List dates")
def list_events(request: HttpRequest, query: Query[EventQuery]):
    """Public dates, the first one first; cancelled and postponed ones among them, each with how it stands."""
    lives_on(request)
    events = _asked(query)
    page = list(events.select_related("series")[query.offset : query.offset + query.limit])
    return JsonResponse({"count": events.count(), "items": [_event(event) for event in page]})


@router.get(
    "/events/{public_id}/",
    response={200: EventDetail, 404: Problem, 410: Problem},
    url_name="event_detail",
    operation_id="events_detail",
    summary="One date",
)
def event_detail(request: HttpRequest, public_id: UUID):
    """A date with its description and the questions of its series. 410 once it was taken away."""
    found = (
        Event.objects.filter(public_id=public_id, state__in=PUBLIC_STATES).select_related("series", "picture").first()
    )
    if found is None:
        return problem(404, "There is no such date.")
    if found.deleted_at:
        return problem(410, "This date was taken away.")
    lives_on(request)
    if found.picture:
        load_renditions([found.picture])
    questions = found.series.questions.all() if found.series else []
    return JsonResponse(
        _event(found)
        | {
            "description": clean_html(found.description),
            "accessibility": found.access_info,
            "picture": picture_of(found.picture),
            "asks_needs": found.asks_needs,
            "questions": [
                {
                    "id": str(question.public_id),
                    "label": question.label,
                    "help": question.help_text,
                    "kind": question.kind,
                    "choices": question.options,
                    "required": question.is_required,
                }
                for question in questions
            ],
        }
    )


@router.get("/series/", response=SeriesList, url_name="list_series", operation_id="series_list", summary="List series")
def list_series(request: HttpRequest):
    """Those that go on, by title."""
    items = [
        _series_link(series)
        | {
            "kind": series.kind,
            "audience": series.audience,
            "summary": series.summary,
            "rrule": series.rrule,
            "feed_url": absolute(reverse("calendar-feed-series", args=[series.slug])),
        }
        for series in Series.objects.filter(is_active=True)
    ]
    return JsonResponse({"count": len(items), "items": items})


def _asked(query: EventQuery) -> QuerySet[Event]:
    events = Event.objects.public().order_by("starts_at", "pk")
    if query.audience:
        events = events.filter(audience=query.audience)
    if query.kind:
        events = events.filter(kind=query.kind)
    if query.state:
        events = events.shown_as(query.state)
    if query.series:
        events = events.filter(**_series_filter(query.series))
    events = events.filter(ends_at__gt=moment_on(query.begin, time.min) if query.begin else now())
    if query.end:
        events = events.filter(starts_at__lt=moment_on(query.end + timedelta(days=1), time.min))
    return events


def _series_filter(said: str) -> dict[str, Any]:
    try:
        return {"series__public_id": UUID(said)}
    except ValueError:
        return {"series__slug": said}


def _series_link(series: Series) -> dict[str, Any]:
    return {"id": str(series.public_id), "slug": series.slug, "title": series.title}


def _event(event: Event) -> dict[str, Any]:
    url = absolute(path_of_event(event))
    return {
        "id": str(event.public_id),
        "uid": uid_of(event),
        "sequence": event.sequence,
        "title": event.title,
        "slug": event.slug,
        "url": url,
        "ics_url": f"{url}agenda.ics",
        "kind": event.kind,
        "audience": event.audience,
        "state": words.shown_state(event).value,
        "state_reason": event.state_reason,
        "starts_at": moment(event.starts_at),
        "ends_at": moment(event.ends_at),
        "when": words.when(event),
        "summary": event.summary,
        "online": event.is_online,
        "place": {
            "name": event.place_name,
            "street": event.street,
            "postcode": event.postcode,
            "city": event.city,
        },
        "price_cents": event.price_cents,
        "series": _series_link(event.series) if event.series else None,
        "seats": {
            "capacity": event.capacity,
            "left": event.seats_left,
            "waiting_list": event.has_waiting_list,
            "way_in": words.way_in(event).value,
            "words": words.seats(event) or words.way_words(event),
            "opens_at": moment(event.registration_opens_at),
            "closes_at": moment(event.registration_closes_at),
            "companions_most": event.companions_most,
            "needs_approval": event.needs_approval,
            "url": f"{url}inschrijven/",
        },
        "changed_at": moment(event.changed_at),
    }
