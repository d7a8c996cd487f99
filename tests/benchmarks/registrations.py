"""`make bench-registrations`: registrations a second on one hot date through real HTTP, beside a bare Django view, in the same run.

And, by name, what never may happen: `overbook` sends 200 people to 20 seats through 8 processes (five times in a row on each database);
`muddle` lets 50 clients register and cancel at random. Everything it makes is temporary; only 127.0.0.1 is spoken to.

    python tests/benchmarks/registrations.py [rate] [--seconds 8] [--engines postgres] [--workers 2 8]
    python tests/benchmarks/registrations.py overbook [--rounds 5] [--engines sqlite postgres]
    python tests/benchmarks/registrations.py muddle [--seconds 30] [--engines sqlite postgres]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.posting import Client, Posted, post_all, post_for, run, together  # noqa: E402
from tests.benchmarks.servers import asked, database, environment, manage, serving  # noqa: E402

CLIENTS, RATIO_BAR, P99_BAR = 32, 0.3, 250.0
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.load_settings"}

NEW_DATE = """
import json, sys
from datetime import timedelta
from django.utils.timezone import now
from bookings.models import Event
said = json.loads(input())
starts = now() + timedelta(days=30)
event = Event.objects.create(title="Infomoment", slug=said["slug"], summary="x", state="planned", starts_at=starts,
    ends_at=starts + timedelta(hours=2), capacity=said["capacity"])
