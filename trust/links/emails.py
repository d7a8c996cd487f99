"""The mail with new links."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from trust.links.purposes import LinkPurpose
from trust.outbox.services import queue_email


def mail_links(*, to: str, purpose: LinkPurpose, about: Model, addresses: Sequence[str]) -> None:
    """Send `addresses` (placeholders of new links), the newest record first."""
    queue_email(
        purpose="links.new",
        to=to,
        template="trust/links/emails/new_link",
        context={"label": purpose.label, "addresses": addresses},
        about=about,
    )
