"""Sessions in the database, found by a hash: whoever reads the table (a dump, a backup) finds no key that a browser could send."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.timezone import now

from trust.keys import keyed_hash

# The column holds 40 characters: 160 of the hash's 256 bits.
LENGTH = 40


def stored_key(session_key: str) -> str:
    """What stands in the table for the key in the cookie."""
    return keyed_hash(use="staff.session", value=session_key)[:LENGTH]


class SessionStore(DatabaseStore):
    """Django's store, with the key hashed on its way into the database. The store is used synchronously."""

    def _get_session_from_db(self):
        if self.session_key is None:
            return None
        found = self.model.objects.filter(session_key=stored_key(self.session_key), expire_date__gt=now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key):
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=stored_key(key)).delete()
