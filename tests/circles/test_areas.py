"""The areas of the public map: what the proof of its anonymity takes for granted, and that the drawing is what the tables say."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise

import pytest
from django.core.management import call_command

from circles.areas import AREAS, BY_KEY, DRAWING, PROVINCE_AREAS, PROVINCE_PATHS, VIEW_BOX, Area, area_of
from circles.drawing import VILLAGES, inside, lens, room, villages, without_lens
from circles.hexagons import hexagon_at, middle, next_to, outline, parts, spot
from circles.partition import PARTITION
from trust.places.enums import Province
from trust.places.table import rows

TABLE = {row.slug: row for row in rows()}
SMALLEST_POPULATION = 100_000
FEWEST, FEWEST_IN_BRUSSELS = 5, 4
LARGEST_SHARE = 0.5
# Half or more live in one municipality, which has more than 100,000 inhabitants itself: the share (typical numbers).
ONE_CITY = {
    "antwerpen-en-oostrand": ("antwerpen", 0.874),
    "gent-en-omgeving": ("gent", 0.717),
    "brugge-en-oostkust": ("brugge", 0.623),
    "leuven-en-omgeving": ("leuven", 0.59),
    "brussel-centrum": ("brussel", 0.509),
}
# Fewer than five, only in Brussels.
FEW = {"brussel-centrum": 4, "brussel-zuid": 4}
BYTES = 80_000
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.key)


def inhabitants(slug: str) -> int:
    return TABLE[slug].population_class.typical


def drawn_rings(path: str) -> list[list[tuple[float, float]]]:
    """The rings of an SVG path of `M x,y l dx,dy … z`, closed."""
    rings = []
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        ring = [tuple(float(number) for number in start.split(","))]
        for step in steps.split():
            right, down = (float(number) for number in step.split(","))
            ring.append((round(ring[-1][0] + right, 1), round(ring[-1][1] + down, 1)))
        rings.append([*ring, ring[0]])
    assert "".join(f"M{start}l{steps}z" for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path)) == path
    return rings


def surface(ring) -> float:
    """Positive when it runs counterclockwise with y upwards (the shoelace formula)."""
    return sum(x * further_y - further_x * y for (x, y), (further_x, further_y) in pairwise(ring)) / 2


def test_areas_part_the_municipalities():
    placed = [slug for area in AREAS for slug in area.municipalities]

    assert len(placed) == 304
    assert sorted(placed) == sorted(TABLE)
    assert 40 <= len(AREAS) <= 50
    assert len({area.name for area in AREAS}) == len(BY_KEY) == len(AREAS)


@each_area
def test_area_lies_in_one_province(area: Area):
    assert {TABLE[slug].province for slug in area.municipalities} == {area.province}


@each_area
def test_area_can_be_walked_from_neighbour_to_neighbour(area: Area):
    reached, edge = set(), {area.municipalities[0]}
    while edge:
        reached |= edge
        edge = {other for slug in edge for other in TABLE[slug].neighbours} & set(area.municipalities) - reached

    assert reached == set(area.municipalities)


@each_area
def test_area_has_enough_people_and_enough_municipalities(area: Area):
    assert area.population == sum(inhabitants(slug) for slug in area.municipalities)
    assert area.population >= SMALLEST_POPULATION
    fewest = FEWEST_IN_BRUSSELS if area.province == Province.BRUSSELS else FEWEST
    assert len(area.municipalities) >= fewest


def test_areas_with_few_municipalities_are_named():
    assert {area.key: len(area.municipalities) for area in AREAS if len(area.municipalities) < FEWEST} == FEW


@each_area
def test_no_municipality_is_most_of_its_area_but_for_the_largest_cities(area: Area):
    largest = max(area.municipalities, key=inhabitants)
    share = inhabitants(largest) / area.population

    assert area.largest_share == pytest.approx(share, abs=0.001)
    if area.key in ONE_CITY:
        assert ONE_CITY[area.key] == (largest, pytest.approx(share, abs=0.001))
        assert inhabitants(largest) > SMALLEST_POPULATION
        assert share > LARGEST_SHARE
    else:
        assert share <= LARGEST_SHARE


def test_file_is_as_the_partition_says():
    assert [(area.key, area.name, area.province, area.municipalities) for area in AREAS] == [
        (part.key, part.name, part.province, part.municipalities) for part in PARTITION
    ]


def test_drawing_again_gives_the_same_bytes(tmp_path):
    call_command("draw_areas", to=tmp_path / "again.json", verbosity=0, stdout=(tmp_path / "said").open("w"))

    assert (tmp_path / "again.json").read_bytes() == DRAWING.read_bytes()


def test_file_is_small_and_credits_whose_points_they_are():
    assert DRAWING.stat().st_size <= BYTES
    assert "GeoNames" in json.loads(DRAWING.read_text())["credit"]
    assert "CC BY 4.0" in VILLAGES.read_text().splitlines()[1]


@each_area
def test_area_is_one_piece_without_a_hole_inside_the_view_box(area: Area):
    rings = drawn_rings(area.path)

    assert len(rings) == 1
    # y points down on the sheet.
    assert surface(rings[0]) < 0
    _left, _top, width, height = VIEW_BOX
    assert all(0 < x < width and 0 < y < height for x, y in rings[0])


@each_area
def test_dots_lie_well_inside_and_apart_and_the_label_too(area: Area):
    rings = drawn_rings(area.path)

    assert len(area.points) == len(set(area.points)) >= 60
    assert all(inside(point, rings) and room(point, rings) >= 3.1 for point in area.points)
    assert min(math.dist(one, other) for n, one in enumerate(area.points) for other in area.points[:n]) >= 4
    assert inside(area.label, rings)


@each_area
def test_first_dots_are_spread_over_the_area(area: Area):
    middle_of_all, middle_of_first = (
        tuple(sum(values) / len(points) for values in zip(*points, strict=True))
        for points in (area.points, area.points[:16])
    )
    across = math.sqrt(-surface(drawn_rings(area.path)[0]))

    assert math.dist(middle_of_all, middle_of_first) < across / 4
    assert (
        min(math.dist(one, other) for n, one in enumerate(area.points[:4]) for other in area.points[:n]) > across / 10
    )


def test_areas_share_borders_and_none_overlaps_another():
    total = sum(-surface(drawn_rings(area.path)[0]) for area in AREAS)
    provinces = sum(-surface(ring) for path in PROVINCE_PATHS.values() for ring in drawn_rings(path))

    assert total == pytest.approx(provinces, rel=1e-4)
    for area in AREAS:
        others = [drawn_rings(other.path) for other in AREAS if other is not area]
        assert not any(inside(area.points[0], rings) for rings in others)


def test_brussels_lies_inside_flemish_brabant():
    around, hole = sorted(drawn_rings(PROVINCE_PATHS[Province.FLEMISH_BRABANT]), key=surface)
    brussels = drawn_rings(PROVINCE_PATHS[Province.BRUSSELS])

    assert surface(around) < 0 < surface(hole)
    assert [set(ring) for ring in brussels] == [set(hole)]


@each_area
def test_outline_is_geojson_as_rfc_7946_wants_it(area: Area):
    geometry = area.geometry

    assert geometry["type"] == "Polygon"
    [ring] = geometry["coordinates"]
    assert ring[0] == ring[-1]
    assert surface(ring) > 0
    assert len(ring) == len(drawn_rings(area.path)[0])
    assert all(2.4 < longitude < 6.1 and 50.6 < latitude < 51.6 for longitude, latitude in ring)


def test_area_in_pieces_is_a_multipolygon():
    square = ((4.0, 51.0), (4.1, 51.0), (4.1, 51.1), (4.0, 51.0))
    area = Area("x", "X", Province.LIMBURG, (), 0, 0.0, "", (0.0, 0.0), (), (square, square))

    assert area.geometry == {"type": "MultiPolygon", "coordinates": [[square], [square]]}


def test_outlines_lie_where_the_towns_are():
    """Most main villages lie in the drawn outline of their own area, and all within about half a hexagon of it."""
    within = 0
    for row in rows():
        area = area_of(row.slug)
        ring = [list(area.rings[0])]
        place = (row.longitude, row.latitude)
        within += inside(place, ring)
        assert inside(place, ring) or room(place, ring) < 0.04, row.slug

    assert within / 304 > 0.9


def test_area_of_a_municipality():
    assert area_of("leuven").name == "Leuven en omgeving"
    assert area_of("voeren").key == "oost-haspengouw-en-voeren"
    assert area_of("sint-gillis").key == "brussel-zuid"
    assert area_of("luik") is None


def test_areas_by_province():
    assert {province.value: len(areas) for province, areas in PROVINCE_AREAS.items()} == {
        "antwerp": 9,
        "limburg": 6,
        "east-flanders": 9,
        "flemish-brabant": 9,
        "west-flanders": 9,
        "brussels": 4,
    }
    assert PROVINCE_PATHS.keys() == PROVINCE_AREAS.keys()


def test_lens_enlarges_and_can_be_undone():
    for village in villages()[::50]:
        assert math.dist(lens(without_lens(village.place)), village.place) < 1e-6


def test_towns_of_wide_municipalities_are_named_by_slug():
    assert {village.municipality for village in villages()} - {""} <= TABLE.keys()


@pytest.mark.parametrize("hexagon", [(0, 0), (3, -2), (-7, 5)])
def test_hexagon_is_found_by_its_middle_and_by_what_is_near_it(hexagon):
    east, north = middle(hexagon, width=6)

    assert {hexagon_at((east + right, north + up), width=6) for right in (-1.4, 0, 1.4) for up in (-2.4, 0, 2.4)} == {
        hexagon
    }


def test_outline_of_one_hexagon_goes_around_it_counterclockwise():
    [ring] = outline([(0, 0)])

    assert len(ring) == 7
    assert surface([spot(corner, width=6) for corner in ring]) == pytest.approx(36 * math.sqrt(3) / 2)


def test_outline_of_a_ring_of_hexagons_has_a_hole_that_runs_clockwise():
    outside, hole = sorted(outline(next_to((0, 0))), key=len, reverse=True)

    assert (len(outside), len(hole)) == (19, 7)
    assert surface(outside) > 0 > surface(hole)


def test_pieces_come_with_the_largest_first():
    assert parts([(0, 0), (5, 5), (5, 6)]) == [{(5, 5), (5, 6)}, {(0, 0)}]
