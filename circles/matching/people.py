"""Who can be matched, and by which rules. Everything is checked as it comes in; nothing here changes afterwards."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from circles.matching.errors import ImpossibleRules, KnownTwice, NotASlot, NowhereOnEarth

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
SLOT = re.compile(f"(?:{'|'.join(WEEKDAYS)})-(?:{'|'.join(PARTS)})")


@dataclass(frozen=True, kw_only=True)
class Member:
    """What somebody who waits and a verbinder have in common.

    `latitude` and `longitude` (degrees, WGS 84) are those of the centre of their municipality: many people share a point.
    `slots` are weekday and part (`mon-evening`); empty means that any will do. `age_band` counts up with age; None is unknown.
    `apart` names whom they may not be with, people and verbinders; it holds both ways, whoever of the two says so.
    """

    id: str
    latitude: float
    longitude: float
    slots: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    age_band: int | None = None
    apart: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise NowhereOnEarth(self.id)
        for slot in sorted(self.slots):
            if not SLOT.fullmatch(slot):
                raise NotASlot(slot)

    @property
    def point(self) -> tuple[float, float]:
        return (self.latitude, self.longitude)


@dataclass(frozen=True, kw_only=True)
class Person(Member):
    """Somebody who waits for a group. Longer waiting counts."""

    waiting_since: date


@dataclass(frozen=True, kw_only=True)
class Verbinder(Member):
    """The volunteer who starts a group and belongs to it. `most_members` is the largest group they want, themselves included."""

    most_members: int = 8


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What may never be broken.

    A linkgroep is 5 to 8 people who meet, and its verbinder is one of them: so 4 to 7 who waited, and the verbinder.
    Nobody, verbinder included, travels longer than `most_minutes` to the meeting place: the centre of the municipality of one of them.
    Minutes are those of the great circle times `detour` at `speed` (km an hour). Roads are typically 1.3 times as long as the crow
    flies (Wang, Bette, Schreckenberg and Guhr, arXiv:2406.06490); the speed, door to door, is our own guess. That more precision adds
    little for such a purpose is shown by Boscoe, Henry and Zdeb (2012), doi:10.1080/00330124.2011.583586.
    """

    least_members: int = 5
    most_members: int = 8
    most_minutes: int = 30
    detour: float = 1.3
    speed: float = 40.0

    def __post_init__(self) -> None:
        if not 2 <= self.least_members <= self.most_members:
            raise ImpossibleRules("members")
        if self.most_minutes < 0 or self.detour < 1 or self.speed <= 0:
            raise ImpossibleRules("travel")


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a group is worth, in whole points. The first outweighs the rest: who finds a place counts most."""

    placed: int = 1000  # for each person who waited
    waited: int = 1  # for each day of waiting …
    most_waited: int = 730  # … of at most two years, so that no wait outweighs a second person
    minute: int = 6  # off for each minute that each member travels: as much as six days of waiting
    wish: int = 40  # for each member beyond the first who shares an activity of the group
    activities: int = 2  # of so many activities: those that most members share
    near_bands: int = 2  # bands between youngest and oldest that cost nothing …
    band: int = 100  # … and what each further one takes off

    def __post_init__(self) -> None:
        if min(vars(self).values()) < 0:
            raise ImpossibleRules("weights")


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that the solver is told. The same case gives the same proposals, in whatever order people are named.

    `effort` is how many steps it searches for each verbinder; `seed` chooses which.
    """

    people: tuple[Person, ...]
    verbinders: tuple[Verbinder, ...]
    today: date
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    effort: int = 5000
    seed: int = 1

    def __post_init__(self) -> None:
        named = Counter(member.id for member in (*self.people, *self.verbinders))
        if twice := sorted(name for name, times in named.items() if times > 1):
            raise KnownTwice(twice)
