"""What goes around a backup: a seal that only `BACKUP_KEY` opens, in chunks, so that no size is too large for memory.

A sealed file is a head and chunks of one mebibyte, each sealed with AES-256-GCM under a nonce of its place and of whether it is the last
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): chunks that are changed, swapped, repeated or missing do not open.
The head, which every chunk vouches for: a name, the salt of the key (scrypt), the random part of the nonces, and a check of the key, so
that a wrong key is told from a damaged file.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from trust.backup.errors import BackupDamaged, BackupFailed, WrongKey

MAGIC = b"LUSBACKUP1\n"
SALT, NONCE, CHECK, TAG = 16, 7, 8, 16
HEAD = len(MAGIC) + SALT + NONCE + CHECK
CHUNK = 1024 * 1024
SHORTEST_KEY = 32


def is_sealed(start: bytes) -> bool:
    """Whether a file that begins with `start` is sealed."""
    return start.startswith(MAGIC)


def _keys(key: str, salt: bytes) -> tuple[bytes, bytes]:
    both = Scrypt(salt=salt, length=64, n=2**15, r=8, p=1).derive(key.encode())
    return both[:32], hmac.digest(both[32:], MAGIC, hashlib.sha256)[:CHECK]


class Sealed(io.RawIOBase):
    """Seals what is written to it into `raw`. Only `close` writes the last chunk: without it the file does not open."""

    def __init__(self, raw: IO[bytes], key: str):
        if len(key) < SHORTEST_KEY:
            raise BackupFailed(f"BACKUP_KEY needs at least {SHORTEST_KEY} characters; make one with `make secret`")
        salt, self.nonce = os.urandom(SALT), os.urandom(NONCE)
        secret, check = _keys(key, salt)
        self.raw, self.cipher, self.place, self.waiting = raw, AESGCM(secret), 0, bytearray()
        self.head = MAGIC + salt + self.nonce + check
        raw.write(self.head)

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting += data
        while len(self.waiting) > CHUNK:
            self._seal(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]
        return len(data)

    def abandon(self) -> None:
        """Close without the last chunk: what was written shall not open."""
        super().close()

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self.waiting), last=True)
        super().close()

    def _seal(self, data: bytes, *, last: bool) -> None:
        self.raw.write(self.cipher.encrypt(_nonce(self.nonce, self.place, last), data, self.head))
        self.place += 1


class Opened(io.RawIOBase):
    """Reads what `Sealed` wrote. Raises `WrongKey` at once; `BackupDamaged` where it does not hold."""

    def __init__(self, raw: IO[bytes], key: str):
        self.raw, self.head = raw, raw.read(HEAD)
        if len(self.head) < HEAD:
            raise BackupDamaged("the file ends in its head")
        if not key:
            raise WrongKey("it is encrypted and BACKUP_KEY is empty")
        salt, rest = self.head[len(MAGIC) :][:SALT], self.head[len(MAGIC) + SALT :]
        secret, check = _keys(key, salt)
        if not hmac.compare_digest(check, rest[NONCE:]):
            raise WrongKey("it was encrypted with another BACKUP_KEY")
        self.nonce, self.cipher, self.place, self.ready = rest[:NONCE], AESGCM(secret), 0, b""
        self.next: bytes | None = raw.read(CHUNK + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self.ready and self.next is not None:
            self._open_next()
        number = min(len(buffer), len(self.ready))
        buffer[:number], self.ready = self.ready[:number], self.ready[number:]
        return number

    def _open_next(self) -> None:
        sealed, self.next = self.next or b"", self.raw.read(CHUNK + TAG) or None
        try:
            self.ready = self.cipher.decrypt(_nonce(self.nonce, self.place, self.next is None), sealed, self.head)
        except InvalidTag as error:
            raise BackupDamaged(f"chunk {self.place} does not open") from error
        self.place += 1


def _nonce(start: bytes, place: int, last: bool) -> bytes:
    return start + place.to_bytes(4, "big") + bytes([last])


class Hashed(io.RawIOBase):
    """Passes on what is written to `raw` and keeps its SHA-256."""

    def __init__(self, raw: IO[bytes]):
        self.raw, self.sha256, self.size = raw, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.raw.write(data)
        self.sha256.update(data)
        self.size += len(data)
        return len(data)
