"""People who stand on the site itself: named with their agreement in news, stories and publications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from trust.registry import Ground, PersonalData, declare_impersonal, register


def _published(model: str, label: Any, fields: Sequence[str]) -> None:
    """A name on a public page has no address to find it by; editors take it off when its person asks (docs/redactie/privacy.md)."""
    register(
        PersonalData(
            model=model,
            label=label,
            fields=fields,
            purpose=_("To publish a story of somebody who agreed to it."),
            ground=Ground.CONSENT,
            find=lambda email: apps.get_model(model)._base_manager.none(),
            erase=lambda rows: 0,
        )
    )


_published("cms.NewsPage", _("News by author"), ["author_name"])
_published("cms.StoryPage", _("Stories of people"), ["person_name"])
_published("cms.PublicationPage", _("Publications by author"), ["authors"])

for _model, _because in {
    "cms.OrganisationSettings": "name, address and numbers of the organisation itself",
    "cms.NewsCategory": "the name of a category",
    "cms.LivingPromise": "the name of a block and how its text begins, on a public page",
}.items():
    declare_impersonal(_model, because=_because)
