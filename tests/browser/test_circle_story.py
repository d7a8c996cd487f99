"""Somebody lonely from the form to a group and off the list again: on a telephone without JavaScript, a colleague at the admin, every mail read.

Nobody waits a quarter of an hour for the map here: sign-ups and the next batch are put behind us by hand, and the clock's own command does the rest.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils.timezone import localdate

from circles.anonymity import APPEARS_AT, HOLDS_AT_LEAST, TEN, next_shown
from tests.browser.conftest import follow, manage
from tests.browser.looking import sideways
from tests.browser.story import HUMAN, Mail, colleague, mails_to, press, tell
from tests.browser.test_calls import card
from trust.calendars import BRUSSELS

pytestmark = [pytest.mark.browser, pytest.mark.story]
PLACE = "Buurthuis, Kerkplein 1"
NEIGHBOURS, SPOKEN = APPEARS_AT - 1, 4  # with the four whom staff spoke with somebody makes a group

# An area and a region where nobody is yet: neighbours who look for a group, some of them spoken with, and a verbinder of the pool.
PEOPLE = """
import json, secrets
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils.timezone import localdate
from circles.areas import AREAS
from circles.enums import CallOutcome, SignUpKind, VolunteerRole, VolunteerState
from circles.models import RegionPlace, SignUp
from circles.services import Asked, Drawn, move_volunteer, note_attempt, note_record_seen, save_region, sign_up
from trust.places.models import Municipality, Postcode
staff = get_user_model().objects.get(email="kringen@example.org")
taken = {{*SignUp.objects.values_list("municipality__slug", flat=True), *RegionPlace.objects.values_list("municipality__slug", flat=True)}}
area = next(area for area in AREAS if not taken.intersection(area.municipalities))
places = Municipality.objects.filter(slug__in=area.municipalities)
place = places.order_by("name").first()
region = save_region(by=staff, drawn=Drawn(name="Streek {mark}", municipalities={{one.pk for one in places}}))
def somebody(name, kind=SignUpKind.LINKGROEP, role=""):
    phone = f"+32470{{secrets.randbelow(10**6):06d}}"
    asked = Asked(kind=kind, role=role, name=f"{{name}} {mark}", phone=phone, municipality=place)
    return sign_up(asked=asked, delete_on=localdate() + timedelta(days=365))
for number in range({neighbours}):
    one = somebody(f"Buur {{number}}")
    if number < {spoken}:
        note_attempt(call_id=one.calls.get().pk, outcome=CallOutcome.REACHED, by=staff)
leads = somebody("Vera", SignUpKind.VOLUNTEER, VolunteerRole.VERBINDER).public_id
note_record_seen(public_id=leads, on=localdate(), by=staff)
for step in (VolunteerState.INFORMED, VolunteerState.TALKED, VolunteerState.READY):
    move_volunteer(public_id=leads, to=step, by=staff)
