"""What is mailed about episodes and consents. Mails to staff carry a link, never a name or a title."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from cms.services.roles import CHIEF_EDITORS
from podcast.models import EpisodePage, GuestConsent, TakeDown
from podcast.terms import LINK
from trust.links.services import issue_link, link_placeholder
from trust.outbox.services import queue_email, queue_staff_email


def mail_noted(consent: GuestConsent) -> None:
    """To the guest, or the parent: what stands in the register, and the link to take it back. Nobody to mail: nothing."""
    if not consent.person.email:
        return
    link = issue_link(purpose=LINK, about=consent)
    queue_email(
        purpose="podcast.consent-noted",
        to=consent.person.email,
        template="podcast/emails/noted",
        context={"consent": consent, "scopes": consent.scopes(), "url": link_placeholder(link=link)},
        about=consent,
        once_key=f"podcast.consent-noted:{consent.public_id}",
    )


def tell_taken_down(taken: TakeDown) -> None:
    """To chief editors: an episode went down, and apps may still hold it."""
    queue_staff_email(
        purpose="podcast.taken-down",
        group=CHIEF_EDITORS,
        template="podcast/emails/taken_down",
        url=reverse("take-downs:inspect", args=[taken.pk]),
        about=taken,
        once_key=f"podcast.taken-down:{taken.pk}",
    )


def mail_held_back(episode: EpisodePage) -> None:
    """To the owner of an episode that was to go up by itself, else to chief editors: it stays a draft."""
    url = reverse("wagtailadmin_pages:edit", args=[episode.pk])
    owner = episode.owner
    if owner is None or not owner.is_active or not owner.email:
        queue_staff_email(
            purpose="podcast.held-back",
            group=CHIEF_EDITORS,
            template="podcast/emails/held_back",
            url=url,
            about=episode,
        )
        return
    queue_email(
        purpose="podcast.held-back",
        to=owner.email,
        template="podcast/emails/held_back",
        context={"url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url, "count": 1},
        about=episode,
    )
