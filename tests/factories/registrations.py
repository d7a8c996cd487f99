"""The calendar: a date two weeks from now at seven in the evening, and who comes."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import factory
from django.utils.timezone import localdate, now
from factory.django import DjangoModelFactory

from bookings.enums import EventState, RegistrationState
from bookings.models import Event, EventMessage, Holiday, Question, Registration, Series
from bookings.occurrences import moment_on
from bookings.services import Attendee
from bookings.terms import delete_on


def evening(days: int = 14, hour: int = 19) -> datetime:
    """That many days from now, at that hour in Brussels."""
    return moment_on(localdate() + timedelta(days=days), time(hour))


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    title = "Infomoment voor vrijwilligers"
    slug = factory.Sequence(lambda number: f"infomoment-{number}")
    summary = "Kom luisteren wat een lusgroep is."
    rrule = "FREQ=MONTHLY;BYDAY=1TU"
    starts_on = factory.LazyFunction(localdate)
    starts_at_time = time(19)


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    title = "Infomoment"
    slug = factory.Sequence(lambda number: f"infomoment-los-{number}")
    summary = "Kom luisteren wat een lusgroep is."
    state = EventState.PLANNED
    starts_at = factory.LazyFunction(evening)
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place_name = "De Kring"
    street = "Kerkstraat 1"
    postcode = "3000"
    city = "Leuven"
    capacity = 10


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    series = factory.SubFactory(SeriesFactory)
    label = factory.Sequence(lambda number: f"Vraag {number}?")


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = Holiday

    day = factory.LazyFunction(localdate)
    name = "Feestdag"


class RegistrationFactory(DjangoModelFactory):
    """Confirmed, and counted in the seats of its date."""

    class Meta:
        model = Registration

    class Params:
        waiting = factory.Trait(state=RegistrationState.WAITING, queued_at=factory.LazyFunction(now), seats_held=0)
        held = factory.Trait(
            state=RegistrationState.HELD,
            confirmed_at=None,
            held_until=factory.LazyFunction(lambda: now() + timedelta(hours=2)),
        )

    event = factory.SubFactory(EventFactory)
    name = "An Peeters"
    email = factory.Sequence(lambda number: f"an.{number}@example.org")
    state = RegistrationState.CONFIRMED
    companions = 0
    seats_held = factory.LazyAttribute(lambda one: 1 + one.companions)
    confirmed_at = factory.LazyFunction(now)
    delete_on = factory.LazyAttribute(lambda one: delete_on(one.event.ends_at))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        made = super()._create(model_class, *args, **kwargs)
        made.event.seats_taken += made.seats_held
        made.event.has_line |= made.state == RegistrationState.WAITING
        made.event.save(update_fields=["seats_taken", "has_line"])
        return made


class EventMessageFactory(DjangoModelFactory):
    class Meta:
        model = EventMessage

    event = factory.SubFactory(EventFactory)
    subject = "Breng een trui mee"
    text = "Het is er fris."


def an_attendee(number: int = 1, **said) -> Attendee:
    """Somebody who would like to come."""
    return Attendee(**({"name": "An Peeters", "email": f"iemand.{number}@example.org"} | said))
