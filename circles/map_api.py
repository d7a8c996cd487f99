"""`GET /api/v3/circles/map/` and `…/map/areas.geojson`: the published snapshot of the map."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, JsonResponse
from ninja import Router
from pydantic import BaseModel, Field

from circles.enums import RegionState
from circles.map import ShownArea, shown_map
from trust.places.enums import Province

router = Router(tags=["circles"])

PEOPLE = "About how many people look for a group there, in tens; 0: too few to show, perhaps none."


class AreaOut(BaseModel):
    """A fixed area of several municipalities and at least 100,000 inhabitants or so."""

    id: str = Field(description="Never changes.")
    name: str
    people: int = Field(description=PEOPLE)


class ProvinceOut(BaseModel):
    """A province, or Brussels, with its areas. Its number is counted by itself: those of its areas do not add up to it."""

    id: Literal[tuple(province.value for province in Province if province != Province.ELSEWHERE)]  # type: ignore[valid-type]
    name: str
    people: int = Field(description=PEOPLE)
    areas: list[AreaOut]


class RegionOut(BaseModel):
    """How things stand where Lus starts groups together."""

    id: str
    name: str
    state: Literal[tuple(RegionState.values)]  # type: ignore[valid-type]
    status: str = Field(description="In Dutch, while it holds.")
    opens_on: str | None = Field(
        json_schema_extra={"format": "date"}, description="When new groups are considered again."
    )
    wanted: list[str] = Field(description="What groups look for, in Dutch.")


class MapOut(BaseModel):
    """The snapshot that everybody sees. It holds no date, and nothing of a person (docs/adr/0028)."""

    people: int = Field(description=PEOPLE)
    provinces: list[ProvinceOut]
    regions: list[RegionOut]


@router.get(
    "/map/", response=MapOut, url_name="circles-map", operation_id="circles_map", summary="Who looks for a group where"
)
def read_map(request: HttpRequest):
    """About how many people look for a linkgroep, by fixed area, by province and in all."""
    found = shown_map()
    return {
        "people": found.people,
        "provinces": [
            {
                "id": one.province.value,
                "name": str(one.province.label),
                "people": one.people,
                "areas": [_area(area) for area in one.areas],
            }
            for one in found.provinces
        ],
        "regions": [
            {
                "id": region.slug,
                "name": region.name,
                "state": region.state.value,
                "status": region.status,
                "opens_on": region.opens_on.isoformat() if region.opens_on else None,
                "wanted": region.wanted,
            }
            for region in found.regions
        ],
    }


@router.get(
    "/map/areas.geojson",
    url_name="circles-map-geojson",
    operation_id="circles_map_geojson",
    summary="The same as GeoJSON",
)
def read_geojson(request: HttpRequest):
    """A FeatureCollection (RFC 7946): each area with its outline in longitude and latitude, drawn by us, not to be measured by."""
    features = [
        {
            "type": "Feature",
            "id": shown.area.key,
            "properties": _area(shown) | {"province": shown.area.province.value},
            "geometry": shown.area.geometry,
        }
        for shown in shown_map().areas
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def _area(shown: ShownArea) -> dict:
    return {"id": shown.area.key, "name": shown.area.name, "people": shown.people}
