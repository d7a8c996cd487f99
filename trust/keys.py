"""Keyed hashes: what must be recognised later and never read back.

All keys derive from `PRIVACY_KEY` (the environment), each for one use, so that a value hashed for one use says nothing in another.
`PRIVACY_KEY_FALLBACKS` holds older keys: what they hashed is still recognised, new values use the newest.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def keyed_hash(*, use: str, value: str | bytes) -> str:
    """HMAC-SHA-256 of `value` under the key for `use` (such as `links.token`), 64 hexadecimal digits."""
    return _hash(settings.PRIVACY_KEY, use, value).hex()


def keyed_hashes(*, use: str, value: str | bytes) -> list[str]:
    """The same under each known key, the newest first: to look something up."""
    keys = [settings.PRIVACY_KEY, *settings.PRIVACY_KEY_FALLBACKS]
    return [_hash(key, use, value).hex() for key in keys]


def keyed_bytes(*, use: str, value: str | bytes) -> list[bytes]:
    """32 bytes under each known key, the newest first: a secret that is made again rather than stored."""
    return [_hash(key, use, value) for key in [settings.PRIVACY_KEY, *settings.PRIVACY_KEY_FALLBACKS]]


def _hash(key: str, use: str, value: str | bytes) -> bytes:
    derived = hmac.new(key.encode(), b"lus:" + use.encode(), hashlib.sha256).digest()
    return hmac.new(derived, value.encode() if isinstance(value, str) else value, hashlib.sha256).digest()


def normal_email(address: str) -> str:
    """`address` as it is compared: trimmed, lower case, its domain in ASCII (RFC 5891).

    PostgreSQL compares without case by capitals, and `ı` and `ſ` have those of `i` and `s`: a lookalike of somebody's address
    would find that somebody. In a domain they become `xn--…`; before the @ they become a sign that no address of ours has.
    """
    local, at, domain = address.strip().lower().rpartition("@")
    local = "".join("?" if not sign.isascii() and sign.upper().isascii() else sign for sign in local)
    try:
        return local + at + domain.encode("idna").decode("ascii")
    except UnicodeError:  # no domain at all: it matches nobody's
        return local + at + domain
