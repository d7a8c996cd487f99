"""What is mailed at each step: in Dutch, with a link that opens the page of the request, and never more than its reader may know."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from icalendar import Calendar

from bookings import words
from bookings.desk.calendars import uid_of
from bookings.desk.emails import mail_evaluation, mail_proposal_ends
from bookings.desk.enums import RequestState
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.services import (
    Asked,
    Wish,
    accept_proposal,
    counter_date,
    decline_proposal,
    expire_proposals,
    prepare_request,
    receive_request,
    refuse_request,
    send_proposal,
    talk_again,
    withdraw_request,
)
from tests.factories import UserFactory, user_with_role
from tests.factories.desk import ActivityPageFactory, BookingRequestFactory, ProposalFactory
from tests.reading import addresses, fragment
from trust.organisations.services import Legal
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.placeholders import resolve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]


def mail(purpose: str) -> OutboundEmail:
    return OutboundEmail.objects.get(purpose=f"bookings.{purpose}")


def receive() -> BookingRequest:
    asked = Asked(
        organisation=Legal("De Linde"),
        contact_name="Rita Peeters",
        email="rita@example.org",
        audience="participants",
        group_size=15,
        needs="Een tolk",
        wishes=[Wish(on=localdate() + timedelta(days=30))],
    )
    return receive_request(activity=ActivityPageFactory(title="Samen sterk"), asked=asked)


def everything() -> BookingRequest:
    """Every mail of the desk, once at least."""
    staff = UserFactory()
    user_with_role("Boekingen")

    def proposed() -> BookingRequest:
        return BookingRequestFactory(state=RequestState.PROPOSED)

    first = receive()
    ProposalFactory(request=first, words="Graag tot dan.")
    send_proposal(public_id=first.public_id, version=1, by=staff)
    mail_proposal_ends(first.proposals.get())
    accept_proposal(public_id=first.public_id, version=1, name="Rita")
    prepare_request(public_id=first.public_id)
    mail_evaluation(first.proposals.get())
    counter_date(public_id=proposed().public_id, wishes=[Wish(on=localdate() + timedelta(days=40))])
    decline_proposal(public_id=proposed().public_id, version=1, name="Rita", stop=False)
    talk_again(
        public_id=BookingRequestFactory(state=RequestState.AGREED).public_id, by=staff, why="De begeleider is ziek."
    )
    withdraw_request(public_id=proposed().public_id, by=staff, why="Er kwam niemand.")
    refuse_request(
        public_id=BookingRequestFactory().public_id, reason="Niemand is vrij.", alternative="In maart wel.", by=staff
    )
    late = proposed()
    Proposal.objects.filter(request=late).update(valid_until=localdate() - timedelta(days=1))
    expire_proposals()
    return first


def test_every_mail_is_dutch_and_its_link_opens_the_page(client):
    everything()

    mails = list(OutboundEmail.objects.all())

    assert len({one.purpose for one in mails}) == 16
    english = re.compile(r"\b(the|your|request|proposal|when|where|hello)\b", re.IGNORECASE)
    for one in mails:
        text = re.sub(r"<?https?://\S+", "", one.text)
        assert not english.search(f"{one.subject}\n{text}"), (one.purpose, text)
        assert (
            "We wissen je aanvraag op" in text
            or not one.purpose.startswith("bookings.request-")
            or one.recipient != "rita@example.org"
        )
        if (
            one.purpose.startswith("bookings.request-")
            and "staff" not in one.purpose
            and one.recipient.startswith("rita")
        ):
            (page,) = set(re.findall(r"http://testserver/aanvraag/\S+?/", resolve(one.text, to=one.recipient)))
            assert client.get(page.removeprefix("http://testserver")).status_code == 200, one.purpose
            assert [href for href in addresses(fragment(one.html).select_one(".words")) if "invalid" in href]


def test_staff_get_a_link_and_nothing_of_what_was_asked():
    user_with_role("Boekingen")
    request = receive()

    told = mail("request-received")

    assert f"/admin/requests/{request.pk}/" in told.text
    for word in ("Linde", "Rita", "tolk", request.reference):
        assert word not in told.text + told.subject + told.html


def test_receipt_says_by_when_we_answer_and_what_was_asked():
    request = receive()

    text = mail("request-receipt").text

    assert request.reference in text
    assert "ten laatste op vrijdag 4 december" in text
    assert "donderdag 31 december 2026, eender wanneer" in text
    assert "tolk" not in text, "needs are in no mail"


def test_agreed_date_comes_along_for_both_calendars_under_one_uid():
    request = BookingRequestFactory(state=RequestState.PROPOSED)
    accept_proposal(public_id=request.public_id, version=1, name="Rita")

    parts = EmailAttachment.objects.filter(email__purpose__in=["bookings.request-agreed", "bookings.trainer-bound"])
    events = [Calendar.from_ical(bytes(part.content)).walk("VEVENT")[0] for part in parts]

    assert [str(event["UID"]) for event in events] == [uid_of(request)] * 2
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED"}


def test_date_that_is_off_is_not_said_to_take_place():
    request = BookingRequestFactory(state=RequestState.AGREED)
    proposal = request.proposals.get()
    withdraw_request(public_id=request.public_id)
    late = BookingRequestFactory(state=RequestState.PROPOSED)
    Proposal.objects.filter(request=late).update(starts_at=now() - timedelta(minutes=1))
    expire_proposals()

    for purpose in ("trainer-released", "request-proposal-expired"):
        lines = mail(purpose).text.splitlines()
        assert "Wanneer" not in lines
        assert "Was gepland op" in lines
    assert f"De datum van {words.when(proposal)} vervalt." in mail("request-withdrawn").text
    (event,) = Calendar.from_ical(bytes(mail("request-withdrawn").attachments.get().content)).walk("VEVENT")
    assert str(event["STATUS"]) == "CANCELLED"


def test_refusal_says_why_and_what_would_do():
    request = BookingRequestFactory()

    refuse_request(
        public_id=request.public_id, reason="Niemand is vrij.", alternative="In maart wel.", by=UserFactory()
    )

    assert {"Niemand is vrij.", "In maart wel."} <= set(mail("request-refused").text.splitlines())