print(json.dumps({"id": str(event.public_id)}))
"""
# The secret of each registration's link, as the worker would write it in the mail.
LINKS = """
import json
from bookings.models import Registration
from bookings.terms import PERSONAL
from trust.links.models import PersonalLink
from trust.links.services import link_url
numbers = {str(one.pk): str(one.public_id) for one in Registration.objects.filter(event__public_id=json.loads(input())["id"])}
links = PersonalLink.objects.filter(purpose=PERSONAL, about_id__in=numbers)
print(json.dumps({numbers[link.about_id]: link_url(link=link).rstrip("/").rpartition("/")[2] for link in links}))
"""
STANDS = """
import json
from collections import Counter
from django.db.models import Sum
from bookings.models import Event
event = Event.objects.get(public_id=json.loads(input())["id"])
held = event.registrations.aggregate(held=Sum("seats_held"))["held"] or 0
states = Counter(event.registrations.values_list("state", flat=True))
print(json.dumps({"taken": event.seats_taken, "held": held, "capacity": event.capacity, "states": states}))
"""


@contextmanager
def site(engine: str, workers: int, clients: int):
    """The site under gunicorn on a database of its own; gives its port and environment."""
    with tempfile.TemporaryDirectory(prefix="lus-seats-") as made, database(engine, Path(made)) as url:
        env = environment(url, Path(made)) | SETTINGS | concurrency(workers, clients) | {"PYTHONPATH": str(ROOT)}
        manage(env, "migrate", "--verbosity", "0")
        with serving("cms.wsgi", env) as (port, _pid):
            yield port, env


def concurrency(workers: int, clients: int) -> dict[str, str]:
    """Clients shared out evenly over the processes, and few threads in each: who comes first is served first (docs/scaling.md)."""
    share = -(-clients // workers)
    threads = 2 if share > 8 else 1
    return {
        "WEB_CONCURRENCY": str(workers),
        "WEB_THREADS": str(threads),
        "WEB_CONNECTIONS": str(max(share, threads + 1)),
    }


def new_date(env: dict[str, str], capacity: int) -> str:
    return asked(env, NEW_DATE, json.dumps({"slug": f"d-{uuid.uuid4().hex[:12]}", "capacity": capacity}))["id"]


def stands(env: dict[str, str], date: str) -> dict:
    return asked(env, STANDS, json.dumps({"id": date}))


def address(date: str) -> str:
    return f"/api/v3/bookings/events/{date}/registrations/"


# --- the rate ----------------------------------------------------------------------------------------------------


def rate(engine: str, workers: int, seconds: float) -> tuple[Posted, Posted]:
    """The bare view and the site, each with the same server, database and clients."""
    with tempfile.TemporaryDirectory(prefix="lus-bare-") as made, database(engine, Path(made)) as url:
        env = environment(url, Path(made)) | concurrency(workers, CLIENTS) | {"PYTHONPATH": str(ROOT)}
        env.pop("DJANGO_SETTINGS_MODULE")
        subprocess.run([sys.executable, "-m", "tests.benchmarks.bare_registrations"], cwd=ROOT, env=env, check=True)
        with serving("tests.benchmarks.bare_registrations:application", env) as (port, _pid):
            post_for(port, "/register/", clients=CLIENTS, seconds=1, tag="warm")
            bare = post_for(port, "/register/", clients=CLIENTS, seconds=seconds, tag="bare")
    with site(engine, workers, CLIENTS) as (port, env):
        date = new_date(env, 10**6)
        post_for(port, address(date), clients=CLIENTS, seconds=2, tag="warm")
        ours = post_for(port, address(date), clients=CLIENTS, seconds=seconds, tag="ours")
    return bare, ours


def say_rates(engines: list[str], workers: list[int], seconds: float) -> int:
    missed = 0
    print(f"{CLIENTS} clients, one date, {seconds:g} s each.")
    print(f"{'':10}{'workers':>8}{'reg/s':>8}{'p50 ms':>8}{'p99 ms':>8}{'bare/s':>8}{'bare p99':>9}{'ratio':>7}")
    for engine in engines:
        for number in workers:
            bare, ours = rate(engine, number, seconds)
            ratio, p99 = ours.rate / bare.rate, ours.percentile(0.99)
            print(
                f"{engine:10}{number:8}{ours.rate:8.1f}{ours.percentile(0.5):8.0f}{p99:8.0f}{bare.rate:8.1f}"
                f"{bare.percentile(0.99):9.0f}{ratio:7.2f}",
                flush=True,
            )
            wrong = {status for status in ours.statuses + bare.statuses if status != 201}
            if wrong:
                print(f"Missed: answers {sorted(wrong)}")
            if engine == "postgres" and ratio < RATIO_BAR:
                print(f"Missed: {ratio:.2f} of the bare view, wanted {RATIO_BAR}")
            if engine == "postgres" and p99 > P99_BAR:
                print(f"Missed: p99 {p99:.0f} ms, wanted {P99_BAR:.0f}")
            missed += bool(wrong) + (engine == "postgres" and (ratio < RATIO_BAR or p99 > P99_BAR))
    return missed


# --- never overbooked --------------------------------------------------------------------------------------------


def overbook(port: int, env: dict[str, str], *, people: int = 200, seats: int = 20, clients: int = 40) -> list[str]:
    """Everybody registers at once, then everybody confirms at once. Returns what is wrong."""
    date = new_date(env, seats)
    everybody = [{"name": f"Mens {number}", "email": f"mens.{number}@example.org"} for number in range(people)]
    posted = post_all(port, address(date), everybody, clients=clients)
    wrong = [] if posted.statuses == {201: people} else [f"registering answered {dict(posted.statuses)}"]
    held = sum(answer["position"] is None for answer in posted.answers)
    if held != seats:
        wrong.append(f"{held} people were told that a seat is held, of {seats}")
    tokens = list(asked(env, LINKS, json.dumps({"id": date})).values())
    statuses = together(port, [("PATCH", token, {"deed": "confirm"}) for token in tokens], clients=clients)
    if statuses != {200: people}:
        wrong.append(f"confirming answered {statuses}")
    end = stands(env, date)
    if end["states"] != {"confirmed": seats, "waiting": people - seats} or not end["taken"] == end["held"] == seats:
        wrong.append(f"it stands at {end}")
    return wrong


def say_overbooked(engines: list[str], rounds: int) -> int:
    failed = 0
    for engine in engines:
        with site(engine, 8, 40) as (port, env):
            for number in range(1, rounds + 1):
                started = time.monotonic()
                wrong = overbook(port, env)
                failed += bool(wrong)
                print(
                    f"{engine} round {number}: {'; '.join(wrong) or '20 seats, 180 waiting'} ({time.monotonic() - started:.1f} s)",
                    flush=True,
                )
    return failed


# --- at random ---------------------------------------------------------------------------------------------------

WATCH = """
import json, time
from django.db import transaction
from django.db.models import Sum
from bookings.models import Event
said = json.loads(input())
until, checks, wrong, full, waited, offers = time.monotonic() + said["seconds"], 0, [], 0, 0, 0
while time.monotonic() < until:
    with transaction.atomic():
        event = Event.objects.select_for_update().get(public_id=said["id"])
        held = event.registrations.aggregate(held=Sum("seats_held"))["held"] or 0
        queue = list(event.registrations.queue().values_list("queued_at", "companions"))
        offered = list(event.registrations.filter(state="offered").values_list("queued_at", flat=True))
    checks += 1
    full, waited, offers = full + (held == event.capacity), waited + bool(queue), offers + bool(offered)
    if not event.seats_taken == held <= event.capacity:
        wrong.append(f"taken {event.seats_taken}, held {held}, capacity {event.capacity}")
    if queue and offered and max(offered) > queue[0][0]:
        wrong.append("somebody was offered a seat before the first in line")
    if queue and event.capacity - held > queue[0][1]:
        wrong.append(f"{event.capacity - held} seats free while the first in line needs {queue[0][1] + 1}")
    time.sleep(0.05)
