"""Every date of staff in one place, and what waits on the dashboard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from bookings.desk.admin.todo import (
    proposals_that_end,
    requests_overdue,
    requests_to_answer,
    requests_to_invoice,
)
from bookings.desk.enums import RequestState
from cms.services.roles import CIRCLES, OFFICE
from tests.factories import user_with_role
from tests.factories.desk import BookingRequestFactory
from tests.factories.registrations import EventFactory, evening
from tests.queries import cost

pytestmark = pytest.mark.django_db


def month_of(days: int) -> str:
    return f"{reverse('agenda')}?month={localtime(evening(days)):%Y-%m}"


def lines_of(response) -> list:
    return [line for _day, lines in response.context["days"] for line in lines]


def test_agenda_shows_the_calendar_and_requests_in_order_and_says_which_is_which(desk):
    asked = BookingRequestFactory(state=RequestState.AGREED)
    BookingRequestFactory(state=RequestState.PROPOSED)
    BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    EventFactory(title="Infomoment", starts_at=evening(14, 18))

    lines = lines_of(desk.get(month_of(14)))

    assert sorted(line.mark for line in lines) == ["agreed", "calendar", "proposed"]
    assert [line.starts_at for line in lines] == sorted(line.starts_at for line in lines)
    agreed = next(line for line in lines if line.mark == "agreed")
    assert agreed.url == reverse("requests:detail", args=[asked.pk])
    assert agreed.who


def test_date_that_is_public_too_stands_once(desk):
    event = EventFactory(starts_at=evening(14))
    BookingRequestFactory(state=RequestState.AGREED, public_event=event)

    (line,) = lines_of(desk.get(month_of(14)))

    assert line.mark == "agreed"
    assert "kalender" in line.said


def test_office_sees_the_calendar_without_requests():
    BookingRequestFactory(state=RequestState.AGREED)
    EventFactory(starts_at=evening(14))
    client = Client()
    client.force_login(user_with_role(OFFICE))

    (line,) = lines_of(client.get(month_of(14)))

    assert (line.mark, line.url) == ("calendar", "")


@pytest.mark.parametrize("month", ["", "nonsense", "2027-13"])
def test_agenda_of_no_month_is_that_of_this_one(desk, month):
    assert desk.get(f"{reverse('agenda')}?month={month}").context["is_now"]


def test_agenda_costs_the_same_with_one_and_with_three(desk):
    BookingRequestFactory(state=RequestState.AGREED)
    EventFactory(starts_at=evening(14))
    one = cost(desk, month_of(14))

    for _place in range(2):
        BookingRequestFactory(state=RequestState.AGREED)
        EventFactory(starts_at=evening(14))

    assert cost(desk, month_of(14)) == one


def test_todo_counts_what_waits_in_one_query_a_line_and_leads_to_it(colleague, django_assert_num_queries):
    new = BookingRequestFactory()
    past = localdate() - timedelta(days=1)
    BookingRequestFactory.create_batch(2, state=RequestState.IN_DISCUSSION, alarm_on=past)
    ending = BookingRequestFactory(state=RequestState.PROPOSED)
    ending.proposals.update(valid_until=localdate() + timedelta(days=1))
    BookingRequestFactory(state=RequestState.PROPOSED)
    given = BookingRequestFactory(state=RequestState.GIVEN)
    BookingRequestFactory(state=RequestState.CLOSED)
    colleague.has_perm("bookings.view_event")

    with django_assert_num_queries(4):
        items = [
            item
            for source in (requests_to_answer, requests_overdue, proposals_that_end, requests_to_invoice)
            for item in source(colleague)
        ]

    assert [item.count for item in items] == [1, 2, 1, 1]
    assert [item.url for item in items] == [
        reverse("requests:detail", args=[new.pk]),
        f"{reverse('requests:index')}?overdue=on",
        reverse("requests:detail", args=[ending.pk]),
        reverse("requests:detail", args=[given.pk]),
    ]


def test_todo_is_for_who_books():
    BookingRequestFactory()

    assert requests_to_answer(user_with_role(CIRCLES)) == []


def test_lines_stand_on_the_dashboard_and_in_the_menu(desk):
    BookingRequestFactory()

    page = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("requests:board") in page
    assert reverse("agenda") in page


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "1850-01", "2027-13", "x", "2027-01-01"])
def test_month_that_nobody_plans_is_this_one(desk, month):
    response = desk.get(f"{reverse('agenda')}?month={month}")

    assert response.status_code == 200
    assert response.context["is_now"]
