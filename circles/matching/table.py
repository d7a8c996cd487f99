"""The case as numbers: whom the search and the score look up millions of times, once worked out."""

from __future__ import annotations

from functools import cached_property

from circles.matching.errors import UnknownMember
from circles.matching.people import Case, Member
from circles.matching.travel import Point, minutes


class Table:
    """Members by number: people who wait first, then verbinders, each in the order of their ids.

    `slots` and `apart` are sets as bits of a whole number, of slots and of members. `near[p]` are the people within reach of point
    `p`, those whom it serves best first.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.people = sorted(case.people, key=lambda person: person.id)
        self.verbinders = sorted(case.verbinders, key=lambda verbinder: verbinder.id)
        self.members: list[Member] = [*self.people, *self.verbinders]
        self.number = {member.id: index for index, member in enumerate(self.members)}
        self.verbinder_numbers = range(len(self.people), len(self.members))
        self._places()
        self._days_and_wishes()
        self._apart()
        self._sizes()

    def of(self, member_id: str) -> int:
        """The number of somebody. Raises `UnknownMember`."""
        try:
            return self.number[member_id]
        except KeyError:
            raise UnknownMember(member_id) from None

    def verbinder(self, verbinder_id: str) -> int:
        """The number of a verbinder. Raises `UnknownMember`."""
        number = self.of(verbinder_id)
        if number not in self.verbinder_numbers:
            raise UnknownMember(verbinder_id)
        return number

    def _places(self) -> None:
        rules = self.case.rules
        self.points: list[Point] = sorted({member.point for member in self.members})
        at = {point: index for index, point in enumerate(self.points)}
        self.point = [at[member.point] for member in self.members]
        self.minutes = [[0] * len(self.points) for _point in self.points]
        for one, here in enumerate(self.points):
            for other in range(one):
                self.minutes[one][other] = self.minutes[other][one] = minutes(here, self.points[other], rules)
        self.within = [
            [other for other, far in enumerate(row) if far <= rules.most_minutes] for row in self.minutes
        ]  # points within reach of each point

    def _days_and_wishes(self) -> None:
        self.slot_names = sorted({slot for member in self.members for slot in member.slots})
        self.any_slot = (1 << len(self.slot_names)) - 1 or 1
        bit = {slot: 1 << index for index, slot in enumerate(self.slot_names)}
        self.slots = [sum(bit[slot] for slot in member.slots) or self.any_slot for member in self.members]
        self.wish_names = sorted({wish for member in self.members for wish in member.wishes})
        index_of = {wish: index for index, wish in enumerate(self.wish_names)}
        self.wishes = [tuple(sorted(index_of[wish] for wish in member.wishes)) for member in self.members]
        self.bands = [member.age_band for member in self.members]

    def _apart(self) -> None:
        self.apart = [0] * len(self.members)
        for index, member in enumerate(self.members):
            for other in member.apart:
                if (known := self.number.get(other)) is not None and known != index:
                    self.apart[index] |= 1 << known
                    self.apart[known] |= 1 << index

    def _sizes(self) -> None:
        """How many people who wait a group needs, and how many at most fit beside each verbinder (below that: no group at all)."""
        rules = self.case.rules
        self.fewest = rules.least_members - 1
        self.room = {
            number: min(rules.most_members, verbinder.most_members) - 1
            for number, verbinder in zip(self.verbinder_numbers, self.verbinders, strict=True)
        }

    @cached_property
    def waited(self) -> list[int]:
        """Days that each person waited."""
        return [max(0, (self.case.today - person.waiting_since).days) for person in self.people]

    @cached_property
    def alone(self) -> list[int]:
        """Points that each person brings, wherever they are placed."""
        weights = self.case.weights
        return [weights.placed + weights.waited * min(days, weights.most_waited) for days in self.waited]

    @cached_property
    def near(self) -> list[list[int]]:
        """People within reach of each point, best served first."""
        living: list[list[int]] = [[] for _point in self.points]
        for person in range(len(self.people)):
            living[self.point[person]].append(person)
        return [self._best_first(point, living) for point in range(len(self.points))]

    def _best_first(self, point: int, living: list[list[int]]) -> list[int]:
        off, row = self.case.weights.minute, self.minutes[point]

        def order(person: int) -> tuple[int, int]:
            return (off * row[self.point[person]] - self.alone[person], person)

        return sorted((person for other in self.within[point] for person in living[other]), key=order)
