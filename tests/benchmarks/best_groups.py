"""The best known groups of ten invented regions, which the solver is held against (tests/circles/matching/best_known.json).

Each region is searched three ways and the best is kept: long runs of our own search from several seeds; the groups that those came by, put
together as well as can be (set packing); and CP-SAT on the whole problem, from the best so far, which also proves a bound that nobody can
pass. OR-Tools is no requirement of ours: run this with a Python that has it. Without it only the long runs are done.

    python tests/benchmarks/best_groups.py [--regions 1 2 3] [--seconds 90] [--seeds 3] [--effort 40000]

A score that is already known is only ever replaced by a better one of the same region.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from circles.matching.scoring import worth  # noqa: E402
from circles.matching.search import Groups, Search  # noqa: E402
from circles.matching.table import Table  # noqa: E402
from tests.circles.matching.regions import NUMBERS, digest, region  # noqa: E402

try:
    import ortools
    from ortools.sat.python import cp_model
except ImportError:
    cp_model = None

KNOWN = ROOT / "tests" / "circles" / "matching" / "best_known.json"
Column = tuple[int, tuple[int, ...]]  # verbinder, people


class Remembering(Search):
    """A search that keeps the groups of every state nearly as good as its best."""

    pool: dict[Column, int]
    margin = 0.995

    def run(self) -> Groups:
        self.pool, self.highest, self.standing, self.count = {}, 0, None, 0
        return super().run()

    def _step(self) -> int:
        if self.standing is None:
            self.standing = sum(found.score for found in self.worth.values())
        won = super()._step()
        self.standing += won
        self.highest = max(self.highest, self.standing)
        self.count += 1
        if self.count % 50 == 0 and self.standing >= self.margin * self.highest:
            self.pool.update(
                {(one, tuple(sorted(people))): self.worth[one].score for one, people in self.groups.items()}
            )
        return won


def total(table: Table, groups: Groups) -> int:
    return sum(worth(table, verbinder, people).score for verbinder, people in groups.items())


def long_runs(case, seeds: int, effort: int) -> tuple[Groups, dict[Column, int]]:
    """The best of several seeds, and all groups worth remembering."""
    best, pool = None, {}
    for seed in range(1, seeds + 1):
        search = Remembering(Table(replace(case, seed=seed, effort=effort)))
        groups = search.run()
        pool |= search.pool
        pool |= {(one, tuple(sorted(people))): search.worth[one].score for one, people in groups.items()}
        if best is None or total(search.table, groups) > total(search.table, best):
            best = groups
    return best, pool


def packed(pool: dict[Column, int], hint: Groups, seconds: float) -> Groups:
    """The best choice of remembered groups in which nobody is twice."""
    model = cp_model.CpModel()
    hinted = {(one, tuple(sorted(people))) for one, people in hint.items()}
    taken = {column: model.new_bool_var("") for column in pool}
    of: dict[int, list] = {}
    for column, chosen in taken.items():
        model.add_hint(chosen, column in hinted)
        for member in (column[0], *column[1]):
            of.setdefault(member, []).append(chosen)
    for claims in of.values():
        model.add_at_most_one(claims)
    model.maximize(sum(pool[column] * chosen for column, chosen in taken.items()))
    solver = _solver(seconds)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return hint
    return {verbinder: people for (verbinder, people), chosen in taken.items() if solver.value(chosen)}


class Whole:
    """The whole problem for CP-SAT, from the same table as our own search."""

    def __init__(self, table: Table) -> None:
        self.table, self.model, self.gains = table, cp_model.CpModel(), []
        self.joins: dict[Column, object] = {}
        self.meets: dict[tuple[int, int], object] = {}
        self.days: dict[tuple[int, int], object] = {}
        for verbinder in table.verbinder_numbers:
            self._group(verbinder)
        for person in range(len(table.people)):
            self.model.add_at_most_one(joins for (one, _verbinder), joins in self.joins.items() if one == person)
        self.model.maximize(sum(self.gains))

    def _group(self, verbinder: int) -> None:
        table, model = self.table, self.model
        exists = model.new_bool_var("")
        meets = {place: model.new_bool_var("") for place in table.within[table.point[verbinder]]}
        bits = [1 << at for at in range(max(1, len(table.slot_names))) if table.slots[verbinder] >> at & 1]
        days = {bit: model.new_bool_var("") for bit in bits}
        model.add(sum(meets.values()) == exists)
        model.add(sum(days.values()) == exists)
        joins = {}
        for person in range(len(table.people)):
            if table.apart[verbinder] >> person & 1 or not table.slots[person] & table.slots[verbinder]:
                continue
            row = table.minutes[table.point[person]]
            places = {place: m for place, m in meets.items() if row[place] <= table.case.rules.most_minutes}
            if places:
                joins[person] = self._joins(person, places, days)
        for place, met in meets.items():
            if place != table.point[verbinder]:
                model.add(sum(joined for person, joined in joins.items() if table.point[person] == place) >= met)
            self.gains.append(-table.case.weights.minute * table.minutes[table.point[verbinder]][place] * met)
            self.meets[verbinder, place] = met
        for bit, chosen in days.items():
            self.days[verbinder, bit] = chosen
        size = sum(joins.values())
        model.add(size >= table.fewest * exists)
        model.add(size <= table.room[verbinder] * exists)
        for person, joined in joins.items():
            self.joins[person, verbinder] = joined
            for other, too in joins.items():
                if other > person and table.apart[person] >> other & 1:
                    model.add_at_most_one(joined, too)
        self._wishes(verbinder, exists, joins)
        self._ages(verbinder, joins)

    def _joins(self, person: int, places: dict, days: dict):
        table, model = self.table, self.model
        joined = model.new_bool_var("")
        travels = {place: model.new_bool_var("") for place in places}
        model.add(sum(travels.values()) == joined)
        row = table.minutes[table.point[person]]
        for place, going in travels.items():
            model.add_implication(going, places[place])
            if row[place]:
                self.gains.append(-table.case.weights.minute * row[place] * going)
        if any(not table.slots[person] & bit for bit in days):
            model.add(sum(chosen for bit, chosen in days.items() if table.slots[person] & bit) >= joined)
        self.gains.append(table.alone[person] * joined)
        return joined

    def _wishes(self, verbinder: int, exists, joins: dict) -> None:
        table, model, weights = self.table, self.model, self.table.case.weights
        chosen = []
        for wish in range(len(table.wish_names)):
            who = [joined for person, joined in joins.items() if wish in table.wishes[person]]
            own = int(wish in table.wishes[verbinder])
            picked, shared = model.new_bool_var(""), model.new_int_var(0, table.room[verbinder] + 1, "")
            model.add(shared <= sum(who) + own)
            model.add(shared <= (table.room[verbinder] + 1) * picked)
            self.gains.append(weights.wish * (shared - picked))
            chosen.append(picked)
        model.add(sum(chosen) <= weights.activities * exists)

    def _ages(self, verbinder: int, joins: dict) -> None:
        table, model, weights = self.table, self.model, self.table.case.weights
        low, high = model.new_int_var(0, 9, ""), model.new_int_var(0, 9, "")
        over = model.new_int_var(0, 9, "")
        for person, joined in joins.items():
            if (band := table.bands[person]) is not None:
                model.add(high >= band).only_enforce_if(joined)
                model.add(low <= band).only_enforce_if(joined)
        if (own := table.bands[verbinder]) is not None:
            # A group that does not exist has no ages: without members both can be the verbinder's own.
            model.add(high >= own)
            model.add(low <= own)
        model.add(over >= high - low - weights.near_bands)
        self.gains.append(-weights.band * over)

    def solve(self, hint: Groups, seconds: float) -> tuple[Groups, float, str]:
        """The groups, the bound that was proven, and whether the search came to its end."""
        home = {person: verbinder for verbinder, people in hint.items() for person in people}
        found = {verbinder: worth(self.table, verbinder, people) for verbinder, people in hint.items()}
        for (person, verbinder), joined in self.joins.items():
            self.model.add_hint(joined, home.get(person) == verbinder)
        for (verbinder, place), met in self.meets.items():
            self.model.add_hint(met, verbinder in found and found[verbinder].place == place)
        for (verbinder, bit), chosen in self.days.items():
            slots = found[verbinder].slots if verbinder in found else 0
            self.model.add_hint(chosen, bit == slots & -slots)
        solver = _solver(seconds)
        status = solver.solve(self.model)
        groups: dict[int, list[int]] = {}
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            for (person, verbinder), joined in self.joins.items():
                if solver.value(joined):
                    groups.setdefault(verbinder, []).append(person)
        return {one: tuple(people) for one, people in groups.items()}, solver.best_objective_bound, status.name


def _solver(seconds: float):
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    return solver


def best_of(number: int, asked: argparse.Namespace) -> dict:
    """What is found for a region, by whom, and how far it can be from the best there is."""
    case, began = region(number), time.monotonic()
    table = Table(case)
    groups, pool = long_runs(case, asked.seeds, asked.effort)
    ours = total(table, groups)
    said = {"region": number, "digest": digest(case), "score": ours, "found_by": "long runs", "long_runs": ours}
    if cp_model is not None:
        chosen = packed(pool, groups, asked.seconds / 3)
        said["set_packing"] = total(table, chosen)
        if said["set_packing"] > said["score"]:
            groups, said["score"], said["found_by"] = chosen, said["set_packing"], "set packing of long runs"
        whole, bound, status = Whole(table).solve(groups, asked.seconds)
        said["cp_sat"], said["bound"] = total(table, whole) if whole else None, int(bound)
        said["cp_sat_status"], said["ortools"] = status, ortools.__version__
        if whole and said["cp_sat"] > said["score"]:
            groups, said["score"], said["found_by"] = whole, said["cp_sat"], "CP-SAT from the set packing"
        said["gap_to_bound"] = round(1 - said["score"] / said["bound"], 4)
    said["seconds"] = round(time.monotonic() - began)
    said["groups"] = {
        table.members[verbinder].id: sorted(table.members[person].id for person in people)
        for verbinder, people in sorted(groups.items())
    }
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regions", type=int, nargs="*", default=list(NUMBERS))
    parser.add_argument("--seconds", type=float, default=90, help="for CP-SAT, each region")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--effort", type=int, default=40000)
    asked = parser.parse_args()
    known = {one["region"]: one for one in json.loads(KNOWN.read_text())} if KNOWN.exists() else {}
    for number in asked.regions:
        found, before = best_of(number, asked), known.get(number)
        if before is None or before["digest"] != found["digest"] or found["score"] > before["score"]:
            known[number] = found
        print({name: value for name, value in found.items() if name != "groups"}, flush=True)
        KNOWN.write_text(json.dumps([known[one] for one in sorted(known)], indent=1) + "\n")


if __name__ == "__main__":
    main()
