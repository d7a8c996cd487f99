"""The whole story by the services alone: asked, talked over, proposed, another day, proposed again, accepted, prepared, given, told how it was,
invoiced. Every mail is read as its reader gets it, and its links are used."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils.timezone import localdate, now
from icalendar import Calendar

from bookings.desk.calendars import uid_of
from bookings.desk.enums import PartOfDay, RequestState
from bookings.desk.models import InvoiceRecord, Trainer
from bookings.desk.services import (
    Asked,
    Draft,
    Wish,
    accept_proposal,
    counter_date,
    evaluate,
    make_invoice,
    receive_request,
    save_draft,
    send_proposal,
    take_up,
)
from bookings.desk.services.trainers import hand_out_feed
from bookings.desk.ubl import ubl_of
from tests.bookings.desk.test_ubl import LUS
from tests.factories.desk import NUMBER, ActivityPageFactory, BookingTermsFactory, TrainerFactory
from tests.factories.registrations import evening
from trust.organisations.services import Legal
from trust.outbox.models import OutboundEmail
from trust.outbox.services import send_due

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/\s]+(/[^\s<>]*)")


class Post:
    """What left since it was last read: (who, subject, text, the calendar part or None)."""

    def __init__(self) -> None:
        self.seen = 0

    def fetch(self) -> list[tuple[str, str, str, Calendar | None]]:
        send_due(worker_id="story")
        fresh, self.seen = mail.outbox[self.seen :], len(mail.outbox)
        return [self.read(message_from_bytes(one.message().as_bytes(), policy=policy.default)) for one in fresh]

    def read(self, one: Any) -> tuple[str, str, str, Calendar | None]:
        assert isinstance(one, EmailMessage)
        body = one.get_body(("plain",))
        assert body is not None
        part = next((each for each in one.walk() if each.get_content_type() == "text/calendar"), None)
        calendar = Calendar.from_ical(part.get_payload(decode=True)) if part else None
        if part:
            assert part.get_param("method") == str(calendar["METHOD"])
        return str(one["To"]), str(one["Subject"]), body.get_content(), calendar


def links(text: str, part: str) -> list[str]:
    return [path for path in LINK.findall(text) if part in path]


def draft(trainer: Trainer, starts_at: datetime, **fields: Any) -> Draft:
    said = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "place": "Kerkstraat 1, 3000 Leuven",
        "valid_until": localdate() + timedelta(days=14),
        "trainers": [trainer],
        "terms": BookingTermsFactory(),
        "lines": [
            {"kind": "fee", "label": "Workshop, 3 uur", "unit_cents": 30000},
            {"kind": "travel", "label": "Verplaatsing", "quantity": "50", "unit_cents": 49, "vat": "21"},
        ],
    }
    return Draft(**(said | fields))


def test_a_request_from_its_form_to_its_invoice(site, client, colleague, time_machine):
    post, ann = Post(), TrainerFactory(name="Ann", email="ann@example.org")
    page = ActivityPageFactory(title="Samen sterk", you_provide="<ul><li>Stoelen in een kring</li></ul>")
    asked = Asked(
        organisation=Legal("De Linde", NUMBER, "Kerkstraat 1", "3000", "Leuven"),
        contact_name="Rita Peeters",
        email="rita@example.org",
        audience="participants",
        group_size=14,
        wishes=[Wish(localdate() + timedelta(days=30), PartOfDay.EVENING)],
        purchase_order="PO-77",
    )

    # asked: a receipt with the link, and a link for staff
    request = receive_request(activity=page, asked=asked)
    receipt, staff = post.fetch()
    assert (receipt[0], staff[0]) == ("rita@example.org", colleague.email)
    assert "Samen sterk" in receipt[1]
    assert request.reference in receipt[2]
    (status,) = links(receipt[2], "/aanvraag/")
    assert client.get(status).status_code == 200
    assert "De Linde" not in staff[2]
    assert "Rita" not in staff[2]
    assert links(staff[2], f"/admin/requests/{request.pk}/")

    # talked over, proposed
    take_up(public_id=request.public_id, by=colleague)
    assert post.fetch() == []
    first = save_draft(public_id=request.public_id, draft=draft(ann, evening(30)), by=colleague)
    send_proposal(public_id=request.public_id, version=first.version, by=colleague)
    ((to, subject, text, calendar),) = post.fetch()
    assert (to, calendar) == ("rita@example.org", None)
    assert "Samen sterk" in subject
    assert "329,65" in text, "300 and 24.50 with 21 % VAT on it"
    assert links(text, "/aanvraag/") == [status], "one address as long as it lives"
    hand_out_feed(trainer_id=ann.pk, by=colleague)
    (feed_mail,) = post.fetch()
    (feed,) = links(feed_mail[2], "/kalender/agenda/begeleider/")[:1]

    def in_feed() -> tuple[str, int, datetime]:
        (event,) = Calendar.from_ical(client.get(feed).content).walk("VEVENT")
        assert str(event["UID"]) == uid_of(request)
        return str(event["STATUS"]), int(event["SEQUENCE"]), event.start

    tentative = in_feed()
    assert tentative[0] == "TENTATIVE"

    # another day
    counter_date(
        public_id=request.public_id, wishes=[Wish(localdate() + timedelta(days=40))], words="Dan is de zaal vrij"
    )
    countered, staff = post.fetch()
    assert countered[0] == "rita@example.org"
    assert staff[0] == colleague.email
    assert in_feed()[0] == "CANCELLED"

    # proposed again, accepted
    second = save_draft(public_id=request.public_id, draft=draft(ann, evening(40)), by=colleague)
    send_proposal(public_id=request.public_id, version=second.version, by=colleague)
    ((_to, revised, _text, _calendar),) = post.fetch()
    assert revised != subject
    accept_proposal(public_id=request.public_id, version=second.version, name="Rita Peeters")
    settled, bound, staff = sorted(
        post.fetch(), key=lambda one: ["rita@example.org", "ann@example.org", colleague.email].index(one[0])
    )
    for _to, _subject, _text, calendar in (settled, bound):
        assert str(calendar["METHOD"]) == "REQUEST"
        (event,) = calendar.walk("VEVENT")
        assert str(event["UID"]) == uid_of(request)
        assert event.start == evening(40)
        assert str(event["STATUS"]) == "CONFIRMED"
    (kept_longer,) = links(settled[2], "/aanvraag/")
    assert kept_longer != status, "a date that stands is kept longer, and so is the link"
    assert [client.get(address).status_code for address in (status, kept_longer)] == [200, 200]
    request.refresh_from_db()
    status_now, sequence, starts = in_feed()
    assert (status_now, starts) == ("CONFIRMED", evening(40))
    assert sequence == request.sequence == int(bound[3].walk("VEVENT")[0]["SEQUENCE"]) > tentative[1]
    assert str(staff[3]) == "None"

    # prepared, given
    time_machine.move_to(evening(31), tick=False)
    call_command("mind_requests", verbosity=0)
    pack, theirs = sorted(post.fetch(), key=lambda one: one[0] != "rita@example.org")
    assert "Stoelen in een kring" in pack[2]
    assert "Ann" in pack[2]
    assert theirs[0] == "ann@example.org"
    assert int(theirs[3].walk("VEVENT")[0]["SEQUENCE"]) == sequence, "nothing changed since"
    time_machine.move_to(second.ends_at + timedelta(minutes=1), tick=False)
    call_command("mind_requests", verbosity=0)
    assert post.fetch() == []

    # told how it was
    time_machine.move_to(second.ends_at + timedelta(days=1, minutes=1), tick=False)
    call_command("mind_requests", verbosity=0)
    ((to, _subject, text, _calendar),) = post.fetch()
    assert to == "rita@example.org"
    assert links(text, "/aanvraag/") == [kept_longer]
    assert client.get(kept_longer).status_code == 200
    evaluate(public_id=request.public_id, answers={"content_score": 5, "trainer_score": 5, "practical_score": 4})

    # invoiced
    made = make_invoice(public_id=request.public_id, by=colleague)
    assert (made.shown_number, made.purchase_order, made.total_cents) == (f"{now().year}-0001", "PO-77", 32965)
    assert b"PO-77" in ubl_of(InvoiceRecord.objects.get(), LUS)
    assert post.fetch() == []
    assert [step.to_state for step in request.moves.all()] == [
        "new",
        "in-discussion",
        "proposed",
        "in-discussion",
        "proposed",
        "agreed",
        "prepared",
        "given",
        "invoiced",
    ]
    request.refresh_from_db()
    assert request.state == RequestState.INVOICED
    assert not OutboundEmail.objects.exclude(state="sent").exists()
