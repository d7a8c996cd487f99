"""The page of who registered, in each state: fit for everybody, narrow and wide, light and dark."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import manage
from tests.browser.looking import complaints, unfit

pytestmark = pytest.mark.browser

# Somebody in each state, on dates of their own (each process of a run makes them in the same database); the paths of their pages.
PEOPLE = """
import json
import secrets
from datetime import timedelta
from urllib.parse import urlsplit
from django.utils.timezone import now
from bookings.models import Event
from bookings.services import Attendee, cancel_registration, confirm_registration, register
from bookings.terms import PERSONAL
from trust.links.models import PersonalLink
from trust.links.services import link_url
starts, own = now() + timedelta(days=20), secrets.token_hex(4)
def date(slug, capacity):
    return Event.objects.create(title="Koffie en verhalen", slug=f"{slug}-{own}", summary="x", state="planned", starts_at=starts,
        ends_at=starts + timedelta(hours=2), capacity=capacity, companions_most=2, place_name="Buurthuis De Spil", city="Antwerpen")
def asks(event, name):
    return register(event_id=event.pk, attendee=Attendee(name=name, email=f"{name.lower()}@{event.slug}.example.org")).public_id
def comes(event, name):
    return confirm_registration(public_id=asks(event, name)).public_id
one, two = date("stand-een", 2), date("stand-twee", 1)
found = {"confirmed": comes(one, "An"), "held": asks(one, "Bo"), "waiting": comes(one, "Cas")}
first, found["offered"] = comes(two, "Dina"), comes(two, "Ed")
cancel_registration(public_id=first)
found["cancelled"] = first
numbers = {str(event.registrations.get(public_id=public_id).pk): state for state, public_id in found.items()
    for event in (one, two) if event.registrations.filter(public_id=public_id).exists()}
links = PersonalLink.objects.filter(purpose=PERSONAL, about_id__in=numbers)
print(json.dumps({numbers[link.about_id]: urlsplit(link_url(link=link)).path for link in links}))
"""


@pytest.fixture(scope="module")
def paths(demo_environment, base_url) -> dict[str, str]:
    said = manage(demo_environment, "shell", "--no-imports", "--command", PEOPLE)
    return json.loads(said.strip().splitlines()[-1])


def test_own_page_is_fit_for_everybody_in_each_state(page, base_url, paths):
    assert set(paths) == {"confirmed", "held", "waiting", "offered", "cancelled"}

    for state, path in paths.items():
        with complaints(page) as said:
            page.goto(base_url + path)

        assert not said, state
        assert unfit(page) == [], state
        card = page.locator(".registration__state")
        assert card.evaluate("element => parseFloat(getComputedStyle(element).paddingTop)") > 10, "it has its style"
