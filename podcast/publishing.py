"""One gate for every way an episode goes up: button, schedule, workflow, bulk action, API (docs/adr/0025).

Wagtail's screens and API each build its publishing action themselves, so the gate stands in the action: `keep_the_gate`, once, from
`AppConfig.ready()`.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from cms.services.locks import lock_page
from podcast.errors import NotReady
from podcast.pages import EpisodePage
from podcast.readiness import what_is_missing
from podcast.services import hold_back

BY_THE_CLOCK = "wagtail.publish.scheduled"


def keep_the_gate() -> None:
    """Let Wagtail's publishing ask `refuse_unready` first. A repeat changes nothing."""
    execute = PublishPageRevisionAction.execute
    if getattr(execute, "asks_first", False):
        return

    @wraps(execute)
    def asking_first(self: PublishPageRevisionAction, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(self.object, EpisodePage):
            return execute(self, *args, **kwargs)
        self.check(*args, **kwargs)
        try:
            with transaction.atomic():
                refuse_unready(self.object)
                return execute(self, *args, **kwargs)
        except NotReady as refusal:
            if self.log_action != BY_THE_CLOCK:
                raise
            # The others that the clock publishes go up; of this one the owner hears.
            return hold_back(episode_id=refusal.episode_id, missing=len(refusal.missing))

    asking_first.asks_first = True  # type: ignore[attr-defined]
    PublishPageRevisionAction.execute = asking_first  # type: ignore[method-assign]


def refuse_unready(episode: EpisodePage) -> None:
    """Raises `NotReady`. Locks the episode, as taking it down does: who withdraws in the same moment is not overtaken."""
    lock_page(episode.pk)
    if missing := what_is_missing(episode):
        raise NotReady(episode.pk, missing)
