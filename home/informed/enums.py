"""How far a sign-up is, and what somebody wants to hear of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriptionState(models.TextChoices):
    """Counts once the address is confirmed."""

    ASKED = "asked", _("not confirmed yet")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


SUBSCRIPTION_TRANSITIONS: dict[str, frozenset[str]] = {
    SubscriptionState.ASKED: frozenset({SubscriptionState.ACTIVE, SubscriptionState.ENDED}),
    SubscriptionState.ACTIVE: frozenset({SubscriptionState.ENDED}),
    SubscriptionState.ENDED: frozenset(),
}


class Topic(models.TextChoices):
    """What there is to hear."""

    ACTIVITIES = "activities", _("activities")
    GROUPS = "groups", _("new groups")
    STORIES = "stories", _("stories and podcast")
