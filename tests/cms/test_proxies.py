"""Forwarded headers count from our own proxies only (cms/proxies.py)."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.proxies import TrustedProxyMiddleware


def seen(settings, *, peer: str, trusted: list[str], **headers: str):
    """The request as views see it, sent by `peer` with `headers`."""
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)
    TrustedProxyMiddleware(lambda _request: HttpResponse())(request)
    return request


def test_a_stranger_cannot_name_another_address_or_pretend_https(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    request = seen(
        settings,
        peer="203.0.113.9",
        trusted=["127.0.0.1"],
        **{"x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https"},
    )

    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_FOR" not in request.META
    assert not request.is_secure()


def test_our_proxy_tells_who_asks_and_how(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    request = seen(
        settings,
        peer="10.1.2.3",
        trusted=["10.0.0.0/8"],
        **{"x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https"},
    )

    assert request.META["REMOTE_ADDR"] == "192.0.2.1"
    assert request.is_secure()


def test_what_the_visitor_made_up_before_our_proxies_does_not_count(settings):
    request = seen(
        settings, peer="10.1.2.3", trusted=["10.0.0.0/8"], **{"x-forwarded-for": "198.51.100.1, 192.0.2.1, 10.9.9.9"}
    )

    assert request.META["REMOTE_ADDR"] == "192.0.2.1"


@pytest.mark.parametrize("forwarded", ["", "not an address", "10.9.9.9"])
def test_an_empty_or_odd_header_does_no_harm(settings, forwarded):
    request = seen(settings, peer="10.1.2.3", trusted=["10.0.0.0/8"], **{"x-forwarded-for": forwarded})

    assert request.META["REMOTE_ADDR"] in {"10.1.2.3", "not an address"}


def test_a_proxy_over_a_socket_is_named_unix(settings):
    request = seen(settings, peer="", trusted=["unix"], **{"x-forwarded-for": "192.0.2.1"})

    assert request.META["REMOTE_ADDR"] == "192.0.2.1"
