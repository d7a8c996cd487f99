"""Asking for screens: what a preview carries, who is kept out."""

from __future__ import annotations

from django.test import Client

from cms.services.roles import EDITORS
from tests.factories import user_with_role


def confirmed(shown) -> dict[str, str]:
    """What the button below the mails of a preview sends."""
    return dict(shown.context["kept"]) | {"confirmed": "yes", "seen": shown.context["seen"]}


def kept_out(url: str, *, post: bool = False) -> bool:
    """Whether somebody of another role gets 403."""
    client = Client()
    client.force_login(user_with_role(EDITORS))
    ask = client.post if post else client.get
    return ask(url, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
