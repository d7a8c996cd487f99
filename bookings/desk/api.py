"""`GET /api/v3/bookings/activities/`, `POST …/requests/`, `GET …/requests/{token}/` and what one can do with it: the booking desk as JSON."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Router, Status
from wagtail.rich_text import expand_db_html

from bookings.desk.enums import PartOfDay, RequestAudience, RequestState
from bookings.desk.errors import DeskRefused
from bookings.desk.forms import ActivityRequestForm, api_data
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.pages import ActivityPage
from bookings.desk.questions import QUESTIONS
from bookings.desk.refusals import problem_for
from bookings.desk.schemas import (
    AcceptIn,
    ActivityDetail,
    ActivityList,
    BookingRequestIn,
    BookingRequestOut,
    CounterIn,
    DeclineIn,
    EvaluationIn,
    FileIn,
    RequestMade,
    WithdrawIn,
)
from bookings.desk.services import (
    Wish,
    accept_proposal,
    counter_date,
    decline_proposal,
    evaluate,
    receive_request,
    withdraw_request,
)
from bookings.desk.showing import accepted_of, deeds_of, request_of, standing_of, story_of, with_all
from bookings.desk.terms import STATUS
from bookings.words import when
from cms.api.schemas import Problem
from cms.errors import problem
from cms.representations import clean_html
from cms.seo import absolute
from trust.forms.api import refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink
from trust.places.fields import ADDRESS, plain_name

router = Router(tags=["booking desk"])


@router.get(
    "/activities/",
    response=ActivityList,
    url_name="list_activities",
    operation_id="activities_list",
    summary="What organisations can ask for",
)
def list_activities(request: HttpRequest):
    """Public activities, by title."""
    pages = ActivityPage.objects.open().defer("body", "practical", "you_provide").order_by("title", "pk")
    items = [_activity(page) for page in pages]
    return JsonResponse({"count": len(items), "items": items})


@router.get(
    "/activities/{public_id}/",
    response={200: ActivityDetail, 404: Problem},
    url_name="activity_detail",
    operation_id="activities_detail",
    summary="One activity, with its questions",
)
def activity_detail(request: HttpRequest, public_id: UUID):
    """An activity with its terms and what its form asks. Its page, with pictures, is in `/pages/`."""
    page = _activity_with(public_id)
    if page is None:
        return problem(404, "There is no such activity.")
    questions = [
        {
            "id": one.name,
            "label": str(one.label),
            "help": str(one.help_text),
            "choices": {value: str(words) for value, words in one.choices},
        }
        for one in QUESTIONS.get(page.kind, ())
    ]
    return JsonResponse(
        _activity(page)
        | {
            "you_provide": clean_html(expand_db_html(page.you_provide)),
            "practical": clean_html(expand_db_html(page.practical)),
            "questions": questions,
            "audiences": {value: str(words) for value, words in RequestAudience.choices},
        }
    )


@router.post(
    "/requests/",
    response={201: RequestMade, 404: Problem, 409: Problem, 422: Problem, 429: Problem},
    url_name="requests",
    operation_id="bookings_request_create",
    summary="Ask for an activity",
)
@safe_post(form_id=ActivityRequestForm.form_id, email_of=lambda payload: payload.email)
def create_request(request: HttpRequest, payload: BookingRequestIn):
    """A request as the form of the site sends it. A mail brings the link to the page of the request. 409 with the reason `not-now` for an
    activity that cannot be asked for now."""
    page = _activity_with(payload.activity)
    if page is None:
        return problem(404, "There is no such activity.")
    if not page.can_be_asked:
        return problem(409, page.not_now or _("We cannot take requests for this now."), reason="not-now")
    asked = {question.name for question in QUESTIONS.get(page.kind, ())}
    unknown = [
        _wrong(["answers", place, "question"], "unknown", _("This is not asked."))
        for place, one in enumerate(payload.answers)
        if one.question not in asked
    ]
    files, broken = _files(payload.files)
    if unknown or broken:
        return problem(422, "Validation failed", errors=[*unknown, *broken])
    said = payload.model_dump(exclude={"activity", "files", "budget_cents"})
    data = api_data(said)
    if payload.budget_cents is not None:
        data["budget"] = f"{payload.budget_cents // 100},{payload.budget_cents % 100:02}"
    form = ActivityRequestForm(data, files, activity=page, request=request, guarded=False)
    if not form.is_valid():
        return refused(form)
    try:
        made = receive_request(activity=page, asked=form.request_asked, source="api")
    except DeskRefused as refusal:
        return problem_for(refusal)
    days = {"answer_by": made.alarm_on, "delete_on": made.delete_on}
    return Status(201, {"id": made.public_id, "state": made.state} | days)


@router.get(
    "/requests/{token}/",
    response={200: BookingRequestOut, 404: Problem, 429: Problem},
    url_name="request-status",
    operation_id="bookings_request_detail",
    summary="One's own request",
)
@personal_operation(purpose=STATUS)
def request_detail(request: HttpRequest, link: PersonalLink):
    """By the token of the personal link: how it stands, its proposals, and what can be done now."""
    return shown(with_all(cast(BookingRequest, link.about)))


ANSWERS = {200: BookingRequestOut, 404: Problem, 409: Problem, 422: Problem, 429: Problem}


@router.post(
    "/requests/{token}/accept/",
    response=ANSWERS,
    url_name="request-accept",
    operation_id="bookings_request_accept",
    summary="Accept a proposal",
)
@personal_operation(purpose=STATUS)
def request_accept(request: HttpRequest, link: PersonalLink, payload: AcceptIn):
    """A repeat is harmless. 409 with `reason`: `proposal-gone` (`standing` is the version that stands now), `proposal-expired`, `state`."""
    if not (name := _name(payload.name)):
        return _no_name()
    return _done(
        link,
        lambda mine: accept_proposal(public_id=mine.public_id, version=payload.version, name=name),
        payload.version,
    )


@router.post(
    "/requests/{token}/decline/",
    response=ANSWERS,
    url_name="request-decline",
    operation_id="bookings_request_decline",
    summary="Decline a proposal",
)
@personal_operation(purpose=STATUS)
def request_decline(request: HttpRequest, link: PersonalLink, payload: DeclineIn):
    """A repeat is harmless. 409 with `reason`: `proposal-gone`, `state`."""
    if not (name := _name(payload.name)):
        return _no_name()
    return _done(
        link,
        lambda mine: decline_proposal(
            public_id=mine.public_id, version=payload.version, name=name, why=payload.why, stop=payload.stop
        ),
        payload.version,
    )


@router.post(
    "/requests/{token}/counter/",
    response=ANSWERS,
    url_name="request-counter",
    operation_id="bookings_request_counter",
    summary="Ask for another day",
)
@personal_operation(purpose=STATUS)
def request_counter(request: HttpRequest, link: PersonalLink, payload: CounterIn):
    """What was proposed ends. A repeat is harmless. 409 with `reason`: `date` (not ahead of us), `proposal-gone`, `state`."""
    wishes = [Wish(on=one.on, part=PartOfDay(one.part)) for one in payload.dates]
    return _done(
        link,
        lambda mine: counter_date(
            public_id=mine.public_id, wishes=wishes, words=payload.words, version=payload.version
        ),
        payload.version,
    )


@router.post(
    "/requests/{token}/withdraw/",
    response=ANSWERS,
    url_name="request-withdraw",
    operation_id="bookings_request_withdraw",
    summary="Stop the request",
)
@personal_operation(purpose=STATUS)
def request_withdraw(request: HttpRequest, link: PersonalLink, payload: WithdrawIn):
    """A date that was agreed on is off by it. A repeat is harmless. 409 with `reason` `state` once it was given."""
    return _done(link, lambda mine: withdraw_request(public_id=mine.public_id, why=payload.why))


@router.post(
    "/requests/{token}/evaluate/",
    response=ANSWERS,
    url_name="request-evaluate",
    operation_id="bookings_request_evaluate",
    summary="Tell how it was",
)
@personal_operation(purpose=STATUS)
def request_evaluate(request: HttpRequest, link: PersonalLink, payload: EvaluationIn):
    """Once; a repeat is harmless. 409 with `reason` `evaluation-closed` before the day, and three months after; `evaluated` when somebody of
    the organisation said something else before."""
    return _done(link, lambda mine: evaluate(public_id=mine.public_id, answers=payload.model_dump()))


def shown(mine: BookingRequest) -> dict[str, Any]:
    """One's own request, as `BookingRequestOut` says."""
    standing, accepted = standing_of(mine), accepted_of(mine)
    same = (
        "reference", "state", "kind", "organisation_name", "organisation_number", "contact_name", "email", "audience", "group_size",
        "language", "budget_cents", "needs", "answers", "remarks", "purchase_order", "public_wished", "delete_on",
    )  # fmt: skip
    return {name: getattr(mine, name) for name in same} | {
        "id": mine.public_id,
        "activity": mine.activity_title,
        "phone": str(mine.phone or ""),
        "places": [{"name": "", "street": "", "postcode": "", "city": ""} | place for place in mine.places],
        "dates": [{"on": day.on, "part": day.part, "counter": day.is_counter} for day in mine.preferred_dates.all()],
        "files": [{"name": one.name, "size": one.size} for one in mine.files.all()],
        "proposals": [_proposal(one) for one in mine.proposals.all()],
        "standing": standing.version if standing else None,
        "accepted": accepted.version if accepted else None,
        "story": [{"at": one.at, "words": one.words, "why": one.why} for one in story_of(mine)],
        "may": sorted(deeds_of(mine)),
        "answer_by": mine.alarm_on if mine.state in (RequestState.NEW, RequestState.IN_DISCUSSION) else None,
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    same = (
        "version", "state", "words", "starts_at", "ends_at", "place", "valid_until", "sent_at", "decided_at", "decided_by", "net_cents",
        "total_cents",
    )  # fmt: skip
    return {name: getattr(one, name) for name in same} | {
        "when": when(one),  # type: ignore[arg-type]
        "trainers": [trainer.name for trainer in one.trainers.all()],
        "lines": [
            {
                "label": line.label,
                "quantity": f"{line.quantity:f}",
                "unit_cents": line.unit_cents,
                "net_cents": line.net_cents,
                "vat": line.vat,
            }
            for line in one.lines.all()
        ],
        "vat": [{"vat": vat.value, "base_cents": base, "vat_cents": amount} for vat, base, amount in one.vat_lines],
        "terms": one.terms.version if one.terms else "",
        "terms_text": clean_html(expand_db_html(one.terms.text)) if one.terms else "",
    }


def _done(link: PersonalLink, deed: Callable[[BookingRequest], object], version: int | None = None):
    """`deed`, then how it stands; or the problem document of its refusal."""
    mine = cast(BookingRequest, link.about)
    try:
        deed(mine)
    except DeskRefused as refusal:
        return problem_for(refusal, _of(link), version)
    return shown(_of(link))


def _of(link: PersonalLink) -> BookingRequest:
    return request_of(int(link.about_id))


def _activity_with(public_id: UUID) -> ActivityPage | None:
    return ActivityPage.objects.open().filter(translation_key=public_id).order_by("pk").first()


def _activity(page: ActivityPage) -> dict[str, Any]:
    same = (
        "kind", "title", "summary", "duration", "group_size", "group_size_most", "for_whom", "languages", "price_indication",
        "can_be_asked", "not_now",
    )  # fmt: skip
    return {name: getattr(page, name) for name in same} | {
        "id": str(page.translation_key),
        "url": absolute(page.url or "/"),
        "ask_url": absolute(page.ask_path),
    }


def _files(sent: list[FileIn]) -> tuple[MultiValueDict, list[dict]]:
    """The files, as a form takes them; and what is no base64."""
    files, broken = [], []
    for place, one in enumerate(sent):
        try:
            files.append(ContentFile(b64decode(one.content, validate=True), name=one.name))
        except ValueError:
            broken.append(_wrong(["files", place, "content"], "base64", _("This is no base64.")))
    return MultiValueDict({"files": files}), broken


def _wrong(place: list[str | int], kind: str, words: str) -> dict[str, Any]:
    return {"type": kind, "loc": ["body", "payload", *place], "msg": words}


def _name(text: str) -> str:
    """A name as forms take it; empty for what is none."""
    name = plain_name(text)
    return "" if ADDRESS.search(name) or not any(sign.isalpha() for sign in name) else name


def _no_name() -> HttpResponse:
    return problem(422, "Validation failed", errors=[_wrong(["name"], "invalid", _("Write your name."))])
