"""Counting what one address does, without knowing afterwards who it was.

A counter lives in the cache for its stretch of time. Addresses and e-mail addresses are counted under a keyed hash that changes each day; one
IPv6 line counts as a whole (/64), because each of its devices makes up new addresses as it pleases. With the cache in process each process
counts for itself; a shared cache (`CACHE_URL`) counts for all (docs/adr/0015).
"""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.timezone import localdate

from trust.keys import keyed_hash

MINUTE, HOUR = 60, 3600


def count(*, name: str, most: int, seconds: int) -> int:
    """Count one more under `name` in this stretch of `seconds`. Returns the seconds to wait when that is more than `most`, else 0."""
    moment = time.time()
    stretch = int(moment // seconds)
    key = f"C:limit:{name}:{seconds}:{stretch}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        counted = cache.incr(key)
    except ValueError:  # thrown out of a full cache between the two lines
        cache.set(key, 1, timeout=2 * seconds)
        counted = 1
    return 0 if counted <= most else max(1, math.ceil((stretch + 1) * seconds - moment))


def counted(*, name: str, seconds: int) -> int:
    """How many were counted under `name` in this stretch or, when that is more, in the one before."""
    stretch = int(time.time() // seconds)
    found = cache.get_many([f"C:limit:{name}:{seconds}:{part}" for part in (stretch, stretch - 1)])
    return max(found.values(), default=0)


def anonymous(*, use: str, value: str) -> str:
    """`value` as it is counted today: tomorrow the same value has another name."""
    return keyed_hash(use=f"limits.{use}.{localdate():%Y-%m-%d}", value=value)[:32]


def address_of(request: HttpRequest) -> str:
    """The visitor's address as it is counted: IPv4 whole, IPv6 by /64; "" when the server knows none (a socket without a trusted proxy)."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def are_on() -> bool:
    """Off for load tests alone; production does not heed `RATE_LIMITS=off`."""
    return settings.RATE_LIMITS
