"""What every page needs and only editors change, kept in this process until they do (docs/adr/0021).

Each request asks once, in one query, how many changes there have been and which parts of the tree are private. What was
kept under another answer is not looked at again: a page never shows a menu that an editor has already changed, or a title
that has become private, whichever process answers.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from time import monotonic
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.timezone import now as moment_now
from wagtail.models import Site

T = TypeVar("T")

# A bound for what no save announces, such as rows that somebody changed by hand in the database.
KEPT_SECONDS = 60
KEPT_MOST = 500

STATE = """
SELECT 'changes', '', COUNT(*), MAX(id) FROM cms_contentchange
UNION ALL
SELECT 'private', page.path, 0, 0 FROM wagtailcore_pageviewrestriction restriction
JOIN wagtailcore_page page ON page.id = restriction.page_id
"""
# One column in, the four of STATE out; SQLite takes no brackets around a part of a union.
MORE = "\nUNION ALL\nSELECT '{kind}', found.*, 0, 0 FROM ({sql}) found"
# Stands in the compiled query where the moment of asking comes.
SOME_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Closing:
    """What a room keeps from everybody though it is published: something that holds for a while, such as a consent, has ended.

    `paths(at)`: the tree paths of those pages at that moment. `next_at(at)`: the moment, as text, at which the next one closes.
    Both are querysets of one column; they become part of the one query that each request asks.
    """

    paths: Callable[[datetime], QuerySet]
    next_at: Callable[[datetime], QuerySet]


CLOSINGS: list[Closing] = []


@dataclass(frozen=True)
class State:
    """How many changes there have been (count, highest number), the tree paths below which pages are not for everybody, those
    among them that are closed for everybody, and when the next page closes."""

    version: tuple[int, int]
    private: tuple[str, ...]
    closed: tuple[str, ...] = ()
    closes_at: datetime | None = None


@dataclass
class _Shelf:
    """What is kept under one state, each thing with the moment it was put there."""

    state: State | None = None
    things: dict[str, tuple[float, Any]] = field(default_factory=dict)


_shelf = _Shelf()
# What this request has been told; None outside of one, where it is asked each time.
_told: ContextVar[list[State] | None] = ContextVar("told", default=None)


class KeptMiddleware:
    """One look at the state of the content for each request, at the first need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _told.set([])
        try:
            return self.get_response(request)
        finally:
            _told.reset(token)


def state() -> State:
    """The state of the content: one query a request."""
    told = _told.get()
    if told:
        return told[0]
    found = _read_state()
    if told is not None:
        told.append(found)
    return found


def register_closing(closing: Closing) -> None:
    """From now on, what `closing` says is closed is open to nobody. Called from a room's `AppConfig.ready`."""
    if closing not in CLOSINGS:
        CLOSINGS.append(closing)
        _state_query.cache_clear()


def _read_state() -> State:
    sql, params = _state_query(connection.vendor)
    at = connection.ops.adapt_datetimefield_value(moment_now())
    some = connection.ops.adapt_datetimefield_value(SOME_MOMENT)
    with connection.cursor() as cursor:
        cursor.execute(sql, [at if param == some else param for param in params])
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0], row[1] or ""))
    count, highest = next((count, highest) for kind, _text, count, highest in rows if kind == "changes")
    closed = tuple(text for kind, text, _count, _highest in rows if kind == "closed")
    private = tuple(text for kind, text, _count, _highest in rows if kind == "private")
    ends = [_as_moment(text) for kind, text, _count, _highest in rows if kind == "next" and text]
    return State((count, highest or 0), (*private, *closed), closed, min(ends, default=None))


@lru_cache(maxsize=4)
def _state_query(vendor: str) -> tuple[str, tuple]:
    """The query, made once: a room's part is compiled with a moment in it that each asking replaces."""
    sql, params = STATE, list[Any]()
    for closing in CLOSINGS:
        for kind, queryset in (("closed", closing.paths(SOME_MOMENT)), ("next", closing.next_at(SOME_MOMENT))):
            part, values = queryset.query.sql_with_params()
            sql += MORE.format(kind=kind, sql=part)
            params += values
    return sql, tuple(params)


def _as_moment(text: str) -> datetime:
    """What a database writes a moment as: SQLite leaves out that it is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def kept(name: str, make: Callable[[], T]) -> T:
    """`make()`, or what it gave when `name` was last asked for and nothing has changed since. To be read, never altered."""
    found = known(name)
    return keep(name, make()) if found is None else found


def known(name: str) -> Any | None:
    """What is kept as `name`; None when that is nothing."""
    at, found = _shelf_now().things.get(name, (0.0, None))
    return found if monotonic() - at < KEPT_SECONDS else None


def keep(name: str, thing: T) -> T:
    """Keep `thing` as `name`, until an editor changes something. What was put on a full shelf first, goes first."""
    things = _shelf_now().things
    things.pop(name, None)
    while len(things) >= KEPT_MOST:
        try:
            things.pop(next(iter(things)), None)
        except (StopIteration, RuntimeError):  # another thread is clearing it too
            break
    things[name] = (monotonic(), thing)
    return thing


def _shelf_now() -> _Shelf:
    """The shelf of this moment; an empty one after a change."""
    global _shelf
    now = state()
    shelf = _shelf
    if shelf.state != now:
        shelf = _shelf = _Shelf(now)
    return shelf


def forget() -> None:
    """Keep nothing, and ask again what the state is."""
    global _shelf
    _shelf = _Shelf()
    if told := _told.get():
        told.clear()


def names() -> set[str]:
    """What is kept now, by name."""
    return set(_shelf_now().things)


def closed_paths() -> tuple[str, ...]:
    """The tree paths of published pages that are closed for everybody now (`register_closing`)."""
    return state().closed


def closes_at() -> datetime | None:
    """When the next page closes, as far as this request knows: one that has shown nothing of the tree does not ask."""
    told = _told.get()
    return told[0].closes_at if told else None


def private_paths() -> tuple[str, ...]:
    """The tree paths of pages that are not for everybody; neither is what lies below them."""
    return state().private


def open_to_all(path: str = "path") -> Q:
    """A condition: neither the page whose tree path is the field `path`, nor an ancestor of it, is private."""
    condition = Q()
    for private in private_paths():
        condition &= ~Q(**{f"{path}__startswith": private})
    return condition


def site_of(request: HttpRequest) -> Site | None:
    """The site that `request` is for, as Wagtail matches it, with its root page and its organisation's details along."""
    if not hasattr(request, "_wagtail_site"):
        host, port = split_domain_port(request.get_host())[0], int(request.get_port())
        # Where Wagtail itself looks.
        setattr(request, "_wagtail_site", kept(f"site of {host}:{port}", lambda: _find_site(host, port)))  # noqa: B010
    return getattr(request, "_wagtail_site")  # noqa: B009


def _find_site(host: str, port: int) -> Site | None:
    """Host and port; else the host's default site; else the only site of that host; else the default site."""
    sites = list(
        Site.objects.filter(Q(hostname=host) | Q(is_default_site=True)).select_related(
            "root_page", "organisationsettings"
        )
    )
    exact = [site for site in sites if (site.hostname, site.port) == (host, port)]
    default = [site for site in sites if site.is_default_site]
    of_host = [site for site in sites if site.hostname == host]
    if not exact and not (default and default[0].hostname == host) and len(of_host) == 1:
        return of_host[0]
    return next(iter([*exact, *default]), None)