postcode = Postcode.objects.filter(municipality=place.name).first().code
print(json.dumps({{"area": area.key, "name": area.name, "region": region.slug, "postcode": str(postcode)}}))
"""
# The time of the next batch has come, `minutes` after what people in the region did last; the clock starts its command.
LATER = """
from datetime import timedelta
from django.core.management import call_command
from django.db.models import F
from django.utils.timezone import now
from circles.models import MapSnapshot, SignUp
MapSnapshot.objects.update(next_at=now())
SignUp.objects.filter(municipality__region_place__region__slug={region!r}).update(signed_at=F("signed_at") - timedelta(minutes={minutes}))
call_command("publish_map")
"""


@dataclass
class Street:
    """Where all of this happens, and `colleague` at the admin."""

    environment: dict[str, str]
    colleague: Any
    area: str
    name: str
    region: str
    postcode: str

    def batch(self, *, minutes: int = 0) -> None:
        """What the clock does when the time of the next batch has come, so many minutes later."""
        assert tell(self.environment, LATER, region=self.region, minutes=minutes) == "published"

    def on_the_map(self, page) -> int:
        """The number that `/kaart/` shows for the area; 0 when it shows none."""
        page.goto("/kaart/")
        page.reload()  # a browser may keep the page for a minute
        (number,) = re.findall(r"ongeveer (\d+) mensen", page.locator(f"#streek-{self.area}").inner_text()) or ["0"]
        return int(number)

    def mails(self, to: str) -> list[Mail]:
        return [mail for mail in mails_to(self.environment, to) if mail.purpose.startswith("circles.")]


@pytest.fixture
def street(browser, base_url, demo_environment):
    made = json.loads(tell(demo_environment, PEOPLE, mark=secrets.token_hex(3), neighbours=NEIGHBOURS, spoken=SPOKEN))
    with colleague(browser, base_url, "kringen") as page:
        yield Street(environment=demo_environment, colleague=page, **made)


def test_somebody_lonely_from_the_form_to_a_group_and_off_the_list(quiet, street):
    colleague, name, email = street.colleague, "Lien Voorbeeld", f"lien.{secrets.token_hex(4)}@example.org"
    evenings = [
        datetime.combine(localdate() + timedelta(days=day), datetime.min.time(), BRUSSELS).replace(hour=19, minute=30)
        for day in (9, 11)
    ]
    street.batch(minutes=60)
    assert street.on_the_map(quiet) == next_shown(shown=0, count=NEIGHBOURS) == 0

    # Signs up, and counts on the map a quarter of an hour later.
    quiet.goto("/meedoen/linkgroep/")
    for field, words in {"name": name, "email": email, "postcode": street.postcode}.items():
        quiet.fill(f"[name={field}]", words)
    quiet.wait_for_timeout(HUMAN)
    press(quiet, "Bel mij")
    assert urlsplit(quiet.url).path == "/meedoen/bedankt/"
    (received,) = street.mails(email)
    own = received.link("/mijn-plek/")
    street.batch()
    assert street.on_the_map(quiet) == 0, "who signed up just now rests"
    quiet.goto(own)
    assert "Binnen drie kwartier" in quiet.locator("main").inner_text()
    street.batch(minutes=16)
    assert street.on_the_map(quiet) == next_shown(shown=0, count=NEIGHBOURS + 1) == TEN
    quiet.goto(own)
    assert f"Op de kaart tel je mee in {street.name}" in quiet.locator("main").inner_text()

    # A colleague speaks with them, and accepts a group that they are in.
    calls = f"/admin/circles-calls/?region={street.region}"
    colleague.goto(calls)
    follow(card(colleague, name).get_by_role("link", name="Gesproken"))
    colleague.get_by_label("Nota").fill("Fijn gesprek.")
    press(colleague, "Noteer dit")
    colleague.goto(calls)
    assert not card(colleague, name).count()
    quiet.goto(own)
    assert "We spraken met je" in quiet.locator("main").inner_text()
    colleague.goto(f"/admin/circles-groups/?region={street.region}")
    press(colleague, "Stel groepen voor in")
    manage(street.environment, "worker", "--batch")
    follow(colleague.get_by_role("link", name="Kijk opnieuw"))
    follow(colleague.locator(".lus-group", has_text=name).locator(".lus-group__name a").first)
    group = urlsplit(colleague.url).path
    colleague.fill("[name=name]", "Samen op stap")
    press(colleague, "Aanvaard: deze groep start")
    quiet.goto(own)
    assert "Je groep: Samen op stap" in quiet.locator("main").inner_text()

    # Moments: put, answered, one chosen.
    colleague.fill("[name=place]", PLACE)
    for number, evening in enumerate(evenings, start=1):
        colleague.fill(f"[name=at_{number}]", f"{evening:%Y-%m-%dT%H:%M}")
    press(colleague, "Leg deze momenten voor en mail de groep")
    quiet.goto(street.mails(email)[-1].link("/mijn-plek/"))
    for moment, answer in zip(quiet.locator("main fieldset").all(), ("yes", "no"), strict=True):
        moment.locator(f"[value={answer}]").check()
    press(quiet, "Verstuur mijn antwoorden")
    assert quiet.locator("[role=status]").count()
    assert not sideways(quiet)
    colleague.goto(group)
    assert "Kan: 1, misschien: 0" in colleague.locator("#moments ~ ul li").first.inner_text()
    press(colleague, "Kies dit moment en mail iedereen")
    mails = street.mails(email)
    (event,) = mails[-1].calendar.walk("VEVENT")
    assert (event.decoded("dtstart"), str(event["location"])) == (evenings[0], PLACE)
    assert [mail.purpose for mail in mails] == ["circles.received", "circles.poll", "circles.meeting"]
    quiet.goto(mails[-1].link("/mijn-plek/"))
    assert "Jullie komen samen op" in quiet.locator("main").inner_text()
    assert not sideways(quiet)

    # Off the list: the group knows, and the map counts the others alone.
    press(quiet, "Haal me van de lijst")
    assert urlsplit(quiet.url).path == "/meedoen/afgemeld/"
    assert quiet.goto(own).status == 404
    assert any(group in mail.text for mail in street.mails("kringen@example.org"))
    colleague.goto(group)
    assert not colleague.locator(".lus-group", has_text=name).count()
    assert "Verliet een groep" in colleague.locator("main").inner_text()
    street.batch()
    assert next_shown(shown=TEN, count=HOLDS_AT_LEAST) == TEN, "with one more than these it would still stand there"
    assert street.on_the_map(quiet) == next_shown(shown=TEN, count=NEIGHBOURS - SPOKEN) == 0
