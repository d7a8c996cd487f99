"""Pictures, films and sound are made by processes beside this one, while this one writes pages: half the time on two cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

_begun: dict[tuple[Any, ...], Future[bytes]] = {}


@contextmanager
def begun(works: Iterable[tuple[Any, ...]]) -> Iterator[None]:
    """All of `works` (a function, and what it is given) are begun, in this order."""
    # Forked, so that nobody has to load the code again. They ask no database: the connection stays this process's.
    with ProcessPoolExecutor(mp_context=get_context("fork")) as hands:
        _begun.update({work: hands.submit(*work) for work in works})
        try:
            yield
        finally:
            for rest in _begun.values():
                rest.cancel()
            _begun.clear()


def made(function: Callable[..., bytes], *given: Any) -> bytes:
    """What `function` makes: begun beside this process, or now."""
    work = _begun.pop((function, *given), None)
    return work.result() if work else function(*given)
