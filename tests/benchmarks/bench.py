"""`make bench`: the site under gunicorn with production settings, on each database, beside a bare Django view of 20 kB.

Prints a table, and what misses its bar; ends with 1 when something does. Everything it makes is temporary: a folder, and on
PostgreSQL two databases of its own name. Only 127.0.0.1 is spoken to.

    python tests/benchmarks/bench.py [--seconds 5] [--engines sqlite postgres] [--times 100]
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.asked import Ask, asks_of, queries_of  # noqa: E402
from tests.benchmarks.load import CONNECTIONS, Measured, measure  # noqa: E402
from tests.benchmarks.servers import (  # noqa: E402
    bare,
    database,
    environment,
    manage,
    memory_of_workers,
    serving,
)

ROUNDS = 3
PAGE_BAR, API_BAR, GROWTH_BAR, MEMORY_BAR, QUERIES_BAR = 0.03, 0.08, 1.25, 400.0, 12
BARS = {"home": PAGE_BAR, "offering": PAGE_BAR, "news list": PAGE_BAR, "API list": API_BAR}
# Every date stands in it, so it is as many times longer.
GROWS = {"calendar feed"}


@dataclass
class Site:
    """The site with so many times the demo's content, being served."""

    size: int
    asks: dict[str, Ask]
    queries: dict[str, int]
    port: int
    master: int


@contextmanager
def filled_site(engine: str, size: int):
    """A `Site` of its own: database, uploads, server; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lus-bench-") as made:
        folder = Path(made)
        with database(engine, folder) as url:
            env = environment(url, folder) | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.load_settings"}
            manage(env, "migrate", "--verbosity", "0")
            manage(env, "collectstatic", "--noinput", "--verbosity", "0")
            manage(env, "fill_demo", *(["--times", str(size)] if size > 1 else []))
            # What waits in the queue (renditions, the search index) is done before anything is measured.
            manage(env, "worker", "--batch")
            asks = asks_of(env)
            queries = queries_of(env, asks)
            with serving("cms.wsgi", env) as (port, master):
                yield Site(size, asks, queries, port, master)


def run(engine: str, times: list[int], seconds: float) -> list[dict]:
    """Measure everything that is asked at each size of content.

    In turns: what else the machine does at a moment weighs on the bare view and on every size alike.
    """
    with ExitStack() as stack:
        sites = [stack.enter_context(filled_site(engine, size)) for size in times]
        bare_port = stack.enter_context(bare())
        measure(bare_port, "/", seconds=1)
        rows = [row for name in sites[0].asks for row in measure_ask(engine, name, sites, bare_port, seconds)]
        memory = {site.size: memory_of_workers(site.master) for site in sites}
    return sorted((row | {"memory": memory[row["size"]]} for row in rows), key=lambda row: row["size"])


def measure_ask(engine: str, name: str, sites: list[Site], bare_port: int, seconds: float) -> list[dict]:
    """One row a site for what is asked by `name`; of all rounds the middle one counts."""
    for site in sites:
        site.asks[name].for_seconds(site.port, 1, "warm")
    bares: list[Measured] = []
    found: dict[int, list[Measured]] = {site.size: [] for site in sites}
    for number in range(ROUNDS):
        bares.append(measure(bare_port, "/", seconds=1))
        for site in sites:
            found[site.size].append(site.asks[name].for_seconds(site.port, seconds / ROUNDS, f"round{number}"))
    middle = median(one.rate for one in bares)
    return [
        {
            "engine": engine,
            "size": site.size,
            "name": name,
            "bare": middle,
            "ratio": median(one.rate for one in found[site.size]) / middle,
            "queries": site.queries[name],
            "reads": site.asks[name].body is None,
            "found": _middle(found[site.size]),
        }
        for site in sites
    ]


def _middle(found: list[Measured]) -> Measured:
    return Measured(
        rate=median(one.rate for one in found),
        p50=median(one.p50 for one in found),
        p99=median(one.p99 for one in found),
        failed=sum(one.failed for one in found),
    )


def say(rows: list[dict]) -> None:
    """The table."""
    print(f"{'':10}{'':6}{'':15}{'req/s':>8}{'p50 ms':>8}{'p99 ms':>8}{'bare':>8}{'ratio':>8}{'queries':>9}{'MB':>6}")
    for row in rows:
        found = row["found"]
        print(
            f"{row['engine']:10}{'×' + str(row['size']):6}{row['name']:15}{found.rate:8.1f}{found.p50:8.1f}{found.p99:8.1f}"
            f"{row['bare']:8.0f}{row['ratio']:8.4f}{row['queries']:9}{row['memory']:6.0f}"
        )


def misses(rows: list[dict]) -> list[str]:
    """Each bar that is not reached, in words."""
    missed = []
    for row in rows:
        where = f"{row['name']} on {row['engine']} ×{row['size']}"
        if row["ratio"] < BARS.get(row["name"], 0):
            missed.append(f"{where}: {row['ratio']:.4f} of the bare view, wanted {BARS[row['name']]}")
        if row["found"].failed:
            missed.append(f"{where}: {row['found'].failed} answers were no 200, or no 201 to what is posted")
        if row["reads"] and row["queries"] > QUERIES_BAR:
            missed.append(f"{where}: {row['queries']} queries, wanted at most {QUERIES_BAR}")
    missed += growths(rows)
    for engine, memory in {(row["engine"], row["memory"]) for row in rows}:
        if memory > MEMORY_BAR:
            missed.append(f"two workers on {engine} take {memory:.0f} MB, wanted {MEMORY_BAR:.0f}")
    return missed


def growths(rows: list[dict]) -> list[str]:
    """What gets slower, or asks more of the database, with more content, in words."""
    said = []
    for small, large in itertools.permutations(rows, 2):
        if (small["engine"], small["name"]) == (large["engine"], large["name"]) and small["size"] < large["size"]:
            what, growth = f"{small['name']} on {small['engine']}", small["ratio"] / large["ratio"]
            if growth > GROWTH_BAR and small["name"] not in GROWS:
                said.append(f"{what}: {growth:.2f} times slower with ×{large['size']}")
            if large["queries"] > small["queries"]:
                said.append(f"{what}: {large['queries'] - small['queries']} queries more with ×{large['size']}")
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each address is asked for")
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    parser.add_argument("--times", type=int, default=100, help="the larger size of content; 1 leaves it out")
    chosen = parser.parse_args()
    seconds = min(chosen.seconds, 60.0)
    print(
        f"Load by {'wrk' if shutil.which('wrk') else 'threads of our own'}, {seconds:g} s an address, {CONNECTIONS} connections."
    )
    rows: list[dict] = []
    for engine in chosen.engines:
        found = run(engine, sorted({1, chosen.times}), seconds)
        say(found)
        rows += found
    missed = misses(rows)
    for line in missed:
        print(f"Missed: {line}")
    print("Every bar is reached." if not missed else f"{len(missed)} bar(s) missed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
