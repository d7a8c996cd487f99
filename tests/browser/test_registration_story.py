"""A date with one seat, asked for by two people on a telephone without JavaScript: it goes from the one to the other; every mail read."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import follow
from tests.browser.looking import sideways
from tests.browser.story import Mail, mails_to, press, send, tell

pytestmark = [pytest.mark.browser, pytest.mark.story]

DATE = """
from datetime import timedelta
from django.utils.timezone import now
from bookings.models import Event
starts = now() + timedelta(days=20)
Event.objects.create(title="Koffie en verhalen", slug={slug!r}, summary="x", state="planned", starts_at=starts,
    ends_at=starts + timedelta(hours=2), capacity=1, place_name="Buurthuis De Spil", city="Antwerpen")
"""


@pytest.fixture
def date(demo_environment) -> str:
    slug = f"koffie-{secrets.token_hex(4)}"
    tell(demo_environment, DATE, slug=slug)
    return slug


def register(phone, slug: str, name: str, email: str) -> None:
    phone.goto(f"/kalender/{slug}/")
    follow(phone.locator(f"a[href='/kalender/{slug}/inschrijven/']").first)
    phone.fill("[name=name]", name)
    phone.fill("[name=email]", email)
    send(phone)
    assert urlsplit(phone.url).path.endswith("/bijna/")


def test_somebody_moves_up_from_the_waiting_list_and_cancels(quiet, demo_environment, date):
    first, second = f"an.{date}@example.org", f"bo.{date}@example.org"

    def mails(to: str) -> list[str]:
        return [mail.purpose.removeprefix("bookings.") for mail in mails_to(demo_environment, to)]

    def newest(to: str) -> Mail:
        return mails_to(demo_environment, to)[-1]

    # The first has the seat once the link in the mail is followed and the button pressed.
    register(quiet, date, "An Eerst", first)
    assert mails(first) == ["confirm"]
    quiet.goto(newest(first).link("/kalender/mijn/"))
    press(quiet, "Bevestig mijn plaats")
    assert "je bent ingeschreven" in quiet.locator("#stand").inner_text()
    invited = newest(first)
    (event,) = invited.calendar.walk("VEVENT")
    assert (invited.purpose, str(event["summary"])) == ("bookings.registered", "Koffie en verhalen")

    # The second joins the waiting list, and stands first in line.
    register(quiet, date, "Bo Later", second)
    assert mails(second) == ["confirm"]
    quiet.goto(newest(second).link("/kalender/mijn/"))
    press(quiet, "Bevestig mijn plaats op de lijst")
    assert "Je bent de eerste in de rij" in quiet.locator("main").inner_text()
    assert mails(second) == ["confirm", "waiting"]
    own = newest(second).link("/kalender/mijn/")
    quiet.goto(own)
    assert not quiet.get_by_role("button", name="Ja, ik kom").count()

    # The first cannot come after all: the seat is offered, and taken by the link in that mail.
    quiet.goto(newest(first).link("/kalender/mijn/"))
    press(quiet, "Annuleer mijn inschrijving")
    assert "Je staat niet meer op de lijst" in quiet.locator("#stand").inner_text()
    ended = newest(first)
    assert ended.purpose == "bookings.ended"
    assert ended.calendar["method"] == "CANCEL"
    assert mails(second) == ["confirm", "waiting", "offer"]
    quiet.goto(newest(second).link("/kalender/mijn/"))
    assert not sideways(quiet)
    press(quiet, "Ja, ik kom")
    assert "je bent ingeschreven" in quiet.locator("#stand").inner_text()
    assert mails(second)[-1] == "registered"

    # And cancels too: the date has a seat again, and the link of before shows what stands.
    quiet.goto(newest(second).link("/kalender/mijn/"))
    press(quiet, "Annuleer mijn inschrijving")
    assert mails(second) == ["confirm", "waiting", "offer", "registered", "ended"]
    quiet.goto(own)
    assert "Je staat niet meer op de lijst" in quiet.locator("#stand").inner_text()
    quiet.goto(f"/kalender/{date}/")
    assert quiet.locator(f"a[href='/kalender/{date}/inschrijven/']").count()
