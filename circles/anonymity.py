"""The rule by which people become numbers on the public map (docs/adr/0028). Nothing here knows a name, a date or a database.

People are counted in cells: the fixed areas (`circles.areas`), the provinces, and all together. Each cell goes its own way, so that no count
can be read from another one growing or splitting. What a cell shows depends on what it showed and on how many it holds now, in such a way that

- it shows nothing until it holds `APPEARS_AT` people, and nothing once it holds fewer than `HOLDS_AT_LEAST`;
- it shows tens, never the count;
- between two changes that anybody can see, at least three people came or went (`tests/circles/test_anonymity.py` tries every way).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from circles.areas import area_of

# The three hang together: from `STAYS_FROM`, entered from above, three must come before a cell appears, and three must go before it is left:
# APPEARS_AT - (STAYS_FROM - 1) >= 3 and STAYS_FROM - (HOLDS_AT_LEAST - 1) >= 3.
APPEARS_AT = 9
HOLDS_AT_LEAST = 5
STAYS_FROM = 7
TEN = 10
# How far a count wanders from the number shown before that changes.
LEEWAY = 8

EVERYWHERE = "all"
Cells = dict[str, int]


def next_shown(*, shown: int, count: int) -> int:
    """What a cell that showed `shown` (0: nothing, else tens) shows now that it holds `count` people."""
    if shown == 0:
        return max(TEN, _nearest_ten(count)) if count >= APPEARS_AT else 0
    if shown == TEN and HOLDS_AT_LEAST <= count < TEN + LEEWAY:
        return TEN
    if shown > TEN and abs(count - shown) < LEEWAY:
        return shown
    return max(TEN, _nearest_ten(count)) if count >= STAYS_FROM else 0


@cache
def cells_of(municipality: str) -> tuple[str, ...]:
    """The cells that count who lives in `municipality` (its slug): of the area, of the province, and of all; only the last
    for one that the map does not know."""
    area = area_of(municipality)
    return (f"area:{area.key}", f"province:{area.province}", EVERYWHERE) if area else (EVERYWHERE,)


def next_snapshot(*, shown: Mapping[str, int], municipalities: Iterable[str]) -> Cells:
    """The next snapshot after `shown`, of people who live in `municipalities` (slugs, one a person). Cells that show nothing are left out."""
    counts = Counter(cell for municipality in municipalities for cell in cells_of(municipality))
    found = {cell: next_shown(shown=shown.get(cell, 0), count=counts[cell]) for cell in sorted({*shown, *counts})}
    return {cell: number for cell, number in found.items() if number}


def _nearest_ten(count: int) -> int:
    return (count + TEN // 2) // TEN * TEN
