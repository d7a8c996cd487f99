"""Proposals for 2,000 people and 150 verbinders out of a database: how long, how many queries, how much memory (the bar: under 60 s).

It works in a transaction that is rolled back, in the database that `DATABASE_URL` names and that has its tables: nothing stays. Ends with 1
when the bar is missed.

    DATABASE_URL=… python tests/benchmarks/groups.py [--people 2000] [--verbinders 150] [--seconds 60]
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from circles.enums import VolunteerState  # noqa: E402
from circles.grouping import case_for  # noqa: E402
from circles.matching.proposing import propose  # noqa: E402
from circles.models import Apart, Circle, ProposalRun, SignUp, Volunteer  # noqa: E402
from circles.proposing import run_proposals  # noqa: E402
from circles.words import SLOTS, WISHES  # noqa: E402
from trust.places.models import Municipality  # noqa: E402
from trust.places.table import rows  # noqa: E402


def fill(people: int, verbinders: int) -> None:
    """Over the municipalities of Flanders and Brussels, by how many live there; always the same."""
    chance = random.Random(8)
    keys = dict(Municipality.objects.values_list("slug", "pk"))
    towns = [(keys[row.slug], row.population_class.typical) for row in rows() if row.slug in keys]
    where = chance.choices([pk for pk, _count in towns], [count for _pk, count in towns], k=people + verbinders)
    moment = now()
    made = SignUp.objects.bulk_create(
        SignUp(
            kind="linkgroep" if number < people else "volunteer",
            role="" if number < people else "verbinder",
            state="spoken",
            name=f"Proef {number}",
            email=f"proef{number}@example.org",
            municipality_id=place,
            slots=chance.sample(SLOTS, chance.randint(0, 5)),
            wishes=chance.sample(list(WISHES), chance.randint(0, 3)),
            age_band=chance.choice([None, 1, 2, 3, 4, 5, 6]),
            signed_at=moment - timedelta(days=chance.randint(0, 700)),
            delete_on=localdate() + timedelta(days=300),
        )
        for number, place in enumerate(where)
    )
    Volunteer.objects.bulk_create(
        Volunteer(sign_up=one, state=VolunteerState.READY, record_seen_on=localdate()) for one in made[people:]
    )
    pairs = {tuple(sorted(chance.sample([one.pk for one in made], 2))) for _pair in range(people // 20)}
    Apart.objects.bulk_create(Apart(one_id=one, other_id=other) for one, other in pairs)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=2000)
    asked.add_argument("--verbinders", type=int, default=150)
    asked.add_argument("--seconds", type=float, default=60)
    said = asked.parse_args()
    with transaction.atomic():
        fill(said.people, said.verbinders)
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            case = case_for(None)
            read = time.perf_counter() - began
        outcome = propose(case)
        solved = time.perf_counter() - began
        run = ProposalRun.objects.create()
        began, worked = time.perf_counter(), time.process_time()
        run_proposals(run_id=run.pk)
        whole, worked = time.perf_counter() - began, time.process_time() - worked
        run.refresh_from_db()
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{connection.vendor}: {len(case.people)} people, {len(case.verbinders)} verbinders")
        print(f"read in {read:.2f} s and {len(queries)} queries; read and solved in {solved:.1f} s")
        print(
            f"asked, solved and written in {whole:.1f} s, of which {worked:.1f} s of one core; {megabytes:.0f} MB at most"
        )
        print(f"{run.made} groups, {outcome.placed} people placed, {len(run.not_placed)} left, {len(run.idle)} idle")
        assert run.made == Circle.objects.proposed().count()
        transaction.set_rollback(True)
    return int(whole > said.seconds)


if __name__ == "__main__":
    sys.exit(main())
