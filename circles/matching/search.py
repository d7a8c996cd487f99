"""How groups are found: build them in the neediest places first, then take apart and put together again, ever more critically.

Simulated annealing over large neighbourhoods. A step brings in, moves or lets go one person, swaps two, or takes one or two groups apart and
gathers them anew around another place and day. It counts steps, never seconds, and its chances come from one seed: the same case gives
the same groups on any machine.
"""

from __future__ import annotations

from math import exp
from random import Random

from circles.matching.scoring import Worth, worth
from circles.matching.table import Table

WARM, COLD = 160.0, 4.0  # points that a step may lose, at first and in the end, about one time in three
NEIGHBOURS = 8

Groups = dict[int, tuple[int, ...]]  # verbinder: people


class Search:
    """Groups as they stand, and how they change. `free[person]` is whether they are in none."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.chance = Random(table.case.seed)  # noqa: S311 - chances of a search, not secrets
        enough = len(table.people) >= table.fewest
        self.able = [one for one in table.verbinder_numbers if enough and table.room[one] >= table.fewest]
        self.groups: Groups = {}
        self.worth: dict[int, Worth] = {}
        self.group_of: list[int | None] = [None] * len(table.people)
        self.free = [True] * len(table.people)
        self.heat = WARM
        self.neighbours = {number: self._neighbours(number) for number in self.able}

    def run(self) -> Groups:
        """The best groups that were found."""
        self._construct()
        steps = self.table.case.effort * len(self.able)
        total = best = sum(worth.score for worth in self.worth.values())
        kept = dict(self.groups)
        for step in range(steps):
            if step % 64 == 0:
                self.heat = WARM * (COLD / WARM) ** (step / steps)
            total += self._step()
            if total > best:
                best, kept = total, dict(self.groups)
        self._put_back(kept)
        self._complete()
        return self.groups

    # What a step can be

    def _step(self) -> int:
        """Points won or lost."""
        verbinder = self._pick(self.able)
        kind = self.chance.random()
        if verbinder not in self.groups or kind < 0.3:
            return self._rebuild(verbinder)
        if kind < 0.31:
            return self._let_go(verbinder)
        person = self._pick(self.table.near[self.worth[verbinder].place], eager=True)
        if person is None or not self.table.slots[person] & self.table.slots[verbinder]:
            return 0
        other = self.group_of[person]
        if other == verbinder:
            return 0
        return self._bring_in(verbinder, person) if other is None else self._exchange(verbinder, other, person)

    def _bring_in(self, verbinder: int, person: int) -> int:
        """Somebody who is free comes in: beside the others when there is room, else instead of one."""
        people = self.groups[verbinder]
        if len(people) < self.table.room[verbinder] and self.chance.random() < 0.8:
            return self._try({verbinder: (*people, person)})
        return self._try({verbinder: self._instead(people, person)})

    def _let_go(self, verbinder: int) -> int:
        """Somebody leaves: worth it where the road or the ages weigh more than a place does."""
        goes = self._pick(self.groups[verbinder])
        return self._try({verbinder: tuple([one for one in self.groups[verbinder] if one != goes])})

    def _exchange(self, verbinder: int, other: int, person: int) -> int:
        """Somebody of another group comes over, for one of ours or for nothing."""
        people, theirs = self.groups[verbinder], self.groups[other]
        left = tuple([one for one in theirs if one != person])
        if len(people) < self.table.room[verbinder] and len(left) >= self.table.fewest and self.chance.random() < 0.5:
            return self._try({verbinder: (*people, person), other: left})
        goes = self._pick(people)
        return self._try({verbinder: (*[one for one in people if one != goes], person), other: (*left, goes)})

    def _rebuild(self, verbinder: int) -> int:
        """Take this group apart, often a neighbour's with it, and gather both anew."""
        also = self._pick(self.neighbours[verbinder]) if self.chance.random() < 0.6 else None
        taken_apart = [one for one in (verbinder, also) if one is not None]
        loose = [person for one in taken_apart for person in self.groups.get(one, ())]
        for person in loose:
            self.free[person] = True
        new: dict[int, tuple[int, ...]] = {}
        for one in taken_apart:
            stays = one == also or self.chance.random() < 0.3
            people = self._gather_somewhere(one, stays=stays)
            new[one] = people
            for person in people:
                self.free[person] = False
        for one in taken_apart:
            for person in new[one]:
                self.free[person] = True
        for person in loose:
            self.free[person] = False
        return self._try(new)

    def _try(self, new: dict[int, tuple[int, ...]]) -> int:
        """Change these groups when it is worth it, or nearly; points won or lost. A group without people is none."""
        difference, found = 0, {}
        for verbinder, people in new.items():
            if people:
                weighed = worth(self.table, verbinder, people)
                if weighed is None:
                    return 0
                found[verbinder] = weighed
                difference += weighed.score
            if verbinder in self.worth:
                difference -= self.worth[verbinder].score
        if difference < 0 and self.chance.random() >= exp(difference / self.heat):
            return 0
        self._change(new, found)
        return difference

    def _change(self, new: dict[int, tuple[int, ...]], found: dict[int, Worth]) -> None:
        for verbinder in new:
            for person in self.groups.pop(verbinder, ()):
                self.free[person], self.group_of[person] = True, None
            self.worth.pop(verbinder, None)
        for verbinder, weighed in found.items():
            self.groups[verbinder], self.worth[verbinder] = new[verbinder], weighed
            for person in new[verbinder]:
                self.free[person], self.group_of[person] = False, verbinder

    # How a group comes together

    def _gather_somewhere(self, verbinder: int, *, stays: bool) -> tuple[int, ...]:
        """A group around some place within reach and some slot that somebody there has; empty when there is none."""
        table, now = self.table, self.worth.get(verbinder)
        if stays and now is not None:
            return self._gather(verbinder, now.place, self._some_bit(now.slots), self.chance.randrange(3))
        place = self._pick(table.within[table.point[verbinder]])
        person = self._pick(table.near[place], eager=True)
        if person is None:
            return ()
        slots = table.slots[person] & table.slots[verbinder]
        return self._gather(verbinder, place, self._some_bit(slots), self.chance.randrange(3)) if slots else ()

    def _gather(self, verbinder: int, place: int, slot: int, spare: int = 0) -> tuple[int, ...]:
        """The free people whom this place and slot serve best; with `spare`, those with shared wishes among somewhat more."""
        table, free, slots = self.table, self.free, self.table.slots
        room, apart, enough = table.room[verbinder], table.apart[verbinder], table.room[verbinder] * (1 + spare)
        pool = []
        for person in table.near[place]:
            if free[person] and slots[person] & slot and not (apart and apart >> person & 1):
                pool.append(person)
                if len(pool) == enough:
                    break
        if len(pool) < table.fewest:
            return ()
        if spare:
            pool = self._by_wishes_and_age(verbinder, place, pool)
        return self._who_may_be_together(pool, room)

    def _by_wishes_and_age(self, verbinder: int, place: int, pool: list[int]) -> list[int]:
        """The pool, those first who fit one of them best."""
        table, weights = self.table, self.table.case.weights
        row, point, alone, bands, wishes = table.minutes[place], table.point, table.alone, table.bands, table.wishes
        model = self._pick(pool)
        wanted, band = {*wishes[model], *wishes[verbinder][:2]}, bands[model]
        near = weights.near_bands // 2

        def fit(person: int) -> tuple[int, int]:
            points = alone[person] - weights.minute * row[point[person]]
            points += weights.wish * len(wanted.intersection(wishes[person]))
            theirs = bands[person]
            if band is not None and theirs is not None and abs(theirs - band) > near:
                points -= weights.band * (abs(theirs - band) - near)
            return (-points, person)

        return sorted(pool, key=fit)

    def _who_may_be_together(self, pool: list[int], room: int) -> tuple[int, ...]:
        """The first of the pool, without whom may not be with those before them; empty when too few are left."""
        chosen: list[int] = []
        forbidden = 0
        for person in pool:
            if not forbidden >> person & 1:
                chosen.append(person)
                forbidden |= self.table.apart[person]
                if len(chosen) == room:
                    break
        return tuple(chosen) if len(chosen) >= self.table.fewest else ()

    # Beginning and end

    def _construct(self) -> None:
        """A group for each verbinder, those first who have fewest people near: others can do without them."""
        near = self.table.near
        for verbinder in sorted(self.able, key=lambda one: (len(near[self.table.point[one]]), one)):
            self._best_group(verbinder)

    def _best_group(self, verbinder: int) -> bool:
        """Try every place and slot for a verbinder without a group, and keep the best."""
        table, best = self.table, None
        seen: set[tuple[int, ...]] = set()
        for place in table.within[table.point[verbinder]]:
            for slot in _bits(table.slots[verbinder]):
                people = self._gather(verbinder, place, slot)
                if not people or people in seen:
                    continue
                seen.add(people)
                weighed = worth(table, verbinder, people)
                if weighed is not None and (best is None or weighed.score > best[0].score):
                    best = (weighed, people)
        if best is None:
            return False
        self._change({verbinder: best[1]}, {verbinder: best[0]})
        return True

    def _complete(self) -> None:
        """Nobody stays out who fits: until nothing changes, fill the groups with room and begin those that are possible."""
        changed = True
        while changed:
            changed = False
            for verbinder in self.able:
                if verbinder in self.groups:
                    changed |= self._fill(verbinder)
                else:
                    changed |= self._best_group(verbinder)

    def _fill(self, verbinder: int) -> bool:
        """The one person who adds most, if anybody does."""
        people, now = self.groups[verbinder], self.worth[verbinder]
        best = None
        for person in could_join(self.table, verbinder, people):
            if self.free[person]:
                weighed = worth(self.table, verbinder, (*people, person))
                if weighed is not None and weighed.score > max(now.score, best[0].score if best else 0):
                    best = (weighed, (*people, person))
        if best is None:
            return False
        self._change({verbinder: best[1]}, {verbinder: best[0]})
        return True

    def _put_back(self, groups: Groups) -> None:
        self._change(dict.fromkeys(self.groups, ()), {})
        weighed = {one: worth(self.table, one, people) for one, people in groups.items()}
        self._change(groups, {one: found for one, found in weighed.items() if found})

    # Chances

    def _neighbours(self, verbinder: int) -> list[int]:
        """Other verbinders who draw on the same people, nearest first."""
        table = self.table
        row = table.minutes[table.point[verbinder]]
        reach = 3 * table.case.rules.most_minutes
        others = [other for other in self.able if other != verbinder and row[table.point[other]] <= reach]
        return sorted(others, key=lambda other: (row[table.point[other]], other))[:NEIGHBOURS]

    def _pick(self, of, *, eager: bool = False):
        """One of them, None of nobody; `eager` prefers the first."""
        if not of:
            return None
        at = self.chance.random()
        return of[int((at * at if eager else at) * len(of))]

    def _some_bit(self, slots: int) -> int:
        return self._pick(_bits(slots))

    def _instead(self, people: tuple[int, ...], person: int) -> tuple[int, ...]:
        goes = self._pick(people)
        return tuple([person if one == goes else one for one in people])


def could_join(table: Table, verbinder: int, people: tuple[int, ...]) -> list[int]:
    """Who lives within reach of a place that this group could meet at, in order."""
    if len(people) >= table.room[verbinder]:
        return []
    inside = {table.point[one] for one in (verbinder, *people)}
    reach = {person for place in table.within[table.point[verbinder]] for person in table.near[place]}
    return sorted(
        person
        for person in reach.difference(people)
        if any(table.minutes[table.point[person]][point] <= table.case.rules.most_minutes for point in inside)
    )


def _bits(of: int) -> list[int]:
    """The bits that are set, lowest first."""
    found = []
    while of:
        low = of & -of
        found.append(low)
        of ^= low
    return found
