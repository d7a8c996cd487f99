"""Tasks that only tests enqueue; worker processes import them from here."""

import os
import signal
import time
from pathlib import Path

from django_tasks import task


@task()
def note(path: str, text: str) -> None:
    """Add a line to a file."""
    with Path(path).open("a") as file:
        file.write(text + "\n")


@task()
def note_until(path: str, end: str) -> None:
    """Say when it begins, go on until there is a file `end` (a minute at most), say when it has ended."""
    note.call(path, f"begun {os.getpid()}")
    late = time.monotonic() + 60
    while not Path(end).exists() and time.monotonic() < late:
        time.sleep(0.02)
    note.call(path, f"ended {os.getpid()}")


@task()
def note_and_die_once(path: str) -> None:
    """The first worker that takes this is killed, as by a lack of memory; the second one ends it."""
    note.call(path, "begun")
    if Path(path).read_text().count("begun") == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    note.call(path, "ended")


@task()
def fail(address: str) -> None:
    """Fail with a text that no log or table may hold."""
    raise ValueError(f"{address} is no address")
