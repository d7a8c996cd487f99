"""Sign-ups to stay informed."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils.timezone import localdate, now
from factory.django import DjangoModelFactory

from home.informed.enums import SubscriptionState, Topic
from home.models import Subscription


class SubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = Subscription

    class Params:
        active = factory.Trait(state=SubscriptionState.ACTIVE, confirmed_at=factory.LazyFunction(now))

    email = factory.Sequence(lambda number: f"bo.{number}@example.org")
    topics = factory.LazyFunction(lambda: [Topic.GROUPS.value])
    delete_on = factory.LazyFunction(lambda: localdate() + timedelta(days=7))
