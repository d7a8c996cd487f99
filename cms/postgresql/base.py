"""Django's PostgreSQL, which asks a kept connection whether it lives without a trip to the server (each request asks that once)."""

import select

from django.db.backends.postgresql import base
from psycopg import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    """What a server that goes away leaves behind is a socket with something to read: its last words, or its end."""

    def is_usable(self) -> bool:
        """Whether the connection can be used. `SELECT 1` only when something was heard, or went wrong."""
        if self.errors_occurred or self._heard_something():
            return super().is_usable()
        return True

    def _heard_something(self) -> bool:
        if self.connection is None:
            return True
        try:
            poll = select.poll()
            poll.register(self.connection.fileno(), select.POLLIN)
            return bool(poll.poll(0))
        except (OperationalError, OSError):  # closed on our side
            return True
