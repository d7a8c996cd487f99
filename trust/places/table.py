"""The table of municipalities that comes with the code (municipalities.csv; docs/places.md says where it is from)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trust.places.enums import PopulationClass, Province

TABLE = Path(__file__).with_name("municipalities.csv")


@dataclass(frozen=True)
class Row:
    """A line of the table; `neighbours` are slugs."""

    name: str
    slug: str
    province: Province
    population_class: PopulationClass
    latitude: float
    longitude: float
    neighbours: tuple[str, ...]

    @property
    def values(self) -> dict[str, str | int | float]:
        """What the model keeps of it beside the slug and the neighbours."""
        return {
            "name": self.name,
            "province": self.province.value,
            "population_class": self.population_class.value,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }


@cache
def rows() -> tuple[Row, ...]:
    """All of them, by province and name."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        lines = csv.DictReader(line for line in table if not line.startswith("#"))
        return tuple(
            Row(
                name=line["name"],
                slug=line["slug"],
                province=Province(line["province"]),
                population_class=PopulationClass(int(line["inhabitants_from"])),
                latitude=float(line["latitude"]),
                longitude=float(line["longitude"]),
                neighbours=tuple(line["neighbours"].split()),
            )
            for line in lines
        )
