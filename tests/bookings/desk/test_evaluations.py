"""How it was, summed up for staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bookings.desk.models import Evaluation
from tests.queries import queries_of
from trust.audit.models import AccessEntry

pytestmark = pytest.mark.django_db
SCREEN = "/admin/reports/evaluations/"


def told(content: int = 4, *, kind: str = "workshop", title: str = "Samen sterk", ago: int = 3, **fields) -> Evaluation:
    scores = {"content_score": content, "trainer_score": 5, "practical_score": 3}
    given = {"kind": kind, "activity_title": title, "given_on": localdate() - timedelta(days=ago)}
    return Evaluation.objects.create(**(scores | given | fields))


def test_nothing_told_yet(desk):
    assert desk.get(reverse("desk-evaluations")).context["total"] is None


def test_averages_by_activity_and_by_kind_over_the_years(desk):
    told(4, would_recommend=True)
    told(5, would_recommend=False, good="De voorbeelden")
    told(1, kind="lecture", title="Over alleen zijn", ago=800)

    shown = desk.get(SCREEN).context

    assert (shown["total"].count, shown["total"].content, shown["total"].recommend) == (3, 3.3, 50)
    assert [(line.label, line.count, line.content) for line in shown["activities"]] == [
        ("Over alleen zijn", 1, 1.0),
        ("Samen sterk", 2, 4.5),
    ]
    assert shown["activities"][0].recommend is None
    assert len(shown["years"]) == 2
    assert shown["years"][0].count == 2
    assert [said.good for said in shown["words"]] == ["De voorbeelden"]
    assert AccessEntry.objects.get().what == "bookings.evaluations"


def test_chart_shows_the_average_of_each_month_on_the_scale(desk):
    told(4, ago=0)
    told(5, ago=0)

    bars = desk.get(SCREEN).context["bars"]

    assert len(bars) == 12
    assert [bar.value for bar in bars] == [0] * 11 + [4.2]
    assert bars[-1].height == round(4.2 / 5 * 80)
    assert "4,2" in desk.get(SCREEN).content.decode()


def test_filters_narrow_everything(desk):
    told(4)
    told(1, kind="lecture", title="Over alleen zijn")
    day = localdate()

    def count(**asked) -> int:
        total = desk.get(SCREEN, asked).context["total"]
        return total.count if total else 0

    assert count(kind="lecture") == count(activity="Samen sterk") == 1
    assert count(since=day.isoformat()) == 0
    assert count(until=day.isoformat()) == count(kind="", activity="", since="", until="") == 2
    assert count(kind="niets") == count(since="gisteren") == 2, "a choice that is none is passed over"


@pytest.mark.parametrize("count", [1, 3])
def test_summary_costs_the_same_with_one_and_three(desk, count):
    for number in range(count):
        told(title=f"Activiteit {number}", good="Goed", ago=number * 40)

    assert queries_of(desk, SCREEN, at_most=17) <= 17
