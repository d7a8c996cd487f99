"""`/api/v3/circles/`: signing up, taking it back, and the map."""

from datetime import date
from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from circles.enums import CallState, SignUpKind, SignUpState
from circles.forms import FORMS
from circles.models import SignUp
from circles.models.sign_ups import REMARK_MOST
from circles.services import ask_to_be_phoned, withdraw_sign_up
from circles.terms import STATUS
from cms.api.schemas import Problem
from trust.forms.api import checked, refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink

router = Router(tags=["circles"])

Moment = Literal["any", "morning", "afternoon", "evening"]


class WayIn(BaseModel):
    """What somebody leaves to be phoned; one of `phone` and `email` is enough. What a kind does not ask is not kept."""

    name: str = Field(max_length=120, description="In any script; a first name is enough.")
    phone: str = Field("", max_length=32, description="Belgian as dialled here, others with + and the country code.")
    email: str = Field("", max_length=254)
    postcode: str = Field(max_length=10, description="Belgian, of Flanders or Brussels.")
    call_moment: Moment = "any"


class TalkIn(WayIn):
    """Somebody who looks for people: a `lusgroep` or a `linkgroep`."""

    remark: str = Field("", max_length=REMARK_MOST)


class VolunteerIn(TalkIn):
    """Somebody who would like to help."""

    role: Literal["compagnon", "verbinder", "vertrouwenspersoon"] = Field(description="As what.")


class VisitIn(TalkIn):
    """Somebody who would like Lus to come by."""

    organisation: str = Field("", max_length=160)


class ParentIn(WayIn):
    """A parent who looks for a vertrouwenspersoon."""

    discreet: bool = Field(False, description="Whether to keep silent about who phones when somebody else picks up.")


class CareWorkerIn(WayIn):
    """A care worker who looks along with a child or a parent, and tells nothing of them."""

    organisation: str = Field(max_length=160, description="Never names or details of children.")


class YoungIn(BaseModel):
    """A child or young person who asks to be phoned. There is no field for a story; anything else that comes along is not kept."""

    name: str = Field(max_length=120, description="A first name, or another that they choose.")
    phone: str = Field(max_length=32, description="Belgian as dialled here, others with + and the country code.")
    call_moment: Moment = "any"
    discreet: bool = Field(True, description="Whether to keep silent about who phones when somebody else picks up.")


class CircleSignUpOut(BaseModel):
    """It came. What was written is not said again; the personal link goes by mail only."""

    id: UUID
    state: str
    call_before: date | None = Field(description="The day before which Lus phones.")
    delete_on: date = Field(description="The last day that we keep it.")


ASKED: dict[SignUpKind, type[BaseModel]] = {
    SignUpKind.LUSGROEP: TalkIn,
    SignUpKind.LINKGROEP: TalkIn,
    SignUpKind.VOLUNTEER: VolunteerIn,
    SignUpKind.YOUNG: YoungIn,
    SignUpKind.PARENT: ParentIn,
    SignUpKind.CARE_WORKER: CareWorkerIn,
    SignUpKind.SUPPORT: WayIn,
    SignUpKind.VISIT: VisitIn,
}


def _add_way_in(kind: SignUpKind, asked: type[BaseModel]) -> None:
    """`POST /sign-ups/<kind>/`: as the form of that kind sends it, under the same limits."""
    form_class = FORMS[kind]

    @router.post(
        f"/sign-ups/{kind.value}/",
        response={201: CircleSignUpOut, 409: Problem, 422: Problem, 429: Problem},
        url_name=f"circles-sign-up-{kind.value}",
        operation_id=f"sign_up_{kind.name.lower()}",
        summary=f"Ask to be phoned: {kind.value}",
    )
    @safe_post(form_id=form_class.form_id, email_of=lambda payload: getattr(payload, "email", ""))
    def create_sign_up(request: HttpRequest, payload: asked):  # type: ignore[valid-type]
        """Who leaves an e-mail address gets a mail with their own link; staff get a link, never the content."""
        form = checked(form_class, request=request, payload=payload)
        if not form.is_valid():
            return refused(form)
        told = ask_to_be_phoned(asked=form.as_asked(), delete_on=form.delete_on, source="api")
        return Status(
            201,
            {
                "id": told.public_id,
                "state": SignUpState.NEW,
                "call_before": told.call_before,
                "delete_on": told.delete_on,
            },
        )


for _kind, _asked in ASKED.items():
    _add_way_in(_kind, _asked)


@router.get(
    "/sign-ups/{token}/",
    response={200: CircleSignUpOut, 404: Problem, 429: Problem},
    url_name="circles-sign-up",
    operation_id="sign_up_detail",
    summary="How my sign-up stands",
)
@personal_operation(purpose=STATUS)
def sign_up_detail(request: HttpRequest, link: PersonalLink):
    """By the personal link of the mail."""
    return _told(cast(SignUp, link.about))


@router.delete(
    "/sign-ups/{token}/",
    response={204: None, 404: Problem, 429: Problem},
    url_name="circles-sign-up",
    operation_id="sign_up_withdraw",
    summary="Take me off the list",
)
@personal_operation(purpose=STATUS)
def delete_sign_up(request: HttpRequest, link: PersonalLink):
    """Its data goes at once, its place on the map with the next batch."""
    withdraw_sign_up(public_id=cast(SignUp, link.about).public_id)
    return Status(204, None)


def _told(mine: SignUp) -> dict:
    call = mine.calls.filter(state=CallState.OPEN).first()
    return {
        "id": mine.public_id,
        "state": mine.state,
        "call_before": call.due_on if call else None,
        "delete_on": mine.delete_on,
    }
