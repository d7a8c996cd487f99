"""Where a personal link comes in a mail: a placeholder in the stored text, the link itself only in the worker's memory.

The room that makes links registers how (this room may not know it), and says whom a link is for: words that somebody typed come in mails too,
and a placeholder among them, read in a dump, would fetch the link of another. A placeholder reads `https://link.invalid/<kind>/<id>/`: an address,
so that templates, CSS inlining and headers treat it as one, in a domain that can never exist (RFC 2606).
"""

from __future__ import annotations

import re
from collections.abc import Callable

HOST = "https://link.invalid"
PATTERN = re.compile(r"https://link\.invalid/(?P<kind>[a-z-]+)/(?P<id>[0-9a-f-]{36})/")

Resolver = Callable[[str, str], str]
_resolvers: dict[str, Resolver] = {}


def register_placeholder(kind: str, resolver: Resolver) -> None:
    """`resolver(id, to)` gives the full address for the placeholder `kind`/`id` in a mail to the address `to`; raises `LookupError` when there is
    none any more, or it is not theirs."""
    _resolvers[kind] = resolver


def placeholder(*, kind: str, public_id: str) -> str:
    """The text that stands in a stored mail for that link."""
    return f"{HOST}/{kind}/{public_id}/"


def resolve(text: str, *, to: str) -> str:
    """`text` of a mail to the address `to` with every placeholder replaced. Raises `LookupError` for one that cannot be: a dead link is never
    sent, nor one to somebody else."""
    return PATTERN.sub(lambda found: _resolvers[found["kind"]](found["id"], to), text)
