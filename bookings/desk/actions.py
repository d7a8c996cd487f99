"""An action on any page that leads to the request form of an activity (spec A2)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import ActivityPage
from cms.actions import ActionKind, LiveAction, register_action


def choices() -> list[tuple[str, str]]:
    """Each public activity."""
    pages = ActivityPage.objects.open().order_by("title", "pk")
    return [(str(key), title) for key, title in pages.values_list("translation_key", "title")]


def activities(keys: Iterable[str]) -> dict[str, LiveAction]:
    """How each can be asked for now, in one query; what is not public is passed over."""
    pages = ActivityPage.objects.open().filter(translation_key__in=list(keys)).defer("body", "practical", "you_provide")
    return {str(page.translation_key): _action(page) for page in pages.order_by("-pk")}


def _action(page: ActivityPage) -> LiveAction:
    if not page.can_be_asked:
        said = [page.not_now or _("We cannot take requests for this now.")]
        return LiveAction(page.title, page.url or "/", _("Read what it is"), said, state="not-now")
    said = [capfirst(words) for words in (page.duration, page.for_whom, page.price_indication) if words]
    return LiveAction(page.title, page.ask_path, _("Ask for it"), said, state="open")


register_action(
    ActionKind(name="activity", label=gettext_lazy("Ask for an activity"), choices=choices, find=activities)
)
