"""The words of the podcast as chainable methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now
from wagtail.models import PageManager

from cms.querysets import BasePageQuerySet
from podcast.enums import ROLES_THAT_AGREE

if TYPE_CHECKING:
    from datetime import datetime


class GuestConsentQuerySet(models.QuerySet):
    """Consents of guests."""

    def standing(self, at: datetime | None = None) -> GuestConsentQuerySet:
        """Those that hold at `at` (now): not withdrawn, not ended."""
        at = at or now()
        return self.filter(withdrawn_at=None).filter(Q(ends_at=None) | Q(ends_at__gt=at))


class EpisodePageQuerySet(BasePageQuerySet):
    """Episodes."""

    def agreed(self, at: datetime | None = None) -> EpisodePageQuerySet:
        """Those of which every guest's consent, for voice and for words, stands at `at` (now)."""
        return self.exclude(Exists(self._missing(at)))

    def closed(self, at: datetime | None = None) -> EpisodePageQuerySet:
        """Those that are live although the consent of a guest does not stand at `at` (now): the others of `agreed()`."""
        return self.live().filter(Exists(self._missing(at)))

    @staticmethod
    def _missing(at: datetime | None) -> models.QuerySet:
        """The parts in an episode of people who must agree and do not."""
        consents = apps.get_model("podcast", "GuestConsent").objects
        parts = apps.get_model("podcast", "EpisodePerson").objects
        standing = consents.standing(at).filter(
            person=OuterRef("person"), episode=OuterRef("page"), voice=True, transcript=True
        )
        return parts.filter(page=OuterRef("pk"), role__in=ROLES_THAT_AGREE).exclude(Exists(standing))

    def audible(self) -> EpisodePageQuerySet:
        """Those that anybody may hear now: open, agreed to, with sound."""
        return self.open().agreed().exclude(audio=None)


EpisodePageManager = PageManager.from_queryset(EpisodePageQuerySet)
