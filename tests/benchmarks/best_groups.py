"""The best known groups of ten invented regions, which the solver is held against (tests/circles/matching/best_known.json).

Each region is searched three ways and the best is kept: long runs of our own search from several seeds; the groups that those came by, put
together as well as can be (set packing); and CP-SAT on the whole problem, from the best so far, which also proves a bound that nobody can
pass. OR-Tools is no requirement of ours: run this with a Python that has it. Without it only the long runs are done.

    python tests/benchmarks/best_groups.py [--regions 1 2 3] [--seeds 3] [--effort 40000] [--packing 30] [--seconds 90]

What is known of the same region is where CP-SAT begins, and is only ever replaced by something better.
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

from circles.matching.scoring import shared_wishes, worth  # noqa: E402
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
    best, pool, highest = {}, {}, 0
    for seed in range(1, seeds + 1):
        search = Remembering(Table(replace(case, seed=seed, effort=effort)))
        groups = search.run()
        pool |= search.pool
        pool |= {(one, tuple(sorted(people))): search.worth[one].score for one, people in groups.items()}
        if (score := total(search.table, groups)) > highest:
            best, highest = groups, score
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
    """The whole problem for CP-SAT, from the same table as our own search; every variable begins at what `hint` gives it."""

    def __init__(self, table: Table, hint: Groups) -> None:
        self.table, self.hint, self.model, self.gains = table, hint, cp_model.CpModel(), []
        self.joins: dict[tuple[int, int], object] = {}  # (person, verbinder)
        for verbinder in table.verbinder_numbers:
            self._group(verbinder)
        for person in range(len(table.people)):
            self.model.add_at_most_one(joins for (one, _verbinder), joins in self.joins.items() if one == person)
        self.model.maximize(sum(self.gains))

    def _bool(self, hinted: bool):
        variable = self.model.new_bool_var("")
        self.model.add_hint(variable, hinted)
        return variable

    def _int(self, most: int, hinted: int):
        variable = self.model.new_int_var(0, most, "")
        self.model.add_hint(variable, hinted)
        return variable

    def _group(self, verbinder: int) -> None:
        table, model, hinted = self.table, self.model, self.hint.get(verbinder, ())
        found = worth(table, verbinder, hinted) if hinted else None
        place_now, day_now = (found.place, found.slots & -found.slots) if found else (None, None)
        exists = self._bool(bool(hinted))
        meets = {place: self._bool(place == place_now) for place in table.within[table.point[verbinder]]}
        bits = [1 << at for at in range(max(1, len(table.slot_names))) if table.slots[verbinder] >> at & 1]
        days = {bit: self._bool(bit == day_now) for bit in bits}
        model.add(sum(meets.values()) == exists)
        model.add(sum(days.values()) == exists)
        joins = {}
        for person in range(len(table.people)):
            if table.apart[verbinder] >> person & 1 or not table.slots[person] & table.slots[verbinder]:
                continue
            row = table.minutes[table.point[person]]
            places = {place: met for place, met in meets.items() if row[place] <= table.case.rules.most_minutes}
            if places:
                joins[person] = self._joins(person, places, days, place_now if person in hinted else None)
        for place, met in meets.items():
            if place != table.point[verbinder]:
                model.add(sum(joined for person, joined in joins.items() if table.point[person] == place) >= met)
            self.gains.append(-table.case.weights.minute * table.minutes[table.point[verbinder]][place] * met)
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

    def _joins(self, person: int, places: dict, days: dict, goes_to: int | None):
        table, model = self.table, self.model
        joined = self._bool(goes_to is not None)
        travels = {place: self._bool(place == goes_to) for place in places}
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
        hinted, most = self.hint.get(verbinder, ()), table.room[verbinder] + 1
        best = shared_wishes(table, (verbinder, *hinted))[: weights.activities] if hinted else []
        now, chosen = dict(best), []
        for wish in range(len(table.wish_names)):
            who = [joined for person, joined in joins.items() if wish in table.wishes[person]]
            picked, shared = self._bool(wish in now), self._int(most, now.get(wish, 0))
            model.add(shared <= sum(who) + int(wish in table.wishes[verbinder]))
            model.add(shared <= most * picked)
            self.gains.append(weights.wish * (shared - picked))
            chosen.append(picked)
        model.add(sum(chosen) <= weights.activities * exists)

    def _ages(self, verbinder: int, joins: dict) -> None:
        table, model, weights = self.table, self.model, self.table.case.weights
        bands = [band for one in (verbinder, *self.hint.get(verbinder, ())) if (band := table.bands[one]) is not None]
        youngest, oldest = min(bands, default=0), max(bands, default=0)
        low, high = self._int(9, youngest), self._int(9, oldest)
        over = self._int(9, max(0, oldest - youngest - weights.near_bands))
        for person, joined in joins.items():
            if (band := table.bands[person]) is not None:
                model.add(high >= band).only_enforce_if(joined)
                model.add(low <= band).only_enforce_if(joined)
        if (own := table.bands[verbinder]) is not None:  # also right of no group: both are then the verbinder's own
            model.add(high >= own)
            model.add(low <= own)
        model.add(over >= high - low - weights.near_bands)
        self.gains.append(-weights.band * over)

    def solve(self, seconds: float) -> tuple[Groups, float, str]:
        """The groups, the bound that was proven, and whether the search came to its end."""
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


def best_of(number: int, before: dict | None, asked: argparse.Namespace) -> dict:
    """What is known of a region now: its best groups, by whom they were found, and how far they can be from the best there is."""
    table, began = Table(region(number)), time.monotonic()
    said = (
        before if before and before["digest"] == digest(table.case) else {"region": number, "score": 0, "bound": None}
    )
    said |= {"digest": digest(table.case), "seconds": said.get("seconds", 0)}
    groups, pool = long_runs(table.case, asked.seeds, asked.effort)
    _keep(said, table, groups, f"our search, {asked.seeds} seeds of {asked.effort} steps a verbinder")
    if cp_model is not None and pool and asked.packing:
        _keep(
            said,
            table,
            packed(pool, groups, asked.packing),
            "set packing (CP-SAT) of the groups that our search came by",
        )
    if cp_model is not None and asked.seconds:
        start = {
            table.number[one]: tuple(table.number[person] for person in people)
            for one, people in said["groups"].items()
        }
        whole, bound, status = Whole(table, start).solve(asked.seconds)
        said["cp_sat"] = {"version": ortools.__version__, "seconds": asked.seconds, "status": status}
        _keep(said, table, whole, "CP-SAT on the whole problem, from the best until then")
        if whole:
            said["bound"] = min(int(bound), said["bound"] or int(bound))
    said["gap_to_bound"] = round(1 - said["score"] / said["bound"], 4) if said["bound"] else None
    said["seconds"] += round(time.monotonic() - began)
    return said


def _keep(said: dict, table: Table, groups: Groups, found_by: str) -> None:
    """Write these groups down when they are the best so far."""
    score = total(table, groups)
    print(said["region"], score, found_by, flush=True)
    if score > said["score"]:
        named = {
            table.members[verbinder].id: sorted(table.members[person].id for person in people)
            for verbinder, people in sorted(groups.items())
        }
        said |= {"score": score, "found_by": found_by, "groups": named}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regions", type=int, nargs="*", default=list(NUMBERS))
    parser.add_argument("--seeds", type=int, default=3, help="long runs of our own search")
    parser.add_argument("--effort", type=int, default=40000)
    parser.add_argument("--packing", type=float, default=30, help="seconds for the set packing of each region")
    parser.add_argument("--seconds", type=float, default=90, help="for CP-SAT on the whole problem, each region")
    asked = parser.parse_args()
    known = {one["region"]: one for one in json.loads(KNOWN.read_text())} if KNOWN.exists() else {}
    for number in asked.regions:
        known[number] = best_of(number, known.get(number), asked)
        KNOWN.write_text(json.dumps([known[one] for one in sorted(known)], indent=1) + "\n")


if __name__ == "__main__":
    main()