print(json.dumps({"checks": checks, "wrong": wrong[:5], "full": full, "waited": waited, "offers": offers}))
"""
# The secrets of the links of who has a seat, of who waits longest and of who came last, a line each time somebody may have moved.
POOL = """
import json, time
from bookings.models import Registration
from bookings.terms import PERSONAL
from trust.links.models import PersonalLink
from trust.links.services import link_url
said = json.loads(input())
until, known = time.monotonic() + said["seconds"], {}
while time.monotonic() < until:
    of = Registration.objects.filter(event__public_id=said["id"])
    seated = list(of.filter(seats_held__gt=0).values_list("pk", flat=True))
    line = list(of.queue().values_list("pk", flat=True)[:20])
    last = list(of.order_by("-pk").values_list("pk", flat=True)[:40])
    wanted = [str(pk) for pk in dict.fromkeys([*seated, *line, *last])]
    for link in PersonalLink.objects.filter(purpose=PERSONAL, about_id__in=[pk for pk in wanted if pk not in known]):
        known[link.about_id] = link_url(link=link).rstrip("/").rpartition("/")[2]
    seated, everybody = ([known[str(pk)] for pk in some if str(pk) in known] for some in (seated, wanted))
    print(json.dumps({"seated": seated, "all": everybody}), flush=True)
    time.sleep(0.3)
