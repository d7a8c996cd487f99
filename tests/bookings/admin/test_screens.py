"""Every screen answers to who may, with a constant number of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bookings.enums import RegistrationState, Source
from tests.factories.registrations import (
    EventFactory,
    EventMessageFactory,
    HolidayFactory,
    QuestionFactory,
    RegistrationFactory,
    SeriesFactory,
    evening,
)
from tests.queries import cost

pytestmark = pytest.mark.django_db


def a_date(people: int, **said):
    event = EventFactory(capacity=None, series=SeriesFactory(), **said)
    for number in range(people):
        RegistrationFactory(event=event, needs="Een tolk", companions=number % 2)
        RegistrationFactory(event=event, waiting=True)
    return event


@pytest.mark.parametrize(
    "name", ["dates:day", "dates:print", "dates:message", "dates:edit", "dates:move", "dates:phone"]
)
def test_screens_of_a_date_cost_the_same_with_one_and_with_three_people(desk, name):
    one, three = a_date(1), a_date(3)
    EventMessageFactory(event=one)
    EventMessageFactory.create_batch(3, event=three)

    assert cost(desk, reverse(name, args=[one.pk])) == cost(desk, reverse(name, args=[three.pk]))


def test_attendance_of_three_hundred_costs_what_one_costs(desk):
    one, many = a_date(1), EventFactory(capacity=None, series=SeriesFactory())
    RegistrationFactory(event=many, waiting=True)
    RegistrationFactory.create_batch(299, event=many)

    assert cost(desk, reverse("dates:day", args=[one.pk])) == cost(desk, reverse("dates:day", args=[many.pk]))


@pytest.mark.parametrize("name", ["dates:index", "series:index", "holidays:index", "calendar-figures"])
def test_lists_cost_the_same_with_one_and_with_three(desk, name):
    RegistrationFactory(event=EventFactory(series=SeriesFactory(), starts_at=evening(-20)), attended=True)
    RegistrationFactory(event=EventFactory(series=SeriesFactory()))
    HolidayFactory()
    before = cost(desk, reverse(name))

    for number in (3, 4):
        past = EventFactory(series=SeriesFactory(title=f"Reeks {number}"), starts_at=evening(-20 * number))
        RegistrationFactory(event=past, attended=False, source=Source.PHONE)
        RegistrationFactory(event=EventFactory(series=SeriesFactory()))
        HolidayFactory(day=evening(number).date())

    assert cost(desk, reverse(name)) == before


def test_series_costs_the_same_with_one_and_with_three_dates_and_questions(desk):
    one, three = SeriesFactory(), SeriesFactory()
    for series, number in ((one, 1), (three, 3)):
        for place in range(number):
            EventFactory(series=series, occurs_on=evening(7 + place).date(), starts_at=evening(7 + place))
        QuestionFactory(series=series)

    assert cost(desk, reverse("series:edit", args=[one.pk])) == cost(desk, reverse("series:edit", args=[three.pk]))


def test_every_state_has_its_section_and_the_line_its_order(desk):
    event = EventFactory()
    second = RegistrationFactory(event=event, waiting=True, name="Tweede", queued_at=evening(-1))
    first = RegistrationFactory(event=event, waiting=True, name="Eerste", queued_at=evening(-2))
    RegistrationFactory(event=event, state=RegistrationState.PENDING, name="Wacht op ons")
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED, seats_held=0, name="Weg")

    response = desk.get(reverse("dates:day", args=[event.pk]))

    sections = {section.state: section.people for section in response.context["sections"]}
    assert [one.pk for one in sections[RegistrationState.WAITING]] == [first.pk, second.pk]
    assert [one.place_in_line for one in sections[RegistrationState.WAITING]] == [1, 2]
    assert {RegistrationState.PENDING, RegistrationState.CANCELLED} <= sections.keys()


def test_place_in_line_stays_when_a_search_shows_only_some(desk):
    event = EventFactory()
    RegistrationFactory(event=event, waiting=True, name="Eerste", queued_at=evening(-2))
    RegistrationFactory(event=event, waiting=True, name="Tweede", queued_at=evening(-1))

    response = desk.get(reverse("dates:day", args=[event.pk]), {"q": "tweede"})

    (section,) = response.context["sections"]
    assert [(one.name, one.place_in_line) for one in section.people] == [("Tweede", 2)]


def test_looking_at_people_is_written_down(desk, colleague):
    from trust.audit.models import AccessEntry

    one = RegistrationFactory(needs="Een tolk")

    desk.get(reverse("dates:day", args=[one.event_id]))
    desk.get(reverse("dates:person", args=[one.event_id, one.public_id]))

    whats = set(AccessEntry.objects.filter(by=colleague).values_list("what", flat=True))
    assert {"bookings.registrations", "bookings.registration"} <= whats


def test_list_shows_what_comes_and_past_dates_by_filter(desk):
    ahead, past = EventFactory(), EventFactory(starts_at=evening(-20))

    shown = desk.get(reverse("dates:index")).context["object_list"]
    before = desk.get(reverse("dates:index"), {"which": "past"}).context["object_list"]

    assert [event.pk for event in shown] == [ahead.pk]
    assert [event.pk for event in before] == [past.pk]
