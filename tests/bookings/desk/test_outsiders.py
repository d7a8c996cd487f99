"""What others cannot learn or do on the page of a request."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import now

from bookings.desk.enums import ProposalState, RequestState
from bookings.desk.models import BookingRequest, RequestFile
from bookings.desk.terms import STATUS
from bookings.terms import PERSONAL as REGISTRATION
from tests.bookings.desk.answering import (
    WITHDRAW,
    accept,
    state_of,
)
from tests.bookings.desk.reading import page_of
from tests.factories.desk import BookingRequestFactory, ProposalFactory
from tests.reading import fragment
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url, revoke_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


def with_a_file() -> tuple[BookingRequest, RequestFile]:
    request = BookingRequestFactory()
    part = RequestFile.objects.create(
        request=request, name='plan "A".pdf', content_type="application/pdf", size=4, content=b"%PDF"
    )
    return request, part


def test_attachment_opens_by_the_link_of_its_own_request_alone(client):
    mine, part = with_a_file()
    other, _part = with_a_file()

    response = client.get(f"{page_of(mine)}bijlage/{part.public_id}/")

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"%PDF", "application/pdf")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{page_of(other)}bijlage/{part.public_id}/").status_code == 404
    assert client.get(f"{page_of(mine)}bijlage/{uuid4()}/").status_code == 404


def dead_links(request: BookingRequest) -> list[str]:
    """A wrong token, the number, the public id and the reference for one, a link of another purpose, one that ended, one that was taken back."""
    old = issue_link(purpose=STATUS, about=request)
    hour_ago = now() - timedelta(hours=1)
    PersonalLink.objects.filter(pk=old.pk).update(issued_at=hour_ago, expires_at=now() - timedelta(minutes=1))
    foreign = issue_link(purpose=REGISTRATION, about=request, expires_at=now() + timedelta(days=1))
    tokens = [link_url(link=link).rstrip("/").rpartition("/")[2] for link in (old, foreign)]
    gone = page_of(request)
    revoke_links(about=request)
    wrong = ["x" * 43, request.pk, request.public_id, request.reference, *tokens]
    return [*(f"/aanvraag/{token}/" for token in wrong), gone]


@pytest.mark.parametrize("below", ["", "voorstel-1.pdf", "afspraak.ics", "bijlage/{file}/"])
def test_outsider_learns_nothing(client, below):
    request, part = with_a_file()
    ProposalFactory(request=request, state=ProposalState.ACCEPTED)
    BookingRequest.objects.filter(pk=request.pk).update(state=RequestState.AGREED)
    addresses = [f"{address}{below.format(file=part.public_id)}" for address in dead_links(request)]

    pages = [client.get(address) for address in addresses]

    assert {page.status_code for page in pages} == {404}
    words = {fragment(page.content.decode()).main.text for page in pages}
    assert len(words) == 1, "every dead link says the same"
    assert "Linde" not in words.pop()
    assert {client.post(address, WITHDRAW).status_code for address in addresses if not below} <= {404}
    assert state_of(request) == RequestState.AGREED


def test_link_of_another_request_does_nothing_here(client):
    mine, theirs = (
        BookingRequestFactory(state=RequestState.PROPOSED),
        BookingRequestFactory(state=RequestState.PROPOSED),
    )

    client.post(page_of(theirs), accept())

    assert (state_of(mine), state_of(theirs)) == (RequestState.PROPOSED, RequestState.AGREED)


def test_looking_changes_nothing(client):
    request = BookingRequestFactory(state=RequestState.PROPOSED)

    for deed in ("accept", "decline", "counter", "withdraw", "evaluate"):
        assert client.get(f"{page_of(request)}?deed={deed}&accept-version=1&accept-name=An").status_code == 200

    assert state_of(request) == RequestState.PROPOSED
    assert client.post(page_of(request), {"deed": "x"}).status_code == 400
    assert client.put(page_of(request)).status_code == 405
