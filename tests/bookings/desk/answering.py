"""What somebody reads and sends on the page of their request."""

from __future__ import annotations

from bookings.desk.enums import Actor, RequestState
from bookings.desk.models import BookingRequest
from tests.factories.desk import BookingRequestFactory
from tests.reading import fragment


def in_state(state: RequestState) -> BookingRequest:
    request = BookingRequestFactory(state=state)
    if state in (RequestState.REFUSED, RequestState.WITHDRAWN):
        request.moves.create(
            from_state=RequestState.PROPOSED, to_state=state, actor=Actor.STAFF, why="Niemand is vrij."
        )
    return request


def deeds(response) -> set[str]:
    return {button["value"] for button in fragment(response.content.decode()).select("button[name=deed]")}


def refusal(response) -> str:
    assert response.status_code == 409
    return fragment(response.content.decode()).select_one(".error-summary p").text


def state_of(request: BookingRequest) -> str:
    return BookingRequest.objects.get(pk=request.pk).state


def accept(version: int = 1, name: str = "Rita Peeters") -> dict:
    return {"deed": "accept", "accept-version": version, "accept-name": name}


def decline(version: int = 1, then: str = "another") -> dict:
    return {
        "deed": "decline",
        "decline-version": version,
        "decline-name": "Rita Peeters",
        "decline-then": then,
        "decline-why": "Te duur",
    }


def counter(version: int | str = 1, **days) -> dict:
    said = {"deed": "counter", "counter-version": version, "counter-words": "Dan is de zaal vrij."}
    return said | {f"counter-{name}": value for name, value in (days or {"date_1": "2027-01-20"}).items()}


WITHDRAW = {"deed": "withdraw", "withdraw-why": "We krijgen de groep niet rond."}
EVALUATE = {
    "deed": "evaluate",
    "evaluate-content_score": "5",
    "evaluate-trainer_score": "4",
    "evaluate-practical_score": "3",
    "evaluate-would_recommend": "yes",
    "evaluate-good": "Het tekenen",
}
