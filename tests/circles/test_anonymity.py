"""The public map against the strongest attacker (docs/adr/0028): every snapshot, every batch time, everything of everybody but one person, made-up
sign-ups at will, and the moment at which that person signed up. What they may not learn is the municipality."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

import pytest

from circles.anonymity import APPEARS_AT, HOLDS_AT_LEAST, Cells, cells_of, next_shown, next_snapshot
from circles.areas import AREAS, area_of
from tests.circles.populations import INHABITANTS

HISTORIES = 2_000
RESTS = 15
Publish = Callable[[Mapping[str, int], Iterable[str]], Cells]


@dataclass(frozen=True)
class Stay:
    """Somebody on the list: where, and from which minute to which."""

    municipality: str
    signed: int
    left: int = 10**6

    def counts_at(self, minute: int) -> bool:
        return self.signed + RESTS <= minute < self.left


@dataclass(frozen=True)
class History:
    """The batches (minutes), everybody whom the attacker knows, and the one whom they do not."""

    batches: list[int]
    others: list[Stay]
    victim: Stay


def our_map(shown: Mapping[str, int], municipalities: Iterable[str]) -> Cells:
    return next_snapshot(shown=shown, municipalities=municipalities)


def naive_map(shown: Mapping[str, int], municipalities: Iterable[str]) -> Cells:
    """A dot in each municipality: what most would build."""
    return dict(Counter(municipalities))


def map_from_five(shown: Mapping[str, int], municipalities: Iterable[str]) -> Cells:
    """A municipality shows its number from five people on."""
    return {name: count for name, count in Counter(municipalities).items() if count >= 5}


def everything_seen(publish: Publish, history: History, *, municipality: str) -> list[Cells]:
    """Every snapshot, had the victim lived in `municipality`."""
    shown: Cells = {}
    seen = []
    victim = Stay(municipality, history.victim.signed, history.victim.left)
    for minute in history.batches:
        shown = publish(shown, [stay.municipality for stay in (*history.others, victim) if stay.counts_at(minute)])
        seen.append(shown)
    return seen


def random_history(lot: random.Random, *, edge: int, filled: float = 0.5) -> History:
    """So many of them (`filled`) are filled to the edge: the attacker brings `edge` people to the right area, or municipality, so that the next
    tips it."""
    places = list(INHABITANTS)
    victim = Stay(lot.choices(places, INHABITANTS.values())[0], signed=lot.randint(40, 60))
    batches, minute = [], lot.randint(30, 40)
    for _batch in range(4):
        batches.append(minute)
        minute += lot.randint(15, 28)
    focus = lot.sample(AREAS, 3)
    crowd = [lot.choice(lot.choice(focus).municipalities) for _person in range(lot.randint(0, 40))]
    others = [Stay(place, lot.randint(-500, 60), lot.choice([10**6, lot.randint(20, 150)])) for place in crowd]
    if lot.random() < filled:
        fill = lot.choice([area_of(victim.municipality).municipalities, [victim.municipality]])
        others = [Stay(lot.choice(fill), -100) for _person in range(edge)]
    return History(batches, others, victim)


def guess(publish: Publish, history: History, candidates: list[str]) -> str:
    """The municipality with most inhabitants among those that explain all that was seen."""
    seen = everything_seen(publish, history, municipality=history.victim.municipality)
    explained = [place for place in candidates if everything_seen(publish, history, municipality=place) == seen]
    return max(explained, key=lambda place: (INHABITANTS[place], place))


def attack(
    publish: Publish, *, histories: int, candidates: list[str], edge: int, filled: float = 0.5
) -> tuple[float, float]:
    """How often the guess was right, and the stated bound for these victims: the share of the largest municipality in each one's area."""
    lot = random.Random(2026)
    right, bound = 0, 0.0
    for _history in range(histories):
        history = random_history(lot, edge=edge, filled=filled)
        right += guess(publish, history, candidates) == history.victim.municipality
        bound += area_of(history.victim.municipality).largest_share
    return right / histories, bound / histories


# Whoever explains what was seen, so does everybody of the same area (`test_two_people_of_one_area_cannot_be_told_apart`): one stands for all.
LARGEST = [max(area.municipalities, key=lambda place: (INHABITANTS[place], place)) for area in AREAS]


def margin(bound: float, histories: int) -> float:
    """Four standard deviations of so many tosses."""
    return 4 * sqrt(bound * (1 - bound) / histories)


def test_an_attacker_who_knows_all_but_one_guesses_no_better_than_the_area_allows():
    found, bound = attack(our_map, histories=HISTORIES, candidates=LARGEST, edge=APPEARS_AT - 1)

    assert found <= bound + margin(bound, HISTORIES)


@pytest.mark.parametrize(("publish", "edge"), [(naive_map, APPEARS_AT - 1), (map_from_five, 4)])
def test_a_naive_map_fails_the_same_attack(publish, edge):
    histories = 300

    found, bound = attack(publish, histories=histories, candidates=[*INHABITANTS], edge=edge, filled=1)

    assert found > bound + margin(bound, histories)


def test_two_people_of_one_area_cannot_be_told_apart():
    lot = random.Random(7)
    for _history in range(HISTORIES):
        history = random_history(lot, edge=APPEARS_AT - 1)
        neighbour = lot.choice(area_of(history.victim.municipality).municipalities)

        mine = everything_seen(our_map, history, municipality=history.victim.municipality)

        assert mine == everything_seen(our_map, history, municipality=neighbour)


def test_every_municipality_is_counted_in_one_area_its_province_and_all():
    for place in INHABITANTS:
        area = area_of(place)
        assert cells_of(place) == (f"area:{area.key}", f"province:{area.province}", "all")


def test_between_two_changes_of_a_number_at_least_three_people_came_or_went():
    for shown in range(0, 200, 10):
        for count in range(260):
            then = next_shown(shown=shown, count=count)
            if then != shown:
                near = range(max(0, count - 2), count + 3)
                assert {next_shown(shown=then, count=other) for other in near} == {then}


def test_a_cell_appears_with_nine_people_and_never_holds_fewer_than_five():
    assert next_shown(shown=0, count=APPEARS_AT - 1) == 0
    assert next_shown(shown=0, count=APPEARS_AT) == 10
    for shown in range(0, 200, 10):
        for count in range(HOLDS_AT_LEAST):
            assert next_shown(shown=shown, count=count) == 0


def test_a_number_shown_is_never_the_count_but_near_it():
    for shown in range(0, 200, 10):
        for count in range(260):
            then = next_shown(shown=shown, count=count)
            assert then % 10 == 0
            assert then == 0 or abs(then - count) < 8


def test_an_area_that_shows_nothing_is_counted_in_its_province():
    area = AREAS[0]
    spread = [place for other in AREAS if other.province == area.province for place in other.municipalities[:1]] * 4

    found = next_snapshot(shown={}, municipalities=spread)

    assert not [cell for cell in found if cell.startswith("area:")]
    assert found[f"province:{area.province}"] > 0
