"""Holding off who tries links. 43 random characters are not guessed; this keeps the attempt from costing us anything."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from cms.errors import TooManyRequests
from trust import limits

# A school behind one address may follow many dead links of one old mailing; a guesser needs 2^255 of them.
WRONG_IN_TEN_MINUTES = 30
TEN_MINUTES = 600


def refuse_guessers(request: HttpRequest) -> None:
    """Raises `TooManyRequests` for an address that opened too many dead links. Right links do not count, and are not asked for then either."""
    wait = cache.get(_key(request)) if limits.are_on() else None
    if wait:
        raise TooManyRequests(TEN_MINUTES)


def count_guess(request: HttpRequest) -> None:
    """One more dead link from this address."""
    address = limits.address_of(request)
    if not limits.are_on() or not address:
        return
    name = "links.wrong:" + limits.anonymous(use="address", value=address)
    if limits.count(name=name, most=WRONG_IN_TEN_MINUTES - 1, seconds=TEN_MINUTES):
        cache.set(_key(request), True, timeout=TEN_MINUTES)


def _key(request: HttpRequest) -> str:
    return "C:links.refused:" + limits.anonymous(use="address", value=limits.address_of(request))
