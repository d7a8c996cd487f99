"""An action on any page that says what groups of a region look for, from the published snapshot alone (specs A2, G7; docs/adr/0028)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.map import wanted_words
from circles.models import MapSnapshot, Region
from cms.actions import ActionKind, LiveAction, register_action


def choices() -> list[tuple[str, str]]:
    """Each region."""
    return [
        (str(public_id), name) for public_id, name in Region.objects.order_by("name").values_list("public_id", "name")
    ]


def wanted_in(keys: Iterable[str]) -> dict[str, LiveAction]:
    """What is looked for in each, in two queries; a region where no group looks for anybody is left out."""
    known = [key for key in keys if _is_uuid(key)]
    regions = {one.slug: one for one in Region.objects.filter(public_id__in=known).order_by("pk")}
    snapshot = MapSnapshot.objects.order_by("pk").first()
    found: dict[str, list[dict[str, Any]]] = {}
    for one in snapshot.wanted if snapshot else []:
        if one["region"] in regions:
            found.setdefault(one["region"], []).append(one)
    return {str(regions[slug].public_id): _action(regions[slug].name, groups) for slug, groups in found.items()}


def _is_uuid(key: str) -> bool:
    try:
        return bool(UUID(key))
    except ValueError:
        return False


def _action(region: str, groups: list[dict[str, Any]]) -> LiveAction:
    title = _("Groups in %(region)s look for people") % {"region": region}
    words = [wanted_words(one["people"], verbinder=one["verbinder"]) for one in groups]
    looks_for_people = any(one["people"] for one in groups)
    where = "circles-linkgroep" if looks_for_people else "circles-volunteer"
    label = _("I would like to join") if looks_for_people else _("I would like to help")
    return LiveAction(title, reverse(where), label, words, state="wanted")


register_action(
    ActionKind(name="groups", label=gettext_lazy("Groups that look for people"), choices=choices, find=wanted_in)
)
