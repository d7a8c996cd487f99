"""Mails of libraries hold live secrets (a link to choose a new password), so their text is unreadable in the database and its backups.

Mails of our own hold placeholders instead (trust.outbox.placeholders) and need no sealing.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from trust.keys import keyed_bytes

UNREADABLE = "sealed with a key that is gone"


def seal(content: bytes) -> bytes:
    """`content` under the newest `PRIVACY_KEY`."""
    return _box().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """What was sealed under any known key. Raises `LookupError` when its key is gone."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken as error:
        raise LookupError(UNREADABLE) from error


def _box() -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keyed_bytes(use="outbox.seal", value="mail")])
