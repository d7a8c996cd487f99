"""What the public map says, on the page and in the API: the published snapshot, what staff wrote of their regions, and nothing else.

Nothing here asks the database for a person (docs/adr/0028); a test watches every query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.anonymity import EVERYWHERE
from circles.areas import PROVINCE_AREAS, Area
from circles.enums import RegionState
from circles.models import MapSnapshot, Region
from trust.places.enums import Province

# Flemish Brabant lies around Brussels: its name stands beside it.
NAME_ASIDE = {Province.FLEMISH_BRABANT: (95, 30)}


@dataclass(frozen=True)
class ShownArea:
    """An area and about how many people look for a group there; 0: too few to show, perhaps none."""

    area: Area
    people: int

    @property
    def points(self) -> list[tuple[float, float]]:
        """Fixed places for so many dots: the same for everybody, whoever they are."""
        return list(self.area.points[: self.people])

    @property
    def size(self) -> int:
        """How full it is drawn: 0 to 3."""
        return sum(self.people >= least for least in (10, 20, 40))


@dataclass(frozen=True)
class ShownProvince:
    """A province with its areas; those that show nothing are counted here all the same."""

    province: Province
    people: int
    areas: list[ShownArea]

    @property
    def label(self) -> tuple[int, int]:
        """Where its name stands: in the middle of those of its areas."""
        places = [shown.area.label for shown in self.areas]
        x, y = (round(sum(axis) / len(places)) for axis in zip(*places, strict=True))
        aside, down = NAME_ASIDE.get(self.province, (0, 0))
        return x + aside, y + down

    @property
    def shown(self) -> list[ShownArea]:
        return [area for area in self.areas if area.people]

    @property
    def hidden(self) -> list[ShownArea]:
        return [area for area in self.areas if not area.people]


@dataclass(frozen=True)
class ShownRegion:
    """How things stand in a region of staff, and what groups there look for."""

    name: str
    slug: str
    state: RegionState
    status: str
    opens_on: date | None
    wanted: list[str]


@dataclass(frozen=True)
class ShownMap:
    """Everything."""

    people: int
    provinces: list[ShownProvince]
    regions: list[ShownRegion]

    @property
    def areas(self) -> Iterator[ShownArea]:
        for province in self.provinces:
            yield from province.areas


def shown_map() -> ShownMap:
    """As it was published last; two queries."""
    snapshot = MapSnapshot.objects.first()
    numbers: dict[str, int] = snapshot.shown if snapshot else {}
    provinces = [_province(province, numbers) for province in PROVINCE_AREAS]
    return ShownMap(numbers.get(EVERYWHERE, 0), provinces, list(_regions(snapshot.wanted if snapshot else [])))


def _province(province: Province, numbers: dict[str, int]) -> ShownProvince:
    areas = [ShownArea(area, numbers.get(f"area:{area.key}", 0)) for area in PROVINCE_AREAS[province]]
    return ShownProvince(province, numbers.get(f"province:{province.value}", 0), areas)


def _regions(wanted: list[dict[str, Any]]) -> Iterator[ShownRegion]:
    today = localdate()
    for region in Region.objects.order_by("name", "pk"):
        opens_on = region.opens_on if region.opens_on and region.opens_on > today else None
        yield ShownRegion(
            region.name,
            region.slug,
            RegionState(region.state),
            region.status_on(today),
            opens_on,
            [wanted_words(one["people"], verbinder=one["verbinder"]) for one in wanted if one["region"] == region.slug],
        )


def wanted_words(people: int, *, verbinder: bool) -> str:
    """ "A group looks for 2 more people and a verbinder"."""
    if not people:
        return _("A group looks for a verbinder.")
    if verbinder:
        return ngettext(
            "A group looks for %(people)d more person and a verbinder.",
            "A group looks for %(people)d more people and a verbinder.",
            people,
        ) % {"people": people}
    return ngettext(
        "A group looks for %(people)d more person.", "A group looks for %(people)d more people.", people
    ) % {"people": people}
