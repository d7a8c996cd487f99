"""Asking for screens: how many queries one costs, what a preview carries, who is kept out."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.services.roles import EDITORS
from tests.factories import user_with_role


def cost(desk: Client, url: str) -> int:
    """Queries of a GET, on a server that has run for a while."""
    desk.get(url)
    ContentType.objects.clear_cache()
    desk.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = desk.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, url
    return len(captured)


def confirmed(shown) -> dict[str, str]:
    """What the button below the mails of a preview sends."""
    return dict(shown.context["kept"]) | {"confirmed": "yes", "seen": shown.context["seen"]}


def kept_out(url: str, *, post: bool = False) -> bool:
    """Whether somebody of another role gets 403."""
    client = Client()
    client.force_login(user_with_role(EDITORS))
    ask = client.post if post else client.get
    return ask(url, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
