"""The calendar: the smallest valid series, dates and registrations; states are traits."""

from __future__ import annotations

from datetime import date, time, timedelta

import factory
from django.utils.timezone import localdate, now

from bookings.enums import EventState, RegistrationState
from bookings.models import Event, Registration, Series


class SeriesFactory(factory.django.DjangoModelFactory):
    """A monthly online infomoment."""

    title = "Infomoment voor vrijwilligers"
    slug = factory.Sequence("infomoment-{}".format)
    summary = "Een uur online, met tijd voor al je vragen."
    rrule = "FREQ=MONTHLY;BYDAY=1TU"
    starts_on = date(2027, 1, 1)
    starts_at_time = time(19, 30)
    is_online = True

    class Meta:
        model = Series


class EventFactory(factory.django.DjangoModelFactory):
    """A planned date in ten days, without a limit of seats."""

    title = "Infomoment voor vrijwilligers"
    slug = factory.Sequence("infomoment-{}".format)
    summary = "Een uur online, met tijd voor al je vragen."
    state = EventState.PLANNED
    starts_at = factory.LazyFunction(lambda: now().replace(minute=0, second=0, microsecond=0) + timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(minutes=90))

    class Meta:
        model = Event

    class Params:
        full = factory.Trait(capacity=10, seats_taken=10)
        draft = factory.Trait(state=EventState.DRAFT)
        postponed = factory.Trait(state=EventState.POSTPONED, sequence=1)
        cancelled = factory.Trait(state=EventState.CANCELLED, sequence=1)
        deleted = factory.Trait(deleted_at=factory.LazyFunction(now), sequence=1)
        past = factory.Trait(
            starts_at=factory.LazyFunction(
                lambda: now().replace(minute=0, second=0, microsecond=0) - timedelta(days=10)
            )
        )


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Somebody who comes. Seats of the date are not counted: services do that."""

    event = factory.SubFactory(EventFactory)
    state = RegistrationState.CONFIRMED
    name = "Rita"
    email = factory.Sequence("rita{}@example.org".format)
    delete_on = factory.LazyFunction(lambda: localdate() + timedelta(days=365))

    class Meta:
        model = Registration

    class Params:
        waiting = factory.Trait(state=RegistrationState.WAITING, queued_at=factory.LazyFunction(now))
