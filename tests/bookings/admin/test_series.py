"""Series: the rule by choice or by hand, questions, what follows a change; holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from bookings.enums import QuestionKind
from bookings.models import Event, Holiday, Question, Series
from bookings.rules import Choice, Nth, Pattern, Weekday, choice_of, next_days, rule_of
from bookings.services import generate_dates
from bookings.yearly import belgian_holidays
from tests.bookings.admin.test_deeds import form_of
from tests.factories.registrations import HolidayFactory, QuestionFactory, RegistrationFactory, SeriesFactory
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db

NO_QUESTIONS = {"questions-TOTAL_FORMS": "0", "questions-INITIAL_FORMS": "0"}


def filled(desk, url) -> dict:
    return form_of(desk.get(url)) | NO_QUESTIONS


@pytest.mark.parametrize(
    ("choice", "rule"),
    [
        (Choice(Pattern.NONE), ""),
        (Choice(Pattern.WEEKLY, weekday=Weekday.MONDAY), "FREQ=WEEKLY;BYDAY=MO"),
        (Choice(Pattern.FORTNIGHTLY, weekday=Weekday.FRIDAY), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        (Choice(Pattern.MONTHLY, Nth.FIRST, Weekday.TUESDAY), "FREQ=MONTHLY;BYDAY=1TU"),
        (Choice(Pattern.QUARTERLY, Nth.LAST, Weekday.THURSDAY), "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH"),
        (Choice(Pattern.YEARLY), "FREQ=YEARLY"),
    ],
)
def test_choice_and_rule_are_each_others_mirror(choice, rule):
    assert rule_of(choice) == rule
    back = choice_of(rule)
    assert (back.pattern, rule_of(back)) == (choice.pattern, rule)


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYDAY=1TU,3TU", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY"])
def test_any_other_rule_is_ones_own(rule):
    assert choice_of(rule).pattern == Pattern.OWN


def test_next_days_name_the_holidays_that_they_pass_over():
    found = next_days(
        "FREQ=WEEKLY;BYDAY=FR",
        starts_on=date(2026, 1, 1),
        since=date(2026, 12, 20),
        holidays={date(2026, 12, 25): "Kerstmis"},
        skips=True,
        most=2,
    )

    assert [(each.day, each.holiday) for each in found] == [
        (date(2026, 12, 25), "Kerstmis"),
        (date(2027, 1, 1), ""),
        (date(2027, 1, 8), ""),
    ]


def test_belgium_has_ten_holidays_and_easter_moves_three():
    days = dict(belgian_holidays(2027))

    assert len(days) == 10
    assert {date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17), date(2027, 7, 21)} <= days.keys()


def test_holidays_of_a_year_are_added_once_and_names_of_staff_stay(desk):
    Holiday.objects.create(day=date(2027, 12, 25), name="Kerst bij Lus")
    url = reverse("holidays:belgian")

    for _press in range(2):
        assert desk.post(url, {"year": "2027"}).status_code == 302

    assert Holiday.objects.filter(day__year=2027).count() == 10
    assert Holiday.objects.get(day=date(2027, 12, 25)).name == "Kerst bij Lus"


def test_series_is_made_by_choice_with_questions_and_its_first_dates(desk):
    url = reverse("series:add")
    data = form_of(desk.get(url)) | {
        "title": "Infomoment",
        "summary": "Kom luisteren.",
        "pattern": "monthly",
        "nth": "1",
        "weekday": "TU",
        "starts_on": f"{localdate():%Y-%m-%d}",
        "starts_at_time": "19:30",
        "duration_minutes": "60",
        "ahead_days": "100",
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-0-label": "Hoe ken je ons?",
        "questions-0-kind": QuestionKind.TEXT,
    }

    response = desk.post(url, data)

    assert response.status_code == 302, response.context["form"].errors
    series = Series.objects.get()
    assert series.rrule == "FREQ=MONTHLY;BYDAY=1TU"
    assert [question.label for question in series.questions.all()] == ["Hoe ken je ons?"]
    assert 2 <= series.events.count() <= 4
    assert {event.occurs_on.weekday() for event in series.events.all()} == {1}


@pytest.mark.parametrize("rule", ["", "ONZIN", "FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=9XX"])
def test_own_rule_that_is_none_is_said_at_the_field(desk, rule):
    series = SeriesFactory()
    url = reverse("series:edit", args=[series.pk])

    response = desk.post(url, filled(desk, url) | {"pattern": "own", "rrule": rule})

    assert response.status_code == 200
    assert "rrule" in response.context["form"].errors
    series.refresh_from_db()
    assert series.rrule == "FREQ=MONTHLY;BYDAY=1TU"


def test_looking_at_the_dates_of_a_rule_keeps_nothing(desk):
    series = SeriesFactory(skips_holidays=False)
    url = reverse("series:edit", args=[series.pk])

    response = desk.post(url, filled(desk, url) | {"pattern": "weekly", "weekday": "FR", "deed": "look"})

    assert {each.day.weekday() for each in response.context["days"]} == {4}
    series.refresh_from_db()
    assert series.rrule == "FREQ=MONTHLY;BYDAY=1TU"


def test_change_shows_which_dates_follow_and_leaves_edited_ones(desk, colleague):
    series = SeriesFactory(ahead_days=100)
    follows, own_way = generate_dates(series_id=series.pk, until=localdate() + timedelta(days=100))[:2]
    Event.objects.filter(pk=own_way.pk).update(edited_at=now())
    RegistrationFactory(event=follows)
    RegistrationFactory(event=own_way)
    OutboundEmail.objects.all().delete()
    url = reverse("series:edit", args=[series.pk])
    data = filled(desk, url) | {"starts_at_time": "20:00"}

    shown = desk.post(url, data)

    rows = {row.event.pk: row for row in shown.context["rows"]}
    assert (rows[follows.pk].told, rows[follows.pk].own_way) == (1, False)
    assert (rows[own_way.pk].told, rows[own_way.pk].own_way) == (0, True)
    assert not OutboundEmail.objects.exists()
    desk.post(url, dict(shown.context["kept"]) | {"confirmed": "yes"})
    before = own_way.starts_at
    for event in (follows, own_way):
        event.refresh_from_db()
    assert own_way.starts_at == before
    assert f"{follows.starts_at.astimezone():%M}" == "00"
    assert follows.sequence == 1
    assert OutboundEmail.objects.count() == 1


def test_rule_that_no_longer_names_a_day_says_so(desk):
    series = SeriesFactory(ahead_days=100)
    generate_dates(series_id=series.pk, until=localdate() + timedelta(days=100))
    url = reverse("series:edit", args=[series.pk])

    shown = desk.post(url, filled(desk, url) | {"weekday": "FR"})

    assert shown.context["rows"]
    assert not any(row.in_rule for row in shown.context["rows"])


def test_question_is_changed_added_and_taken_off(desk):
    series = SeriesFactory()
    kept, gone = QuestionFactory(series=series, label="Blijft"), QuestionFactory(series=series, label="Gaat")
    url = reverse("series:edit", args=[series.pk])
    data = form_of(desk.get(url)) | {
        "questions-TOTAL_FORMS": "3",
        "questions-INITIAL_FORMS": "2",
        "questions-0-id": str(kept.pk),
        "questions-0-label": "Blijft, anders",
        "questions-0-kind": "text",
        "questions-1-id": str(gone.pk),
        "questions-1-label": "Gaat",
        "questions-1-kind": "text",
        "questions-1-DELETE": "on",
        "questions-2-label": "Nieuw",
        "questions-2-kind": "choice",
        "questions-2-choices": "ja\nnee",
    }

    response = desk.post(url, data)

    assert response.status_code == 302
    assert list(series.questions.values_list("label", flat=True)) == ["Blijft, anders", "Nieuw"]
    assert Question.objects.get(label="Blijft, anders").pk == kept.pk


def test_choice_without_choices_is_refused(desk):
    url = reverse("series:edit", args=[SeriesFactory().pk])
    data = filled(desk, url) | {
        "questions-TOTAL_FORMS": "1",
        "questions-0-label": "Kies",
        "questions-0-kind": "choice",
    }

    response = desk.post(url, data)

    assert response.context["questions"].forms[0].errors["choices"]
    assert not Question.objects.exists()


def test_dates_are_made_now_and_once(desk):
    series = SeriesFactory(ahead_days=100)

    for _press in range(2):
        desk.post(reverse("series:make-dates", args=[series.pk]))

    days = list(series.events.values_list("occurs_on", flat=True))
    assert 2 <= len(days) <= 4
    assert len(set(days)) == len(days)


def test_holidays_are_listed_by_their_day(desk):
    HolidayFactory(day=date(2027, 5, 1), name="Dag van de Arbeid")

    page = desk.get(reverse("holidays:index")).content.decode()

    assert "zaterdag 1 mei 2027" in page, "and not how long it is until then"
