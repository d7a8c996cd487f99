"""Asking for one address as fast as it is answered: with `wrk` when it is here, else with threads of our own. 127.0.0.1 only."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

CONNECTIONS = 16
MOST_REQUESTS = 200_000
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass
class Measured:
    """Requests a second; milliseconds under which half, and all but one in a hundred, were answered; answers that were no 200."""

    rate: float
    p50: float
    p99: float
    failed: int


def measure(port: int, path: str, *, seconds: float) -> Measured:
    """What `path` does for `seconds` with all connections kept busy."""
    return (_with_wrk if shutil.which("wrk") else _with_threads)(port, path, seconds)


def _with_wrk(port: int, path: str, seconds: float) -> Measured:
    url = f"http://127.0.0.1:{port}{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    other = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    return Measured(float(rate[1]), _wrk_time(told, 50), _wrk_time(told, 99), int(other[1]) if other else 0)


def _wrk_time(told: str, percentile: int) -> float:
    number, unit = re.search(rf"{percentile}%\s+([\d.]+)(us|ms|s)", told).groups()
    return float(number) * UNITS[unit]


def _with_threads(port: int, path: str, seconds: float) -> Measured:
    taken: list[float] = []
    failed: list[int] = []
    until = time.monotonic() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (started := time.monotonic()) < until and len(taken) < MOST_REQUESTS:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            taken.append((time.monotonic() - started) * 1000)
            if answer.status != 200:
                failed.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.monotonic() - begun
    taken.sort()
    return Measured(len(taken) / passed, taken[len(taken) // 2], taken[int(len(taken) * 0.99)], len(failed))
