"""Counts of people that are safe to hand on (spec D12, H10).

One table is published, of cells, and nothing beside it. A cell of fewer than `HIDDEN_BELOW` is hidden, and looks the same whether it holds none
or four; any other is rounded. Totals are sums of what is shown, never of what is true: they say nothing that the cells do not, so no hidden cell
can be reckoned back from them. The quarter that runs is not shown: what changes from one day to the next would tell of one person.
"""

from __future__ import annotations

HIDDEN_BELOW = 5
ROUNDED_TO = 5


def nearest(number: int, by: int) -> int:
    """`number` (≥ 0) to the nearest multiple of `by`, halves upwards."""
    return (2 * number + by) // (2 * by) * by
