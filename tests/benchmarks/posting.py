"""Many clients that post JSON over kept connections, as fast as they are answered. 127.0.0.1 only."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass
class Posted:
    """How it went: answers by status, milliseconds of each, seconds in all, and what was said to whom."""

    statuses: Counter = field(default_factory=Counter)
    taken: list[float] = field(default_factory=list)
    seconds: float = 0.0
    answers: list[dict] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds

    def percentile(self, part: float) -> float:
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


class Client:
    """One connection, opened again when the server closed it."""

    def __init__(self, port: int):
        self.port, self.connection = port, None

    def send(self, method: str, path: str, body: dict | None = None) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if data else {}
        for last_try in (False, True):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(method, path, data, headers)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection.close()
                self.connection = None
                if last_try:
                    raise
        raise AssertionError

    def close(self) -> None:
        if self.connection:
            self.connection.close()


def somebody(tag: str, number: int) -> dict:
    """Who registers."""
    return {"name": "An", "email": f"{tag}.{number}@example.org"}


def post_for(
    port: int,
    path: str,
    *,
    clients: int,
    seconds: float,
    tag: str,
    body: Callable[[str, int], dict] = somebody,
) -> Posted:
    """Each client posts one new person after the other for so long; `body` of the tag and their number is what each sends."""
    numbers, until = itertools.count(), time.monotonic() + seconds

    def people() -> Iterable[dict]:
        while time.monotonic() < until:
            yield body(tag, next(numbers))

    return _together(port, path, [people() for _client in range(clients)], keep=False)


def post_all(port: int, path: str, people: list[dict], *, clients: int) -> Posted:
    """Everybody once, shared out among so many clients that start at the same moment."""
    return _together(port, path, [people[first::clients] for first in range(clients)], keep=True)


def _together(port: int, path: str, shares: list[Iterable[dict]], *, keep: bool) -> Posted:
    found, lock, begin = Posted(), threading.Lock(), threading.Barrier(len(shares) + 1)

    def work(share: Iterable[dict]) -> None:
        client, mine = Client(port), []
        begin.wait(30)
        for person in share:
            started = time.monotonic()
            status, content = client.send("POST", path, person)
            mine.append((status, (time.monotonic() - started) * 1000, content if keep else b"{}"))
        client.close()
        with lock:
            for status, taken, content in mine:
                found.statuses[status] += 1
                found.taken.append(taken)
                if keep and status == 201:
                    found.answers.append(json.loads(content))

    run(shares, work, begin)
    found.seconds = time.monotonic() - run.begun  # type: ignore[attr-defined]
    return found


def together(port: int, asks: list[tuple[str, str, dict | None]], *, clients: int) -> dict[int, int]:
    """All these requests to personal links, shared out among the clients; how often each status came."""
    counts: dict[int, int] = {}
    lock, begin = threading.Lock(), threading.Barrier(clients + 1)

    def work(share) -> None:
        client = Client(port)
        begin.wait(30)
        for method, token, body in share:
            status, _content = client.send(method, f"/api/v3/bookings/registrations/{token}/", body)
            with lock:
                counts[status] = counts.get(status, 0) + 1
        client.close()

    run([asks[first::clients] for first in range(clients)], work, begin)
    return counts


def run(shares: list, work: Callable, begin: threading.Barrier) -> None:
    """A thread a share; raises when one of them failed."""
    trouble: list[BaseException] = []

    def guarded(share) -> None:
        try:
            work(share)
        except BaseException as error:
            trouble.append(error)

    threads = [threading.Thread(target=guarded, args=[share]) for share in shares]
    for thread in threads:
        thread.start()
    begin.wait(30)
    run.begun = time.monotonic()  # type: ignore[attr-defined]
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]
