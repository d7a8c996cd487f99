"""The dashboard's lines, and the figures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from bookings.admin.figures import months_up_to
from bookings.admin.todo import dates_without_place, drafts_to_publish, offers_to_call_about, people_to_approve
from bookings.enums import EventState, RegistrationState, Source
from cms.services.roles import CHIEF_EDITORS, OFFICE
from tests.factories import user_with_role
from tests.factories.registrations import EventFactory, RegistrationFactory, SeriesFactory, evening

pytestmark = pytest.mark.django_db


def test_lines_name_what_waits_and_lead_there(colleague):
    pending = RegistrationFactory(state=RegistrationState.PENDING)
    offered = RegistrationFactory(
        state=RegistrationState.OFFERED, offered_until=now() + timedelta(hours=3), email="", phone="+3216123456"
    )
    RegistrationFactory(state=RegistrationState.OFFERED, offered_until=now() + timedelta(hours=3))
    EventFactory(state=EventState.DRAFT)
    nowhere = EventFactory(starts_at=evening(3), place_name="", street="", city="")
    EventFactory(starts_at=evening(3), is_online=True, online_url="https://meet.example.org/x")

    for source, at in (
        (people_to_approve, pending.event_id),
        (offers_to_call_about, offered.event_id),
        (dates_without_place, nowhere.pk),
    ):
        (line,) = source(colleague)
        assert (line.count, line.url) == (1, reverse("dates:day", args=[at]))
    (drafts,) = drafts_to_publish(colleague)
    assert drafts.count == 1


@pytest.mark.parametrize("role", [CHIEF_EDITORS, OFFICE])
def test_others_have_none_of_these_lines(site, role):
    user = user_with_role(role)
    RegistrationFactory(state=RegistrationState.PENDING)

    sources = (people_to_approve, offers_to_call_about, dates_without_place, drafts_to_publish)
    assert [source(user) for source in sources] == [[]] * 4


def test_figures_count_people_with_companions_and_those_erased(desk):
    series = SeriesFactory(title="Reeks")
    event = EventFactory(series=series, capacity=10, starts_at=evening(-5), erased_counts={"phone/confirmed/came": 2})
    RegistrationFactory(event=event, attended=True, companions=1)
    RegistrationFactory(event=event, attended=False)
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED, seats_held=0)

    charts = {chart.id: chart for chart in desk.get(reverse("calendar-figures")).context["charts"]}

    month = months_up_to(localdate()).index(evening(-5).date().replace(day=1))
    assert charts["presence"].bars[month].values == ["4", "1", "0"]
    by_source = dict(zip([source.value for source in Source], charts["sources"].bars[month].values, strict=True))
    assert (by_source["site"], by_source["phone"]) == ("3", "2")
    assert charts["fill-0"].bars[month].values[0].startswith("50")


def test_months_cross_the_year():
    from datetime import date

    months = months_up_to(date(2027, 2, 14))

    assert (len(months), months[0], months[-1]) == (12, date(2026, 3, 1), date(2027, 2, 1))
