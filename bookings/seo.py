"""What the page of a date tells search engines (schema.org Event). Never the online link."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from bookings import words
from bookings.addresses import path_of_event
from bookings.enums import Audience, Shown, Way
from bookings.models import Event
from cms.renditions import SHARE_SPEC, made_size
from cms.seo import Seo, absolute

STATUS = {
    Shown.PLANNED: "EventScheduled",
    Shown.FULL: "EventScheduled",
    Shown.POSTPONED: "EventPostponed",
    Shown.CANCELLED: "EventCancelled",
}


def head_of(event: Event) -> Seo:
    """The head of the page of `event`; `cms.seo` adds the organisation and the trail."""
    head = Seo(title=event.title, description=f"{words.day(event.starts_at).capitalize()}. {event.summary}")
    head.canonical = absolute(path_of_event(event))
    if event.picture and (shared := made_size(event.picture, SHARE_SPEC)):
        head.picture_url, head.picture_alt = absolute(shared.url), event.picture.alt_text
    head.graph = [event_data(event, picture_url=head.picture_url)]
    return head


def event_data(event: Event, *, picture_url: str = "") -> dict[str, Any]:
    """`event` as schema.org's Event."""
    url = absolute(path_of_event(event))
    state = words.shown_state(event)
    data: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{url}#event",
        "name": event.title,
        "description": event.summary,
        "url": url,
        "startDate": localtime(event.starts_at).isoformat(timespec="minutes"),
        "endDate": localtime(event.ends_at).isoformat(timespec="minutes"),
        "eventStatus": f"https://schema.org/{STATUS[state]}",
        "eventAttendanceMode": f"https://schema.org/{_mode(event)}EventAttendanceMode",
        "location": _locations(event, url),
        "organizer": {"@id": absolute("/#organisation")},
        "inLanguage": "nl-BE",
        "isAccessibleForFree": not event.price_cents,
        "offers": _offer(event, url, state),
    }
    if event.audience != Audience.EVERYONE:
        data["audience"] = {"@type": "Audience", "audienceType": str(event.get_audience_display())}
    if event.capacity is not None:
        data["maximumAttendeeCapacity"] = event.capacity
        if state in (Shown.PLANNED, Shown.FULL):
            data["remainingAttendeeCapacity"] = event.seats_left
    if picture_url:
        data["image"] = [picture_url]
    return data


def _mode(event: Event) -> str:
    if event.is_online:
        return "Mixed" if event.place_name else "Online"
    return "Offline"


def _locations(event: Event, url: str) -> Any:
    """The place, the page (in place of the link, which only who is registered gets), or both."""
    places: list[dict[str, Any]] = []
    if event.is_online:
        places.append({"@type": "VirtualLocation", "url": url})
    if event.place_name or event.city or not event.is_online:
        address = {
            "streetAddress": event.street,
            "postalCode": event.postcode,
            "addressLocality": event.city,
            "addressCountry": "BE",
        }
        kept = {name: value for name, value in address.items() if value}
        places.append(
            {
                "@type": "Place",
                "name": event.place_name or event.city or "Lus",
                "address": {"@type": "PostalAddress", **kept},
            }
        )
    return places[0] if len(places) == 1 else places


def _offer(event: Event, url: str, state: Shown) -> dict[str, Any]:
    soon = words.way_in(event) in (Way.OPEN, Way.NOT_YET)
    availability = "SoldOut" if state == Shown.FULL else "InStock" if soon else "OutOfStock"
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": url,
        "price": f"{event.price_cents / 100:.2f}",
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{availability}",
    }
    if event.registration_opens_at:
        offer["validFrom"] = localtime(event.registration_opens_at).isoformat(timespec="minutes")
    if event.registration_closes_at:
        offer["availabilityEnds"] = localtime(event.registration_closes_at).isoformat(timespec="minutes")
    return offer
