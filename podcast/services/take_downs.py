"""Taking an episode away from everybody, and holding back one that was to go up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import now
from wagtail.models import Revision

from cms.services.locks import lock_page
from podcast.emails import mail_held_back, tell_taken_down
from podcast.models import EpisodePage, TakeDown
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from podcast.enums import ConsentEnd


@transaction.atomic
def take_down(*, episode_id: int, reason: ConsentEnd) -> TakeDown | None:
    """Take the episode off the site in this transaction: page, card, search, feed, API; what was to go up later does not.

    Staff get a mail with a link, and something to do: apps may still hold it. None when it was not up; a repeat finds that too.
    """
    lock_page(episode_id)
    episode = EpisodePage.objects.get(pk=episode_id)
    scheduled = Revision.objects.for_instance(episode).filter(approved_go_live_at__isnull=False)
    was_planned = bool(scheduled.update(approved_go_live_at=None))
    if not episode.live:
        if was_planned:
            mail_held_back(episode)
        return None
    episode.unpublish(log_action=True)
    taken = TakeDown.objects.create(episode=episode, reason=reason)
    record(verb="podcast.taken-down", about=episode, details={"reason": str(reason)})
    tell_taken_down(taken)
    return taken


@transaction.atomic
def hold_back(*, episode_id: int, missing: int) -> None:
    """The moment came to publish an episode that may not go up: it stays a draft, and its owner hears of it. A repeat finds nothing planned."""
    lock_page(episode_id)
    episode = EpisodePage.objects.get(pk=episode_id)
    planned = Revision.objects.for_instance(episode).filter(approved_go_live_at__isnull=False)
    if not planned.update(approved_go_live_at=None):
        return
    record(verb="podcast.held-back", about=episode, details={"missing": missing})
    mail_held_back(episode)


@transaction.atomic
def settle(*, take_down_id: int, by: AbstractBaseUser) -> TakeDown:
    """Staff looked after what apps may still hold. A repeat is harmless."""
    taken = TakeDown.objects.select_for_update(of=("self",)).get(pk=take_down_id)
    if taken.settled_at is None:
        taken.settled_at, taken.settled_by = now(), by  # type: ignore[assignment]
        taken.save(update_fields=["settled_at", "settled_by"])
        record(verb="podcast.take-down-settled", about=taken, by=by)
    return taken
