"""An action that is tied to something that changes by itself: the next date of a series, with the seats that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.actions import LiveAction, action_choices, find_actions
from cms.addresses import is_open, path_of
from cms.blocks.choosers import PageBlock
from cms.blocks.living import LivingBlock
from cms.freshness import LIVE_SECONDS
from cms.representations import moment
from cms.seo import absolute

# The targets of the body at hand, and how they stand once somebody asked: one look for all blocks of a page, and never a kept one.
_at_hand: ContextVar[LiveTargets | None] = ContextVar("live targets", default=None)


class LiveTargets:
    """What the blocks of one body are tied to, found together at the first need."""

    def __init__(self, targets: Iterable[str]) -> None:
        self.targets = set(targets)
        self._found: dict[str, LiveAction] | None = None

    def get(self, target: str) -> LiveAction | None:
        if target not in self.targets:
            return find_actions([target]).get(target)
        if self._found is None:
            self._found = find_actions(self.targets)
        return self._found.get(target)


@contextmanager
def looking_together(targets: Iterable[str]) -> Iterator[None]:
    """While this is open, live blocks find what they are tied to in one look."""
    token = _at_hand.set(LiveTargets(targets))
    try:
        yield
    finally:
        _at_hand.reset(token)


def live_targets(raw_data: Iterable[Any]) -> list[str]:
    """What the live blocks among a stream's raw children are tied to."""
    found = (child["value"].get("target") for child in raw_data if child and child["type"] == "live_action")
    return [target for target in found if target]


class LiveActionOut(BaseModel):
    """How the thing stands now."""

    title: str
    url: str = Field(description="Where the button leads; a full address.")
    label: str = Field(description="Words on the button.")
    words: list[str] = Field(description="Short sentences: when, where, seats left.")
    begins_at: str | None = Field(json_schema_extra={"format": "date-time"})
    state: str = Field(description="For a date: planned, full, postponed or cancelled.")


class TargetBlock(blocks.ChoiceBlock):
    """What an action is tied to: a choice that grows with the rooms of the site, asked anew each time an editor opens it."""

    def __init__(self, **kwargs):
        super().__init__(choices=action_choices, **kwargs)

    def normalize_choice(self, value):
        """As it is: Wagtail would look through all choices for each value that a page holds."""
        return value

    def get_searchable_content(self, value):
        return []


class LiveActionBlock(LivingBlock):
    """What a reader can do here, tied to what is on now: a date with its free seats, groups that look for people. Without any, the words for then."""

    target = TargetBlock(label=_("Tied to"))
    title = blocks.CharBlock(
        max_length=120, required=False, label=_("Title"), help_text=_("Empty: the title of what it is tied to.")
    )
    text = blocks.TextBlock(max_length=400, required=False, rows=2, label=_("Text"))
    otherwise = blocks.TextBlock(
        max_length=300,
        rows=2,
        label=_("When there is nothing"),
        default=_("There is no date planned now. New dates come."),
        help_text=_("Kind words for when no date is planned."),
    )
    page = PageBlock(
        required=False, label=_("Page for then"), help_text=_("Where the button leads when there is nothing.")
    )

    class Meta:
        icon = "date"
        group = _("Calls")
        label = _("Action with what is on now")
        template = "components/blocks/live_action.html"
        api_extras = {"live": LiveActionOut | None}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        page = value.get("page")
        other = path_of(page) if page and is_open(page) else ""
        return context | {"live": look_at(value.get("target")), "other_href": other}

    def get_api_representation(self, value, context=None):
        live = look_at(value.get("target"))
        lives_on((context or {}).get("request"))
        return super().get_api_representation(value, context=context) | {"live": live and as_json(live)}

    def clean(self, value):
        result = super().clean(value)
        known = {target for _kind, choices in action_choices() for target, _words in choices}
        if result.get("target") not in known:
            message = _("Choose what it is tied to.")
            raise StructBlockValidationError(block_errors={"target": ValidationError(message)})
        return result


def look_at(target: str | None) -> LiveAction | None:
    """How `target` stands now; None when there is nothing."""
    if not target:
        return None
    together = _at_hand.get()
    return together.get(target) if together else find_actions([target]).get(target)


def lives_on(request) -> None:
    """Note on the request that a copy of the answer is true for some seconds only."""
    if request is not None:
        soon = now() + timedelta(seconds=LIVE_SECONDS)
        request.next_change = min(filter(None, [soon, getattr(request, "next_change", None)]))


def as_json(live: LiveAction) -> dict[str, Any]:
    return {
        "title": live.title,
        "url": absolute(live.href),
        "label": live.label,
        "words": live.words,
        "begins_at": moment(live.begins),
        "state": live.state,
    }
