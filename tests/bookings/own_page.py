"""Where a date takes people, and where they find their own page."""

from __future__ import annotations

from bookings.models import Event, Registration
from bookings.terms import PERSONAL
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url


def form_of(event: Event) -> str:
    return f"/kalender/{event.slug}/inschrijven/"


def page_of(registration: Registration) -> str:
    """Their own page, by the link in their newest mail or a new one."""
    link = PersonalLink.objects.about(registration).for_purpose(PERSONAL).first()
    return link_url(link=link or issue_link(purpose=PERSONAL, about=registration)).removeprefix("http://testserver")


def api_of(registration: Registration) -> str:
    token = page_of(registration).rstrip("/").rpartition("/")[2]
    return f"/api/v3/bookings/registrations/{token}/"
