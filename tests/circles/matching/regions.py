"""Invented regions that look like ours: towns of very different size, evenings more than mornings, a few who never meet. Always the same."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from random import Random

from circles.matching.people import Case, Person, Verbinder

TODAY = date(2027, 3, 1)
NUMBERS = range(1, 11)
WISHES = (
    *("wandelen", "koken", "film", "muziek", "spelletjes", "fietsen", "tuin"),
    *("lezen", "museum", "zwemmen", "handwerk", "dansen", "koffie", "fotografie"),
)
DAYS, WEEKEND = ("mon", "tue", "wed", "thu", "fri"), ("sat", "sun")


def region(number: int) -> Case:
    """Two hundred people and fifteen verbinders; the higher the number, the wider they live apart."""
    wide = 16 + 7 * number
    return _invent(seed=number, size=(wide, wide * 0.7), towns=18 + 2 * number, people=200, verbinders=15)


def country() -> Case:
    """Two thousand people and a hundred and fifty verbinders, over something as large as Flanders with Brussels."""
    return _invent(seed=100, size=(200, 70), towns=300, people=2000, verbinders=150)


def digest(case: Case) -> str:
    """Changes when the region does, so that a best known score is never held against another region."""
    said: list[list] = []
    for member in (*case.people, *case.verbinders):
        own = str(member.waiting_since) if isinstance(member, Person) else member.most_members
        sets = [sorted(member.slots), sorted(member.wishes), sorted(member.apart)]
        said.append([member.id, *member.point, *sets, member.age_band, own])
    said.append([sorted(vars(case.rules).items()), sorted(vars(case.weights).items())])
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _invent(*, seed: int, size: tuple[float, float], towns: int, people: int, verbinders: int) -> Case:
    """`size` is in kilometres, east to west and north to south."""
    chance = Random(seed)
    wide, high = size
    places = [
        (
            round(51.0 + chance.uniform(-high, high) / 2 / 111.2, 4),
            round(4.4 + chance.uniform(-wide, wide) / 2 / 70.0, 4),
        )
        for _town in range(towns)
    ]
    inhabitants = [
        1 / (rank + 2) for rank in range(towns)
    ]  # the second town is about half as large as the first, and so on
    where = chance.choices(places, inhabitants, k=people + verbinders)
    names = [f"p{number:04}" for number in range(people)] + [f"v{number:03}" for number in range(verbinders)]
    apart: dict[str, set[str]] = {name: set() for name in names}
    for _pair in range(people // 20):
        one, other = chance.sample(names, 2)
        apart[one].add(other)
    members = [
        {
            "id": name,
            "latitude": point[0],
            "longitude": point[1],
            "slots": _slots(chance, any_day=0.1 if name[0] == "p" else 0.05),
            "wishes": frozenset(chance.choices(WISHES, range(len(WISHES), 0, -1), k=chance.randint(0, 4))),
            "age_band": chance.choice((None, 0, 1, 1, 2, 2, 3, 3, 4, 5)),
            "apart": frozenset(apart[name]),
        }
        for name, point in zip(names, where, strict=True)
    ]
    return Case(
        people=tuple(
            Person(**said, waiting_since=TODAY - timedelta(days=min(1200, int(chance.expovariate(1 / 200)))))
            for said in members[:people]
        ),
        verbinders=tuple(
            Verbinder(**said, most_members=chance.choice((5, 6, 7, 8, 8, 8))) for said in members[people:]
        ),
        today=TODAY,
    )


def _slots(chance: Random, *, any_day: float) -> frozenset[str]:
    if chance.random() < any_day:
        return frozenset()
    evenings = [f"{day}-evening" for day in DAYS]
    daytime = [f"{day}-{part}" for day in DAYS for part in ("morning", "afternoon")]
    weekend = [f"{day}-{part}" for day in WEEKEND for part in ("morning", "afternoon", "evening")]
    return frozenset(chance.choices([*evenings * 4, *daytime * 2, *weekend * 2], k=chance.randint(1, 5)))
