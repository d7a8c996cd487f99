"""What visitors see of single dates, the file to add one, and how to subscribe."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import words
from bookings.addresses import CALENDAR
from bookings.enums import PUBLIC_STATES
from bookings.icalendars import file_of
from bookings.listing import ShownDate, strands_of
from bookings.models import Event, Registration
from bookings.seo import head_of
from bookings.services import close_own_feed, open_own_feed, own_feed_link
from bookings.subscribing import choices, ways_of
from bookings.terms import PERSONAL
from cms.errors import Gone
from cms.freshness import FRESH_SECONDS, LIVE_SECONDS, fresh_for
from cms.kept import site_of
from cms.models.base import Crumb
from cms.renditions import load_renditions
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.links.views import personal_page

OTHERS_SHOWN = 6


def public_event(slug: str) -> Event:
    """The date at `slug`. Raises `Http404` for one that nobody may see, `Gone` for one that was taken away."""
    event = Event.objects.filter(slug=slug, state__in=PUBLIC_STATES).select_related("series", "picture").first()
    if event is None:
        raise Http404
    if event.deleted_at:
        raise Gone
    return event


@require_safe
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/kalender/<slug>/`: who, what, where, when, and what one can do. It stays when the date is cancelled."""
    event = public_event(slug)
    at = now()
    strand = strands_of([event.series_id], at).get(event.series_id, []) if event.series_id else []
    others = [(f"{CALENDAR}{other}/", starts) for other, starts in strand if other != slug]
    if event.picture:
        load_renditions([event.picture])
    context = {
        "title": event.title,
        "event": event,
        "shown": ShownDate(event, at),
        "way_words": words.way_words(event, at),
        "duration": words.duration(event.ends_at - event.starts_at),
        "price": words.price(event),
        "companions": words.companions(event),
        "others": others[:OTHERS_SHOWN],
        "breadcrumbs": trail(request, event.title),
        "head": head_of(event),
    }
    response = render(request, "bookings/event.html", context)
    turns = [event.registration_opens_at, event.registration_closes_at, event.starts_at, event.ends_at]
    return for_everybody(request, response, min(fresh_for(t for t in turns if t and t > at), LIVE_SECONDS))


@require_safe
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    """`/kalender/<slug>/agenda.ics`: adds the date once."""
    event = public_event(slug)
    return for_everybody(request, file_of(event), FRESH_SECONDS)


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """`/kalender/abonneren/`: the feed that one chooses, and how each calendar takes it."""
    feeds = choices()
    chosen = next((feed for feed in feeds if feed.key == request.GET.get("agenda", "")), feeds[0])
    title = _("Our dates in your own calendar")
    context = {
        "title": title,
        "feeds": feeds,
        "chosen": chosen,
        "ways": ways_of(chosen),
        "breadcrumbs": trail(request, title),
    }
    return for_everybody(request, render(request, "bookings/subscribe.html", context), FRESH_SECONDS)


@personal_page(purpose=PERSONAL)
def own_dates(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/kalender/mijn/<token>/eigen-agenda/`: an address that one's own calendar follows. GET shows it, POST makes it or takes it back."""
    mine = cast(Registration, link.about)
    if request.method == "POST":
        work = close_own_feed if request.POST.get("deed") == "stop" else open_own_feed
        work(public_id=mine.public_id)
        return HttpResponseRedirect(request.path)
    given = own_feed_link(registration=mine)
    address = link_url(link=given) if given else ""
    context = {
        "title": _("Your own dates in your calendar"),
        "noindex": True,
        "address": address,
        "webcal": "webcal://" + address.partition("://")[2] if address else "",
        "back": request.path.removesuffix("eigen-agenda/"),
    }
    return render(request, "bookings/own_dates.html", context)


def trail(request: HttpRequest, title: str) -> list[Crumb]:
    """From the home page over the calendar to this page."""
    site = site_of(request)
    home = [Crumb(site.root_page.title, "/")] if site else []
    return [*home, Crumb(_("Calendar"), CALENDAR), Crumb(title, request.path, current=True)]


def for_everybody(request: HttpRequest, response: HttpResponse, seconds: int) -> HttpResponse:
    """A shared cache may keep what everybody sees for so many seconds, never what somebody sees who is signed in."""
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=seconds)
    return response
