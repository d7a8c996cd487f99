"""The organisation's own page of a request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bookings.desk.models import BookingRequest
from bookings.desk.terms import STATUS
from trust.links.models import PersonalLink
from trust.links.views import personal_page


@personal_page(purpose=STATUS)
def status(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/aanvraag/<token>/`: how it stands, and everything that one can do about it. GET shows, POST acts."""
    asked = cast(BookingRequest, link.about)
    return render(
        request, "bookings/desk/status.html", {"title": asked.activity_title, "noindex": True, "asked": asked}
    )
