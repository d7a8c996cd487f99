"""`/podcast/<show>/feed.xml`: what apps subscribe to.

An entity tag says two things: what is in the feed, and which state of the site's content it was read from. While nothing was
changed anywhere, the second part alone answers 304; after a change elsewhere the first part does, and the client gets a new tag.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from django.contrib.syndication.views import Feed
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Enclosure
from django.utils.http import http_date, parse_http_date_safe
from django.utils.timezone import localdate, make_aware, now
from wagtail.contrib.redirects.models import Redirect

from cms import kept
from cms.freshness import fresh_for
from cms.models import ContentChange
from cms.renditions import making_address
from cms.seo import absolute
from podcast.enums import EpisodeKind
from podcast.listeners.addresses import (
    artwork_path,
    audio_path,
    chapters_path,
    feed_address,
    transcript_path,
)
from podcast.listeners.delivery import open_to_apps
from podcast.listeners.notes import notes_of
from podcast.listeners.rss import ROLES, PodcastRss
from podcast.models import Chapter, EpisodePage, GuestConsent, PodcastPage
from podcast.people import ShownPerson, people_of

EPISODES = 300
# Raised when the feed says things in another way: what clients hold is then no longer the same.
FORMAT = "2"
OWNER = "Lus vzw"
PORTRAIT = "fill-400x400|format-jpeg"
TAG = re.compile(r'"([0-9a-f]{16})\.([0-9a-f]{16})"')


class PodcastFeed(Feed):
    """The newest 300 episodes of a show; older ones on further pages, which lead to each other (RFC 5005 §3)."""

    feed_type = PodcastRss
    language = "nl-BE"
    ttl = 60
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, show: str) -> HttpResponse:
        state = kept.state()
        page = show_at(show)
        if page is None:
            return _renamed(show)
        number = _number(request)
        stamp = sha256(f"{FORMAT} {number} {absolute('/')} {state.version[1]} {state.private}".encode()).hexdigest()[
            :16
        ]
        known = dict(TAG.findall(request.headers.get("If-None-Match", "")))
        if stamp in known.values() and not page.moved_to_url:
            content = next(content for content, seen in known.items() if seen == stamp)
            return _finished(HttpResponse(status=304), page, f'"{content}.{stamp}"')
        if not known and not page.moved_to_url and _not_modified_since(request, page):
            return _finished(HttpResponse(status=304), page, "")

        page.shown_page = number
        body = self.get_feed(page, request).writeString("utf-8").encode()
        content = sha256(body).hexdigest()[:16]
        tag = f'"{content}.{stamp}"'
        if content in known and not page.moved_to_url:
            return _finished(HttpResponse(status=304), page, tag)
        response = HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
        if page.moved_to_url:
            # Apps that follow no redirect read `itunes:new-feed-url` in the body.
            response.status_code = 301
            response["Location"] = page.moved_to_url
        return _finished(response, page, tag)

    # --- the show ---------------------------------------------------------------------------------------------------

    def title(self, obj):
        return obj.title

    def link(self, obj):
        return absolute(obj.url)

    def description(self, obj):
        return obj.meta_description or obj.title

    def feed_url(self, obj):
        return feed_address(obj, obj.shown_page)

    def feed_copyright(self, obj):
        return obj.copyright

    def feed_extra_kwargs(self, obj) -> dict[str, Any]:
        return {
            "author": obj.hosts or OWNER,
            "owner": OWNER,
            "owner_email": obj.owner_email,
            "explicit": obj.explicit,
            "kind": obj.kind,
            "category": obj.category,
            "artwork": absolute(artwork_path(obj.slug, obj.artwork)) if obj.artwork else "",
            "guid": obj.feed_guid,
            "locked": not obj.moved_to_url,
            "funding_url": obj.funding_url,
            "funding_text": obj.funding_text or obj.title,
            # Apps that come from an old address learn that this one is for good.
            "moved_to": obj.moved_to_url or (feed_address(obj) if obj.came_from_elsewhere else ""),
            "pages": _links(obj, self._page_of(obj)),
            "trailers": [_trailer(episode) for episode in self._trailers(obj)],
        }

    # --- its episodes -----------------------------------------------------------------------------------------------

    def items(self, obj):
        return self._page_of(obj).object_list

    def _page_of(self, obj):
        """The page of episodes that was asked for, fetched once. A list that one page holds is not counted."""
        if not hasattr(obj, "found"):
            episodes, first = in_feed(obj).defer(None).defer("transcript"), (obj.shown_page - 1) * EPISODES
            rows = list(episodes[first : first + EPISODES + 1])
            paginator = Paginator(episodes, EPISODES)
            if first == 0 and len(rows) <= EPISODES:
                paginator.count = len(rows)
            if not rows and first:
                raise Http404("No such page.")
            obj.found = Page(rows[:EPISODES], obj.shown_page, paginator)
            people, notes = people_of(obj.found.object_list), notes_of(obj.found.object_list)
            for episode in obj.found.object_list:
                episode.shown_people = people.get(episode.pk, [])
                episode.notes = notes[episode.pk]
        return obj.found

    def _trailers(self, obj) -> list[EpisodePage]:
        found = self._page_of(obj)
        if found.paginator.num_pages == 1:
            return [episode for episode in found.object_list if episode.kind == EpisodeKind.TRAILER]
        return list(in_feed(obj).filter(kind=EpisodeKind.TRAILER)[:EPISODES])

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary or item.title

    def item_link(self, item):
        return absolute(item.url)

    def item_guid(self, item):
        return str(item.guid)

    def item_pubdate(self, item):
        return published_at(item)

    def item_enclosures(self, item):
        audio = item.audio
        return [Enclosure(absolute(audio_path(item)), str(audio.size), audio.media_type)]

    def item_extra_kwargs(self, item) -> dict[str, Any]:
        kinds = (("text/vtt", "vtt"), ("application/srt", "srt"), ("application/json", "json"))
        slug = item.url_path.rstrip("/").split("/")[-2]
        return {
            "notes": item.notes,
            "seconds": max(round(item.audio.duration_ms / 1000), 1),
            "explicit": item.explicit,
            "kind": item.kind,
            "season": item.season,
            "number": item.number if item.kind != EpisodeKind.TRAILER else None,
            "artwork": absolute(artwork_path(slug, item.artwork)) if item.artwork else "",
            "transcripts": [(kind, absolute(transcript_path(item, name))) for kind, name in kinds if item.has_words],
            "chapters": absolute(chapters_path(item)) if item.has_chapters else "",
            "people": [_person(person) for person in item.shown_people],
        }


def show_at(slug: str) -> PodcastPage | None:
    """The open show with that last part of its address, with what its feed must know beside it: one query."""
    ended = GuestConsent.objects.filter(episode__path__startswith=OuterRef("path"), ends_at__lte=now())
    old_ways = Redirect.objects.filter(Q(redirect_page=OuterRef("pk")) | Q(redirect_link__endswith=f"/{slug}/feed.xml"))
    return (
        PodcastPage.objects.open()
        .filter(slug=slug)
        .select_related("artwork")
        .annotate(
            changed_at=Subquery(ContentChange.objects.order_by("-pk").values("made_at")[:1]),
            ended_at=Subquery(ended.order_by("-ends_at").values("ends_at")[:1]),
            came_from_elsewhere=Exists(old_ways),
        )
        .first()
    )


def in_feed(show: PodcastPage):
    """The episodes of `show` that anybody may hear now, the newest first."""
    return (
        EpisodePage.objects.child_of(show)
        .audible()
        .select_related("audio", "artwork")
        .defer("body", "transcript")
        .annotate(
            has_words=Exists(EpisodePage.objects.filter(pk=OuterRef("pk")).exclude(transcript="")),
            has_chapters=Exists(Chapter.objects.filter(page=OuterRef("pk"))),
        )
        .order_by("-published_on", "-season", "-number", "-pk")
    )


def published_at(episode: EpisodePage) -> datetime:
    """The moment that apps show and sort by: in the morning of its date, and never before it was published here or to come."""
    first, morning = episode.first_published_at, make_aware(datetime.combine(episode.published_on, time(9)))
    if first and (localdate(first) == episode.published_on or morning > first):
        return first
    return morning


def _links(show: PodcastPage, found) -> list[tuple[str, str]]:
    """Relation and address of this page of the feed and, in a long list, of those around it."""
    links = [("self", feed_address(show, found.number))]
    if found.paginator.num_pages > 1:
        links += [("first", feed_address(show)), ("last", feed_address(show, found.paginator.num_pages))]
        if found.has_previous():
            links.append(("previous", feed_address(show, found.number - 1)))
        if found.has_next():
            links.append(("next", feed_address(show, found.number + 1)))
    return links


def _trailer(episode: EpisodePage) -> dict[str, str]:
    return {
        "title": episode.title,
        "url": absolute(audio_path(episode)),
        "pubdate": published_at(episode).strftime("%a, %d %b %Y %H:%M:%S %z"),
        "length": str(episode.audio.size),
        "type": episode.audio.media_type,
        "season": str(episode.season),
    }


def _person(person: ShownPerson) -> tuple[str, dict[str, str]]:
    role, group = ROLES[person.role]
    attributes = {"role": role, "group": group}
    if person.portrait:
        # The address that makes the size, and leads to it: it stays the same once the size is there.
        attributes["img"] = absolute(making_address(person.portrait.pk, PORTRAIT))
    if person.url:
        attributes["href"] = person.url
    return person.name, attributes


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("pagina", "1")
    if not asked.isdecimal() or not 0 < len(asked) < 5 or int(asked) < 1:
        raise Http404("No such page.")
    return int(asked)


def _renamed(slug: str) -> HttpResponse:
    """A show whose address changed: Wagtail knows where its page went, and the feed went along."""
    old = Redirect.objects.filter(old_path=f"/podcast/{slug}").select_related("redirect_page").first()
    target = old.redirect_page.specific if old and old.redirect_page else None
    if not isinstance(target, PodcastPage) or not target.live:
        raise Http404("No such podcast.")
    return HttpResponsePermanentRedirect(feed_address(target))


def _last_modified(show: PodcastPage) -> datetime:
    """The last change of anything that the feed may show, or the last consent that ended: never earlier than it was, also after a removal."""
    moments = [show.changed_at, show.ended_at, show.last_published_at]
    return max([moment for moment in moments if moment], default=datetime(2026, 1, 1, tzinfo=UTC))


def _not_modified_since(request: HttpRequest, show: PodcastPage) -> bool:
    """For who knows no entity tag. A copy of this very second may be older than it: only then it is sent again."""
    seen = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    changed = int(_last_modified(show).timestamp())
    return seen is not None and "If-None-Match" not in request.headers and changed <= seen


def _finished(response: HttpResponse, show: PodcastPage, tag: str) -> HttpResponse:
    if tag:
        response["ETag"] = tag
    response["Last-Modified"] = http_date(_last_modified(show).timestamp())
    patch_cache_control(response, public=True, max_age=fresh_for([]))
    return open_to_apps(response)
