"""Records of people to keep, wipe and erase."""

from datetime import timedelta

import factory
from django.utils.timezone import localdate, now
from factory.django import DjangoModelFactory

from home.informed.enums import SubscriptionState
from home.informed.models import Subscription
from trust.privacy.enums import RequestKind
from trust.privacy.models import PrivacyRequest


class PrivacyRequestFactory(DjangoModelFactory):
    """Somebody who asked what we have and has not confirmed yet."""

    class Meta:
        model = PrivacyRequest

    kind = RequestKind.EXPORT
    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    delete_on = factory.LazyFunction(lambda: localdate() + timedelta(days=30))


def sign_ups(count: int, *, delete_on, prefix: str = "person") -> list[Subscription]:
    """`count` confirmed sign-ups in one statement."""
    moment = now()
    return Subscription.objects.bulk_create(
        [
            Subscription(
                email=f"{prefix}-{number}@example.org",
                name=f"Person {number}",
                state=SubscriptionState.ACTIVE,
                confirmed_at=moment,
                delete_on=delete_on,
            )
            for number in range(count)
        ]
    )
