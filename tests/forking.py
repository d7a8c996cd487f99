"""Work in a process of its own that starts at once: a fork of this one, with its own connections."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

from django.db import connections


def in_child(work: Callable[[], object]) -> int:
    """The exit status of a process that does `work`: 0, 1 when it raised, or what it ended itself with."""
    pid = os.fork()
    if pid == 0:
        # The parent's connections stay the parent's: neither used nor closed here.
        borrowed = [(connection, connection.connection) for connection in connections.all(initialized_only=True)]
        for connection, _theirs in borrowed:
            connection.connection = None
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
