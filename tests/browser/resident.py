"""`manage.py` without a start of Django each time: a process that has loaded it, and has a fork of itself do each command.

Run as a program it reads a line of JSON (the arguments) and answers with one: how the command ended, what it said, what it complained of.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from functools import lru_cache
from importlib import import_module
from tempfile import TemporaryFile
from typing import IO, Any

LONGEST = 600  # seconds that a command may take


class Resident:
    """Commands in the environment that it was started in; it ends with the process that has it."""

    def __init__(self, environment: dict[str, str], cwd: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.resident"],
            cwd=cwd,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of `manage.py` with those arguments."""
        asked, answered = self.process.stdin, self.process.stdout
        assert asked
        assert answered
        print(json.dumps(arguments), file=asked, flush=True)
        return tuple(json.loads(answered.readline()))


@lru_cache(maxsize=4)
def resident_in(environment: frozenset[tuple[str, str]], cwd: str) -> Resident:
    """The one of that environment; of this process, and started when first asked for."""
    return Resident(dict(environment), cwd)


def serve() -> None:
    """Answer until nobody asks any more."""
    import django
    from django.conf import settings

    from tests.forking import in_child

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever loading says is no answer
    django.setup()
    import_module(settings.ROOT_URLCONF)
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # as where the site is served
    for line in sys.stdin:
        arguments = json.loads(line)
        with TemporaryFile() as said, TemporaryFile() as complained:
            status = in_child(lambda: _command(arguments, said, complained))  # noqa: B023  (done before the next line)
            print(json.dumps([status, _read(said), _read(complained)]), file=answers, flush=True)


def _command(arguments: list[str], said: IO[Any], complained: IO[Any]) -> None:
    from django.core.management import call_command

    os.dup2(said.fileno(), 1)
    os.dup2(complained.fileno(), 2)
    signal.alarm(LONGEST)
    try:
        call_command(*arguments)
    finally:
        sys.stdout.flush()


def _read(file: IO[Any]) -> str:
    file.seek(0)
    return file.read().decode()


if __name__ == "__main__":
    serve()
