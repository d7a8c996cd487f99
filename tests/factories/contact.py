"""Messages."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils.timezone import localdate, now
from factory.django import DjangoModelFactory

from home.contact.enums import MessageState
from home.models import ContactMessage


class ContactMessageFactory(DjangoModelFactory):
    class Meta:
        model = ContactMessage

    class Params:
        answered = factory.Trait(state=MessageState.ANSWERED, handled_at=factory.LazyFunction(now))

    name = "An Peeters"
    email = factory.Sequence(lambda number: f"an.{number}@example.org")
    message = "Ik heb een vraag."
    delete_on = factory.LazyFunction(lambda: localdate() + timedelta(days=365))
