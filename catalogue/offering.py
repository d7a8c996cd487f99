"""Which quantities a page offers: whole packs, and no more than the order then takes (spec D3)."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.models import Product
from catalogue.services.limits import Bound, Room, room_for

# So many are chosen from a list; more are typed.
LISTED_MOST = 20


@dataclass(frozen=True)
class Offered:
    """What one can choose of `product`: `choices` in a list or, when there are many (then it is empty), any number of packs up to `most`."""

    product: Product
    room: Room

    @property
    def most(self) -> int:
        return self.room.most

    @property
    def bound(self) -> Bound:
        return self.room.bound

    @property
    def choices(self) -> list[int]:
        step = self.product.step
        return list(range(step, self.most + 1, step)) if self.most <= LISTED_MOST * step else []

    def nearest(self, asked: int) -> int:
        """The whole number of packs nearest below `asked` that can be ordered, at least one pack when there is one."""
        step = self.product.step
        return min(max(asked // step, 1) * step, self.most)


def offered(product: Product) -> Offered:
    """For somebody of whom we do not know yet what they had before."""
    return Offered(product, room_for(product))
