"""What the solver refuses before it begins."""

from __future__ import annotations

import pytest

from circles.matching.errors import ImpossibleRules, KnownTwice, NotASlot, NowhereOnEarth
from circles.matching.people import Rules, Weights
from tests.circles.matching.cases import a_case, a_person, a_verbinder


@pytest.mark.parametrize(
    ("waiting", "verbinders"),
    [
        ([a_person("a"), a_person("a")], []),
        ([], [a_verbinder("a"), a_verbinder("a")]),
        ([a_person("a")], [a_verbinder("a")]),
    ],
)
def test_somebody_who_is_named_twice_is_refused(waiting, verbinders):
    with pytest.raises(KnownTwice, match="a"):
        a_case(waiting, verbinders)


@pytest.mark.parametrize("slot", ["monday", "mon-night", "mon", "mon-evening ", "Mon-evening", ""])
def test_a_day_that_is_not_written_as_ours_is_refused(slot):
    with pytest.raises(NotASlot):
        a_person("a", slots=[slot])


@pytest.mark.parametrize("point", [(91, 4), (51, 181), (float("nan"), 4)])
def test_a_point_that_does_not_exist_is_refused(point):
    with pytest.raises(NowhereOnEarth):
        a_person("a", point)


@pytest.mark.parametrize(
    "rules",
    [{"least_members": 1}, {"least_members": 9}, {"most_minutes": -1}, {"detour": 0.9}, {"speed": 0}],
)
def test_rules_that_nothing_can_keep_are_refused(rules):
    with pytest.raises(ImpossibleRules):
        Rules(**rules)


def test_a_weight_below_zero_is_refused():
    with pytest.raises(ImpossibleRules):
        Weights(minute=-1)
