"""The page of a request, as somebody with its link comes there."""

from __future__ import annotations

from bookings.desk.models import BookingRequest
from bookings.desk.terms import STATUS
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url


def link_to(request: BookingRequest) -> PersonalLink:
    """The link in their newest mail, or a new one."""
    link = PersonalLink.objects.about(request).for_purpose(STATUS).first()
    return link or issue_link(purpose=STATUS, about=request)


def page_of(request: BookingRequest) -> str:
    return link_url(link=link_to(request)).removeprefix("http://testserver")


def api_of(request: BookingRequest) -> str:
    token = page_of(request).rstrip("/").rpartition("/")[2]
    return f"/api/v3/bookings/requests/{token}/"
