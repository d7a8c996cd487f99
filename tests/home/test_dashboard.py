"""The first page of the admin: what waits, in good Dutch."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils.timezone import now

from cms.services.roles import CHIEF_EDITORS
from cms.todo import todo_items
from home.charts import bars_by_month
from tests.factories import PlainPageFactory, user_with_role
from tests.reading import fragment, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("pages", "label"), [(1, "pagina om na te kijken"), (2, "pagina’s om na te kijken")])
def test_what_waits_is_counted_in_words_that_agree(site, pages, label):
    for number in range(pages):
        past = ("notice", {"date": "2026-01-01", "title": "Voorbij", "use_by": now() - timedelta(days=1)})
        PlainPageFactory(title=f"Pagina {number}", body=[past])

    items = todo_items(user_with_role(CHIEF_EDITORS))

    assert (pages, label) in [(item.count, item.label) for item in items]


def test_months_are_written_small():
    leaf = fragment(render_to_string("components/date_leaf.html", {"date": date(2026, 12, 2)}))
    bars = bars_by_month([date(2026, 12, 1)], until=date(2026, 12, 2))
    chart = fragment(render_to_string("home/admin/chart_panel.html", {"heading": "Nieuws", "bars": bars}))

    assert "dec" in words(leaf.select_one(".date-leaf__month"))
    assert "dec" in words(chart)
    assert "Dec" not in words(chart)


def test_chart_of_nothing_says_so_instead_of_showing_months_alone():
    bars = bars_by_month([], until=date(2026, 12, 2))
    chart = fragment(render_to_string("home/admin/chart_panel.html", {"heading": "Nieuws", "bars": bars}))

    assert "Er valt nog niets te tonen." in words(chart)
    assert chart.svg is None
