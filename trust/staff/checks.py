"""What `check --deploy` says about the door."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def second_factor_is_required(**kwargs: Any) -> list[Error]:
    """On a server that people rely on a password alone opens nothing."""
    if settings.SECOND_FACTOR == "required":
        return []
    return [Error('SECOND_FACTOR must be "required" on a server.', id="trust.staff.E001")]
