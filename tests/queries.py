"""Counting queries: each list is asked for with one and with many items under the same literal number."""

from __future__ import annotations

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms import kept


@contextmanager
def exactly(number: int):
    """Exactly `number` queries happen inside; else the failure lists them."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
    _hold(captured, len(captured) == number, f"exactly {number}")


def queries_of(client, url: str, *, at_most: int | None = None) -> int:
    """How many queries one anonymous GET of `url` costs with empty caches.

    It is asked for once before, so that renditions exist and content types are known, as they are on a running server.
    """
    client.get(url)
    cache.clear()
    kept.forget()
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answers {response.status_code}"
    if at_most is not None:
        _hold(captured, len(captured) <= at_most, f"at most {at_most}")
    return len(captured)


def cost(client, url: str) -> int:
    """Queries of a GET by somebody who is signed in, on a server that has run for a while."""
    client.get(url)
    ContentType.objects.clear_cache()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, url
    return len(captured)


def _hold(captured: CaptureQueriesContext, holds: bool, wanted: str) -> None:
    if not holds:
        listed = "\n".join(f"{place}. {query['sql'][:600]}" for place, query in enumerate(captured.captured_queries, 1))
        raise AssertionError(f"{len(captured)} queries, wanted {wanted}:\n{listed}")
