"""`/kalender/`: the list, the month, what is behind us, and what one asks for."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import localdate, make_aware, now
from wagtail.models import Page

from tests.editing import page_form
from tests.factories import CalendarPageFactory, UserFactory
from tests.factories.bookings import EventFactory, SeriesFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture
def calendar(site) -> str:
    return CalendarPageFactory().url


def soup(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def titles(client, address: str) -> list[str]:
    return [link.get_text() for link in soup(client, address).select(".date-row__title a")]


def test_list_shows_what_is_to_come_the_first_one_first(client, calendar):
    EventFactory(title="Later", starts_at=now() + timedelta(days=40))
    EventFactory(title="Straks", starts_at=now() + timedelta(days=4))
    EventFactory(title="Voorbij", past=True)
    EventFactory(title="Ontwerp", draft=True)
    EventFactory(title="Weg", deleted=True)

    assert titles(client, calendar) == ["Straks", "Later"]
    assert titles(client, f"{calendar}?wanneer=voorbij") == ["Voorbij"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("voor=vrijwilligers", ["Soep"]),
        ("soort=workshop", ["Stiften"]),
        ("q=gentbrugge", ["Stiften"]),
        ("q=GENT&soort=lecture", []),
        ("voor=niemand&soort=niets", ["Soep", "Stiften"]),
        ("q=%00%27%22%3B", []),
        ("weergave=lijst&pagina=99999", ["Soep", "Stiften"]),
    ],
)
def test_one_sees_what_one_asks_for(client, calendar, question, found):
    EventFactory(title="Soep", audience="vrijwilligers", starts_at=now() + timedelta(days=3))
    EventFactory(title="Stiften", kind="workshop", city="Gentbrugge", starts_at=now() + timedelta(days=4))

    assert titles(client, f"{calendar}?{question}") == found


def test_filters_stay_filled_in_and_in_the_address_of_the_other_views(client, calendar):
    page = soup(client, f"{calendar}?voor=vrijwilligers&soort=lecture&q=soep")

    assert page.select_one("#voor option[selected]")["value"] == "vrijwilligers"
    assert page.select_one("#soort option[selected]")["value"] == "lecture"
    assert page.select_one("#woorden")["value"] == "soep"
    assert {
        "voor=vrijwilligers&soort=lecture&q=soep" in link["href"] for link in page.select(".dates-views a")[:3]
    } == {True}


def test_states_stand_there_in_words(client, calendar):
    for traits in ({"full": True}, {"postponed": True}, {"cancelled": True}, {"capacity": 5, "seats_taken": 2}):
        EventFactory(**traits)

    page = soup(client, calendar)

    assert sorted(state.get_text() for state in page.select(".date-state")) == [
        "Gaat niet door",
        "Uitgesteld",
        "Volzet",
    ]
    assert [seats.get_text() for seats in page.select(".date-row__seats")] == [
        "Volzet – je kan op de wachtlijst",
        "nog 3 plaatsen",
    ]


def test_dates_of_one_series_are_tied_and_name_the_next(client, calendar):
    series = SeriesFactory()
    days = [now().replace(microsecond=0) + timedelta(days=number) for number in (3, 5, 7)]
    first, second, _third = (EventFactory(series=series, starts_at=day) for day in days)
    EventFactory(starts_at=days[1] + timedelta(hours=1))

    page = soup(client, calendar)

    tied = [row.select_one("a")["href"] for row in page.select(".date-row--tied")]
    assert tied == [f"/kalender/{first.slug}/"]
    also = [link["href"] for link in page.select(".date-row")[0].select(".date-row__also a")]
    assert also == [f"/kalender/{event.slug}/" for event in (second, _third)]


def test_month_is_a_table_with_its_dates_on_their_days(client, calendar, time_machine):
    time_machine.move_to(make_aware(datetime(2027, 3, 10, 12)), tick=False)
    EventFactory(title="Soep", starts_at=make_aware(datetime(2027, 3, 28, 23, 30)))
    EventFactory(
        title="Gisteren", starts_at=make_aware(datetime(2027, 3, 1, 9)), ends_at=make_aware(datetime(2027, 3, 1, 10))
    )

    page = soup(client, f"{calendar}?weergave=maand")

    table = page.select_one("table")
    assert table.select_one("caption").get_text() == "maart 2027"
    assert [head["scope"] for head in table.select("th")] == ["col"] * 7
    by_day = {cell.select_one("time")["datetime"]: cell.select("a") for cell in table.select("td")}
    assert {day: [link["href"] for link in links] for day, links in by_day.items() if links}.keys() == {
        "2027-03-01",
        "2027-03-28",
    }
    assert table.select_one("[aria-current=date]")["datetime"] == "2027-03-10"
    assert [link["href"] for link in page.select(".month__ways a")] == [
        "?weergave=maand&maand=2027-02#maand",
        "?weergave=maand&maand=2027-04#maand",
    ]


@pytest.mark.parametrize("month", ["2027-13", "x", "0000-01", "9999-99", "1000-01", "2027-1"])
def test_month_that_is_none_is_this_month(client, calendar, month):
    page = soup(client, f"{calendar}?weergave=maand&maand={month}")

    first = localdate().replace(day=1)
    assert page.select_one(f"td:not(.month__day--outside) time[datetime='{first:%Y-%m-%d}']")


def test_months_end_two_years_away(client, calendar, time_machine):
    time_machine.move_to(make_aware(datetime(2027, 3, 10, 12)), tick=False)

    last = soup(client, f"{calendar}?weergave=maand&maand=2029-03")

    assert [link["href"] for link in last.select(".month__ways a")] == ["?weergave=maand&maand=2029-02#maand"]


@pytest.mark.parametrize(
    ("question", "href"),
    [("", "/blijf-op-de-hoogte/"), ("?wanneer=voorbij", "/kalender/"), ("?soort=lecture", "/kalender/")],
)
def test_empty_calendar_is_kind_and_leads_on(client, calendar, question, href):
    assert soup(client, calendar + question).select_one(".empty-state a")["href"] == href


@pytest.mark.parametrize("question", ["", "?wanneer=voorbij", "?weergave=maand", "?voor=iedereen&q=soep"])
def test_calendar_costs_the_same_with_one_three_and_three_hundred_dates(client, calendar, question):
    series = SeriesFactory(title="Soep")
    past = question == "?wanneer=voorbij"
    EventFactory(series=series, past=past, title="Soep")
    with_one = queries_of(client, calendar + question, at_most=QUERIES)
    EventFactory.create_batch(2, series=series, past=past, title="Soep")
    with_three = queries_of(client, calendar + question, at_most=QUERIES)
    EventFactory.create_batch(297, series=series, past=past, title="Soep")

    assert with_one == with_three == queries_of(client, calendar + question, at_most=QUERIES)


def test_copy_of_the_calendar_is_some_seconds_old_at_most(client, calendar):
    assert set(client.get(calendar)["Cache-Control"].split(", ")) == {"public", "max-age=10"}


def test_only_the_calendar_stands_at_its_address(client, home):
    client.force_login(UserFactory(is_superuser=True))

    def added(kind: str, slug: str) -> bool:
        add = reverse("wagtailadmin_pages:add", args=[*kind.split("."), home.pk])
        client.post(add, page_form(title="Kalender", slug=slug))
        return Page.objects.filter(slug=slug).exists()

    assert not added("cms.plainpage", "kalender")
    assert not added("bookings.calendarpage", "agenda")
    assert added("bookings.calendarpage", "kalender")
