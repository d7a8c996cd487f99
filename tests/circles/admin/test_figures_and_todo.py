"""What we did, in numbers; and what waits, on the dashboard."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from circles.admin.figures import quarters_of
from circles.enums import CallOutcome, Deed, SignUpKind
from circles.figures import promises, safe, signed_up, totals
from circles.models import CircleTally, SignUp
from circles.services import Asked, note_attempt, plan_call, sign_up
from cms.services.roles import CIRCLES, CONFIDANTS, EDITORS
from cms.todo import todo_items
from tests.catalogue.admin.asking import kept_out
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory, municipality
from tests.queries import cost
from trust.places.enums import Province
from trust.privacy.enums import ErasureReason
from trust.privacy.services.erasure import erase_person

pytestmark = pytest.mark.django_db
Q1, TODAY = date(2026, 1, 1), date(2026, 7, 10)
COSTS = 11


def tallied(count: int, *, quarter=Q1, province="antwerp", kind="linkgroep", deed="signed-up") -> None:
    CircleTally.objects.create(quarter=quarter, province=province, kind=kind, deed=deed, count=count)


def test_small_numbers_are_hidden_and_others_rounded():
    found = {(Q1, "antwerp", "linkgroep", str(count)): count for count in (1, 4, 5, 7, 8, 12, 13)}

    assert list(safe(found, today=TODAY).values()) == [10, 15, 5, 5, 10]


def test_quarter_that_runs_is_not_shown():
    running = date(2026, 7, 1)

    assert safe({(running, "antwerp", "linkgroep", "placed"): 100}, today=TODAY) == {}
    assert len(safe({(running, "antwerp", "linkgroep", "placed"): 100}, today=date(2026, 10, 1))) == 1


def test_no_hidden_number_can_be_reckoned_back_from_what_is_shown():
    """A table in which every hidden cell holds none, and one in which it holds as many as stay hidden, are shown alike, totals included."""
    for seed in range(50):
        lot = random.Random(seed)
        keys = [(Q1, place.value, kind.value, deed.value) for place in Province for kind in SignUpKind for deed in Deed]
        true = {key: lot.randint(0, 9) for key in keys}
        other = {key: lot.randint(0, 4) if count < 5 else count for key, count in true.items()}

        assert quarters_of(safe(true, today=TODAY)) == quarters_of(safe(other, today=TODAY))


def test_totals_are_sums_of_what_is_shown():
    shown = safe({(Q1, "antwerp", "linkgroep", "signed-up"): 7, (Q1, "limburg", "visit", "signed-up"): 4}, today=TODAY)

    (quarter,) = quarters_of(shown)
    assert len(quarter.rows) == 1
    assert quarter.together[list(Deed).index(Deed.SIGNED_UP)] == 5


def test_figures_are_the_same_after_everybody_is_erased():
    staff = user_with_role(CIRCLES)
    for number in range(6):
        asked = Asked(
            kind=SignUpKind.LINKGROEP, name=f"Mira {number}", email="mira@example.org", municipality=municipality()
        )
        made = sign_up(asked=asked, delete_on=localdate())
        note_attempt(call_id=made.calls.get().pk, outcome=CallOutcome.REACHED, by=staff)
    before = totals(), promises(), signed_up()

    erase_person(email="mira@example.org", reason=ErasureReason.REQUEST)

    assert not SignUp.objects.exists()
    assert (totals(), promises(), signed_up()) == before
    assert before[1][0].share == 100


def test_promise_is_kept_or_not_with_the_first_call_alone():
    staff = user_with_role(CIRCLES)
    call = CallFactory(late=True)
    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=staff)
    second = plan_call(public_id=call.sign_up.public_id, on=localdate() + timedelta(days=5), by=staff)
    note_attempt(call_id=second.pk, outcome=CallOutcome.REACHED, by=staff)

    (promise,) = promises()
    assert (promise.in_time, promise.late, promise.share) == (0, 1, 0)


def test_exact_numbers_leave_out_what_is_confidential():
    tallied(3, deed="called-in-time")
    tallied(1, deed="called-late")
    tallied(9, deed="called-late", kind="young")
    tallied(9, kind="parent")

    (promise,) = promises()
    assert (promise.in_time, promise.late, promise.share) == (3, 1, 75)
    assert signed_up() == {}


def test_screen_shows_charts_and_takes_out_what_is_safe(desk, time_machine):
    time_machine.move_to("2026-07-10T10:00:00+02:00")
    tallied(3, kind="young")
    tallied(12)

    page = desk.get(reverse("circles-figures"))
    taken = desk.get(reverse("circles-figures-csv"))

    rows = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][-1] == "10"
    assert not page.context["kinds"].empty
    assert len(page.context["quarters"]) == 1


def test_no_cell_of_the_csv_is_a_formula(desk, time_machine, monkeypatch):
    time_machine.move_to("2026-07-10T10:00:00+02:00")
    tallied(12, province="=1+1")

    taken = desk.get(reverse("circles-figures-csv")).content.decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(taken), delimiter=";"))[1][1] == "'=1+1"


def test_screen_costs_the_same_with_one_and_with_three_quarters(desk):
    tallied(12)
    assert cost(desk, reverse("circles-figures")) == COSTS
    for month in (4, 7):
        tallied(12, quarter=date(2025, month, 1))

    assert cost(desk, reverse("circles-figures")) == COSTS


@pytest.mark.parametrize("name", ["circles-figures", "circles-figures-csv"])
def test_who_has_another_role_opens_nothing(site, quiet_desk, name):
    assert kept_out(reverse(name))
    assert quiet_desk.get(reverse(name), headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


# --- the dashboard ------------------------------------------------------------------------------------------------------


def waits(user) -> dict[str, int]:
    return {item.label: item.count for item in todo_items(user) if "circles" in item.url}


def test_dashboard_tells_each_role_what_is_theirs():
    CallFactory(late=True)
    CallFactory(sign_up__municipality=municipality("Gent"))
    CallFactory(sign_up__parent=True)
    RegionFactory(status="Vanaf de herfst.", status_until=localdate() - timedelta(days=1))
    RegionFactory(places=[], opens_on=localdate())

    assert waits(user_with_role(CIRCLES)) == {
        "oproep die te laat is": 1,
        "mensen om vandaag te bellen": 2,
        "regio’s om na te kijken": 2,
        "persoon die in geen regio woont": 1,
    }
    assert waits(user_with_role(CONFIDANTS)) == {"persoon om vandaag te bellen": 1}
    assert not waits(user_with_role(EDITORS))


def test_dashboard_says_nothing_when_nothing_waits():
    SignUpFactory(municipality=None)

    assert waits(user_with_role(CIRCLES)) == {}
