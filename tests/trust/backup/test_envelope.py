"""The seal around a backup: only its key opens it, and whatever was changed, moved or cut off does not open."""

import io

import pytest

from trust.backup import envelope
from trust.backup.envelope import HEAD, TAG, Opened, Sealed
from trust.backup.errors import BackupDamaged, BackupFailed, WrongKey

KEY = "a key of at least thirty-two characters"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(envelope, "CHUNK", 64)


def sealed(data: bytes) -> bytes:
    raw = io.BytesIO()
    with Sealed(raw, KEY) as file:
        for start in range(0, len(data), 37):
            file.write(data[start : start + 37])
    return raw.getvalue()


def opened(data: bytes, key: str = KEY) -> bytes:
    return io.BufferedReader(Opened(io.BytesIO(data), key), 100).read()


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_what_is_sealed_opens_whatever_its_size(size):
    data = bytes(index % 251 for index in range(size))

    assert opened(sealed(data)) == data


def test_nothing_of_it_can_be_read_and_no_two_are_alike():
    first, second = sealed(b"an@example.org" * 20), sealed(b"an@example.org" * 20)

    assert b"example" not in first
    assert first[HEAD:] != second[HEAD:]


def chunks(data: bytes) -> list[bytes]:
    step = 64 + TAG
    return [data[start : start + step] for start in range(HEAD, len(data), step)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda head, parts: head + b"".join(parts[:-1]), id="last chunk cut off"),
        pytest.param(lambda head, parts: head + b"".join(parts)[:-1], id="last byte cut off"),
        pytest.param(lambda head, parts: head + b"".join([parts[1], parts[0], *parts[2:]]), id="swapped"),
        pytest.param(lambda head, parts: head + b"".join([*parts, parts[-1]]), id="repeated"),
        pytest.param(lambda head, parts: head + b"".join(parts[1:]), id="first chunk missing"),
        pytest.param(lambda head, parts: head, id="only the head"),
        pytest.param(lambda head, parts: head[:20], id="half the head"),
        pytest.param(
            lambda head, parts: head + b"".join([bytes([parts[0][0] ^ 1]) + parts[0][1:], *parts[1:]]), id="one bit"
        ),
        pytest.param(lambda head, parts: head[:-9] + bytes([head[-9] ^ 1]) + head[-8:] + b"".join(parts), id="nonce"),
    ],
)
def test_a_file_that_was_changed_does_not_open(change):
    data = sealed(bytes(300))

    with pytest.raises(BackupDamaged):
        opened(change(data[:HEAD], chunks(data)))


@pytest.mark.parametrize("key", ["", "another key of more than thirty-two characters"])
def test_another_key_or_none_is_told_from_damage(key):
    with pytest.raises(WrongKey):
        opened(sealed(b"x"), key)


def test_a_key_that_can_be_guessed_is_refused():
    with pytest.raises(BackupFailed, match="at least 32"):
        Sealed(io.BytesIO(), "short")
