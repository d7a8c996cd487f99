"""Whose forwarded headers count.

Anybody can send `X-Forwarded-For`; only a proxy of ours tells the truth with it. `TRUSTED_PROXIES` names ours as addresses or networks,
or `unix` for a proxy that reaches us over a socket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
)


class TrustedProxies:
    """A set of addresses and networks; `in` says whether an address is among them."""

    def __init__(self, names: Iterable[str]):
        names = [name.strip() for name in names if name.strip()]
        self.unix = "unix" in names
        self.networks = [ip_network(name, strict=False) for name in names if name != "unix"]

    def __contains__(self, address: str) -> bool:
        if not address:
            return self.unix
        try:
            ip = ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self.networks)


class TrustedProxyMiddleware:
    """Drops forwarded headers of strangers; from our own proxy takes the visitor's address into `REMOTE_ADDR`.

    The visitor is the last address in `X-Forwarded-For` that is no proxy of ours: what stands before it, the visitor may have made up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.trusted = TrustedProxies(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR", "") in self.trusted:
            self._believe(request)
        else:
            for header in FORWARDED:
                request.META.pop(header, None)
        return self.get_response(request)

    def _believe(self, request: HttpRequest) -> None:
        addresses = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        for address in reversed(addresses):
            if address not in self.trusted:
                request.META["REMOTE_ADDR"] = address
                return
