"""A lecture from its request to its invoice record: the organisation on a telephone without JavaScript, staff at the admin, every mail read.

Nobody waits seven weeks here: once it is agreed, its date is put behind us by hand, and the clock's own command does the rest.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils.timezone import localdate

from tests.browser.conftest import follow, manage
from tests.browser.story import HUMAN, colleague, tell

pytestmark = [pytest.mark.browser, pytest.mark.story]

THEM = "berk@example.org"
# Every mail about the request of that organisation, the oldest first, as its reader gets it.
MAILS = """
import json
from bookings.desk.models import BookingRequest
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve
asked = BookingRequest.objects.get(organisation_name={name!r})
rows = OutboundEmail.objects.about(asked).order_by("pk")
print(json.dumps([[row.purpose, row.recipient, row.subject, resolve(row.text, to=row.recipient)] for row in rows]))
"""
PAST = """
from datetime import timedelta
from django.utils.timezone import now
from bookings.desk.models import Proposal
held = Proposal.objects.get(request__organisation_name={name!r}, state="accepted")
Proposal.objects.filter(pk=held.pk).update(starts_at=now() - timedelta(days=2, hours=2), ends_at=now() - timedelta(days=2))
"""


@dataclass
class Desk:
    """Staff at the admin, about the request of the organisation `name`; and the mails about it."""

    page: Any
    environment: dict[str, str]
    name: str

    def mails(self) -> list[list[str]]:
        return json.loads(tell(self.environment, MAILS, name=self.name))

    def status_path(self) -> str:
        """The page of the request, by the link in the newest mail to them."""
        (*_others, text) = [text for _purpose, to, _subject, text in self.mails() if to == THEM]
        return urlsplit(re.findall(r"https?://[^\s>]+/aanvraag/[\w-]+/", text)[0]).path

    def open(self) -> None:
        self.page.goto("/admin/requests/board/")
        follow(self.page.get_by_role("link", name=self.name).first)

    def press(self, button: str) -> None:
        """A button of the request, and what it asks: nothing but to see the mails first."""
        self.open()
        follow(self.page.locator(".lus-deeds a").filter(has_text=button).first)
        self.confirm()

    def confirm(self) -> None:
        follow(self.page.locator(".lus-confirm button").first)
        if self.page.locator(".lus-letter").count():
            follow(self.page.locator(".lus-confirm button").first)

    def propose(self, day: date) -> None:
        self.open()
        follow(self.page.locator(".lus-deeds a").filter(has_text="voorstel").first)
        for field, words in {
            "on": day.isoformat(),
            "begins": "19:30",
            "ends": "21:30",
            "place": "Bibliotheek, Markt 1, 2800 Mechelen",
        }.items():
            self.page.locator(f"[name={field}]").fill(words)
        self.page.locator("[name=trainers]").first.check()
        self.page.locator("[name$='-label']").first.fill("Lezing, 2 uur")
        self.page.locator("[name$='-price']").first.fill("250")
        follow(self.page.locator("button.button[value=keep]"))
        self.confirm()


@pytest.fixture
def desk(browser, base_url, demo_environment):
    with colleague(browser, base_url, "boekingen") as page:
        yield Desk(page, demo_environment, f"Bibliotheek De Berk {secrets.token_hex(3)}")


def ask(phone, name: str, day: date) -> None:
    """The form of the lecture, filled in on a telephone."""
    phone.goto("/lus-komt-naar-je-toe/eenzaamheid-doorbreken/aanvragen/")
    for field, words in {
        "organisation_name": name,
        "street": "Markt 1",
        "postcode": "2800",
        "city": "Mechelen",
        "contact_name": "Rita Voorbeeld",
        "email": THEM,
        "group_size": "40",
        "date_1": day.isoformat(),
    }.items():
        phone.locator(f"[name={field}]").fill(words)
    phone.locator("[name=audience]").first.check()
    phone.wait_for_timeout(HUMAN)
    follow(phone.locator("form[data-safe-form] button[type=submit]").last)
    assert "/bedankt/" in phone.url


def test_a_lecture_from_request_to_invoice_record(quiet, desk, demo_environment):
    first, second = localdate() + timedelta(days=45), localdate() + timedelta(days=52)

    ask(quiet, desk.name, first)
    quiet.goto(desk.status_path())
    assert desk.name in quiet.locator("main").inner_text()
    desk.press("Ga ermee aan de slag")

    desk.propose(first)
    quiet.goto(desk.status_path())
    assert "250,00" in quiet.locator("main").inner_text()
    quiet.locator("summary").filter(has_text="andere dag").first.click()
    quiet.locator("[name=counter-date_1]").fill(second.isoformat())
    follow(quiet.locator("button[value=counter]"))
    assert quiet.locator("[role=status]").count()

    desk.propose(second)
    quiet.goto(desk.status_path())
    follow(quiet.locator("button[value=accept]"))
    assert not quiet.locator("button[value=accept]").count()
    desk.press("Verstuur de voorbereiding")
    tell(demo_environment, PAST, name=desk.name)
    manage(demo_environment, "mind_requests")

    quiet.goto(desk.status_path())
    for score in ("content", "trainer", "practical"):
        quiet.locator(f"[name=evaluate-{score}_score][value='5']").check()
    follow(quiet.locator("button[value=evaluate]"))
    assert quiet.locator("[role=status]").count()
    desk.open()
    follow(desk.page.locator(".lus-deeds a").filter(has_text="actuur").first)
    follow(desk.page.locator(".lus-confirm button").first)
    assert re.search(r"20\d\d-\d{4}", desk.page.locator("main").inner_text())

    mails = desk.mails()
    to_them = [purpose.removeprefix("bookings.request-") for purpose, to, _subject, _text in mails if to == THEM]
    assert to_them == ["receipt", "proposal", "countered", "proposal", "agreed", "pack", "evaluation"]
    assert all(desk.name not in text for _purpose, to, _subject, text in mails if to == "boekingen@example.org")
