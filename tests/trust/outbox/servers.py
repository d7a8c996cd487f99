"""A real mail server, as rude, slow or dead as a test wants it."""

from __future__ import annotations

import asyncio
import email
import socket
import threading
import time
from collections import Counter
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


class MailServer:
    """Takes mail on a port of its own. `answers` at each step is what it says instead of yes; "drop" hangs up."""

    def __init__(self):
        self.taken: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.slow: dict[str, float] = {}
        self.seen: Counter[str] = Counter()
        self.controller = Controller(self, hostname="127.0.0.1", port=_free_port())
        self.controller.start()

    @property
    def port(self) -> int:
        return self.controller.port

    def say(self, step: str, *answers: str) -> None:
        """Say these at the next times of `step` ("mail", "rcpt", "data", "after-data")."""
        self.answers.setdefault(step, []).extend(answers)

    @property
    def times(self) -> Counter[str]:
        """How often each mail came."""
        return Counter(str(message["Message-ID"]) for message in self.taken)

    async def _step(self, step: str, server) -> str | None:
        self.seen[step] += 1
        await asyncio.sleep(self.slow.get(step, 0))
        waiting = self.answers.get(step)
        if not waiting:
            return None
        answer = waiting.pop(0)
        if answer == "drop":
            server.transport.abort()
            raise asyncio.CancelledError
        return answer or None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if answer := await self._step("mail", server):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := await self._step("rcpt", server):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if answer := await self._step("data", server):
            return answer
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        self.receivers.extend(envelope.rcpt_tos)
        if answer := await self._step("after-data", server):
            return answer
        return "250 taken"

    def stop(self) -> None:
        self.controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(condition, seconds: float = 10) -> bool:
    """Whether `condition` comes true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def in_threads(*functions) -> list:
    """Run these at once, each on a database connection of its own; their results, in order."""
    from django.db import connection

    results: list = [None] * len(functions)
    barrier = threading.Barrier(len(functions))

    def run(number: int) -> None:
        barrier.wait(10)
        try:
            results[number] = functions[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
