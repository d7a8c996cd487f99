"""The areas of the public map: fixed, drawn once (circles/areas.json, written by `manage.py draw_areas`), the same for everybody.

An area is all that the map ever says about where somebody lives. docs/places.md says how they were drawn and what each fulfils.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trust.places.enums import Province

DRAWING = Path(__file__).with_name("areas.json")
# Whose places these are, to be shown with the map (CC BY 4.0).
CREDIT = "GeoNames"
CREDIT_URL = "https://www.geonames.org/"


@dataclass(frozen=True)
class Area:
    """A part of a province.

    `municipalities`: slugs, sorted. `population`: by the typical numbers of their classes; `largest_share`: of that, in the largest of them
    (0 to 1). `path`: SVG, `label` and `points` (dots, in an order of which each beginning is spread well): in the units of `VIEW_BOX`.
    `rings`: the outlines as longitude and latitude, each closed and counterclockwise (RFC 7946 §3.1.6); more than one when it is in pieces.
    """

    key: str
    name: str
    province: Province
    municipalities: tuple[str, ...]
    population: int
    largest_share: float
    path: str
    label: tuple[float, float]
    points: tuple[tuple[float, float], ...]
    rings: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def geometry(self) -> dict[str, Any]:
        """As GeoJSON: a Polygon, or a MultiPolygon."""
        if len(self.rings) == 1:
            return {"type": "Polygon", "coordinates": [self.rings[0]]}
        return {"type": "MultiPolygon", "coordinates": [[ring] for ring in self.rings]}


def area_of(municipality_slug: str) -> Area | None:
    """The area that a municipality lies in; None for one that the map does not know."""
    return _by_municipality().get(municipality_slug)


@cache
def _by_municipality() -> dict[str, Area]:
    return {slug: area for area in AREAS for slug in area.municipalities}


def _pairs(numbers: list[int]) -> tuple[tuple[float, float], ...]:
    """Tenths, x and y in turn."""
    return tuple((x / 10, y / 10) for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _area(drawn: dict[str, Any]) -> Area:
    return Area(
        key=drawn["key"],
        name=drawn["name"],
        province=Province(drawn["province"]),
        municipalities=tuple(drawn["municipalities"]),
        population=drawn["population"],
        largest_share=drawn["largest_share"],
        path=drawn["path"],
        label=(drawn["label"][0], drawn["label"][1]),
        points=_pairs(drawn["points"]),
        rings=tuple(tuple((place[0], place[1]) for place in ring) for ring in drawn["rings"]),
    )


_DRAWN = json.loads(DRAWING.read_text(encoding="utf-8"))
VIEW_BOX = (0, 0, _DRAWN["width"], _DRAWN["height"])
AREAS: tuple[Area, ...] = tuple(_area(drawn) for drawn in _DRAWN["areas"])
BY_KEY: dict[str, Area] = {area.key: area for area in AREAS}
# Province → its areas, west to east as the partition has them; and the SVG path around each province.
PROVINCE_AREAS: dict[Province, tuple[Area, ...]] = {
    Province(name): tuple(area for area in AREAS if area.province == name) for name in _DRAWN["provinces"]
}
PROVINCE_PATHS: dict[Province, str] = {Province(name): path for name, path in _DRAWN["provinces"].items()}