"""
DONE = """
import json
from collections import Counter
from trust.audit.models import AuditEntry
print(json.dumps(Counter(AuditEntry.objects.filter(verb__startswith="bookings.").values_list("verb", flat=True))))
"""
COMPANIONS = """
import json
from bookings.models import Event
Event.objects.filter(public_id=json.loads(input())["id"]).update(companions_most=2)
"""
# Each must have happened at least so often in half a minute, or the muddle was none.
HAPPENS = {"bookings.queued": 20, "bookings.offered": 20, "bookings.left": 20, "bookings.confirmed": 10}


def muddle(port: int, env: dict[str, str], *, seconds: float, clients: int = 50, seed: int = 1) -> tuple[dict, dict]:
    """Clients that register, confirm, accept, change and cancel at random, while a watcher looks. Returns what it saw and the statuses."""
    date = new_date(env, 12)
    manage(env, "shell", "--no-imports", "--command", COMPANIONS, given=json.dumps({"id": date}))
    statuses: dict[int, int] = {}
    lock, begin = threading.Lock(), threading.Barrier(clients + 1)
    pool: dict[str, list[str]] = {"seated": [], "all": []}
    with (
        asking(env, POOL, {"id": date, "seconds": seconds + 20}) as pools,
        asking(env, WATCH, {"id": date, "seconds": seconds}) as watch,
    ):
        pool.update(json.loads(pools.readline()))  # both run from here on
        until = time.monotonic() + seconds

        def note(status: int) -> None:
            with lock:
                statuses[status] = statuses.get(status, 0) + 1

        def work(number: int) -> None:
            chance, client = random.Random(seed * 1000 + number), Client(port)
            begin.wait(60)
            while time.monotonic() < until:
                note(client.send(*_something(chance, date, pool))[0])
            client.close()

        def fill() -> None:
            while time.monotonic() < until and (line := pools.readline()):
                pool.update(json.loads(line))

        filling = threading.Thread(target=fill)
        filling.start()
        run(list(range(clients)), work, begin)
        filling.join()
        seen = json.loads(watch.readlines()[-1])
    return seen | {"stands": stands(env, date), "done": asked(env, DONE)}, statuses


def _something(chance: random.Random, date: str, pool: dict[str, list[str]]) -> tuple[str, str, dict | None]:
    """What one of the clients sends next: somebody new, or something about somebody who is there, more often about who has a seat."""
    tokens = pool["seated"] if chance.random() < 0.4 else pool["all"]
    if not tokens or chance.random() < 0.25:
        email, more = f"r{chance.getrandbits(48)}@example.org", chance.choice([0, 0, 1, 2])
        return "POST", address(date), {"name": "An", "email": email, "companions": more}
    deeds: list[tuple[str, dict | None]] = [
        ("PATCH", {"deed": "confirm"}),
        ("PATCH", {"deed": "confirm"}),
        ("PATCH", {"deed": "accept"}),
        ("PATCH", {"deed": "decline"}),
        ("PATCH", {"companions": chance.choice([0, 1, 2])}),
        ("DELETE", None),
    ]
    method, body = chance.choice(deeds)
    return method, f"/api/v3/bookings/registrations/{chance.choice(tokens)}/", body


@contextmanager
def asking(env: dict[str, str], code: str, given: dict):
    """A few lines inside Django that run beside us; gives what they print."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    done = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    done.stdin.write(json.dumps(given) + "\n")
    done.stdin.flush()
    try:
        yield done.stdout
    finally:
        done.kill()
        done.wait()


def say_muddled(engines: list[str], seconds: float) -> int:
    failed = 0
    for engine in engines:
        with site(engine, 4, 50) as (port, env):
            seen, statuses = muddle(port, env, seconds=seconds)
        wrong = [*seen["wrong"], *(f"{n} answers {status}" for status, n in statuses.items() if status >= 500)]
        end = seen["stands"]
        if not end["taken"] == end["held"] <= end["capacity"]:
            wrong.append(f"it stands at {end}")
        wrong += [
            f"only {seen['done'].get(verb, 0)} times {verb}"
            for verb, least in HAPPENS.items()
            if seen["done"].get(verb, 0) < least * min(1, seconds / 30)
        ]
        failed += bool(wrong)
        print(
            f"{engine}: {seen['checks']} checks (full in {seen['full']}, a line in {seen['waited']}, offers out in {seen['offers']}), "
            f"{sum(statuses.values())} requests {dict(sorted(statuses.items()))}, {seen['done']}: {wrong or 'always right'}",
            flush=True,
        )
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", default="rate", choices=["rate", "overbook", "muddle"])
    parser.add_argument("--engines", nargs="+", choices=["sqlite", "postgres"])
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--workers", nargs="+", type=int, default=[2, 8])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    both = chosen.engines or ["sqlite", "postgres"]
    match chosen.what:
        case "overbook":
            return int(say_overbooked(both, chosen.rounds) > 0)
        case "muddle":
            return int(say_muddled(both, chosen.seconds or 30) > 0)
    return int(say_rates(chosen.engines or ["postgres"], chosen.workers, chosen.seconds or 8) > 0)


if __name__ == "__main__":
    sys.exit(main())
