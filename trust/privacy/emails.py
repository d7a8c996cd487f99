"""What is mailed about a request: the link, how it ended, and that editors have something to look after."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import now

from cms.services.roles import OFFICE
from trust.links.services import issue_link, link_placeholder
from trust.outbox.services import queue_email, queue_staff_email
from trust.privacy.models import PrivacyRequest
from trust.privacy.terms import LINK, LINK_LIFETIME

# The last mail to somebody whom we no longer know; its text goes soon.
OUTCOME_KEPT = timedelta(days=2)


def mail_confirmation(request: PrivacyRequest) -> None:
    """To whoever reads that mailbox: a link that shows what will happen, with a button that does it."""
    link = issue_link(purpose=LINK, about=request)
    queue_email(
        purpose="privacy.confirm",
        to=request.email,
        template="trust/privacy/emails/confirm",
        context={
            "kind": request.kind,
            "address": link_placeholder(link=link),
            "until": link.expires_at,
            "delete_on": request.delete_on,
        },
        about=request,
        keep_until=now() + LINK_LIFETIME,
    )


def mail_outcome(request: PrivacyRequest, *, email: str) -> None:
    """That it is erased, and what a law makes us keep."""
    queue_email(
        purpose="privacy.erased",
        to=email,
        template="trust/privacy/emails/erased",
        context={"held_back": request.held_back, "delete_on": now() + OUTCOME_KEPT},
        about=request,
        keep_until=now() + OUTCOME_KEPT,
    )


def tell_editors(request: PrivacyRequest) -> None:
    """A link to the request, whose screen says what is left to do by hand."""
    queue_staff_email(
        purpose="privacy.look-after",
        group=OFFICE,
        template="trust/emails/staff",
        url=reverse("privacy-request-detail", args=[request.public_id]),
        about=request,
        once_key=f"privacy.look-after:{request.public_id}",
    )
