"""From the made-up town to rows of the territory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onthaal.lindeveld.town import Town
from onthaal.lindeveld.town.plane import XY, lon_lat
from onthaal.lindeveld.town.streets import LANE, MAIN, PATH, REGIONAL, STREET
from onthaal.territory.actions import (
    Ground,
    NewAddress,
    NewFeature,
    NewNeighbourhood,
    NewStreet,
)
from onthaal.territory.models import FeatureKind as Kind
from onthaal.territory.models import RoadManager

# Not a real NIS code: the nineties of each arrondissement are free.
NIS_CODE = "13099"
_ROADS = {
    REGIONAL: Kind.REGIONAL_ROAD,
    MAIN: Kind.MAIN_STREET,
    STREET: Kind.STREET,
    LANE: Kind.STREET,
    PATH: Kind.PATH,
}


def ground_of(town: Town) -> Ground:
    """Everything that the territory must know about the town."""
    return Ground(
        name=town.NAME,
        nis_code=NIS_CODE,
        postcode=town.POSTCODE,
        boundary=_polygon(town.boundary),
        centre=lon_lat((0, 0)),
        zoom=15,
        neighbourhoods=[
            NewNeighbourhood(quarter.name, quarter.code, _polygon(quarter.ring))
            for quarter in town.quarters
        ],
        streets=[
            NewStreet(
                street.name,
                RoadManager.REGION if street.kind == REGIONAL else RoadManager.MUNICIPALITY,
                _line(street.line),
            )
            for street in town.streets
        ],
        addresses=list(_addresses(town).values()),
        features=_features(town),
    )


def _addresses(town: Town) -> dict[tuple[str, str, str], NewAddress]:
    found: dict[tuple[str, str, str], NewAddress] = {}
    for mark in town.landmarks:
        if mark.address:
            lon, lat = lon_lat(mark.middle)
            street, number = mark.address
            found[street, number, ""] = NewAddress(street, number, lat, lon)
    for house in town.houses:
        lon, lat = lon_lat(house.middle)
        for box in ("", *house.boxes):
            found.setdefault(
                (house.street, house.number, box),
                NewAddress(house.street, house.number, lat, lon, box),
            )
    return found


def _features(town: Town) -> list[NewFeature]:
    out = [NewFeature(kind, _polygon(ring)) for kind, ring in town.fields]
    out += [NewFeature(Kind.WOOD, _polygon(ring)) for ring in town.woods]
    out += [NewFeature(Kind.BUILT, _line(line), size=64) for line in town.built]
    out.append(NewFeature(Kind.BROOK, _line(town.brook), "Lindebeek", 5))
    out.append(NewFeature(Kind.RAILWAY, _line(town.railway)))
    taken = {mark.address for mark in town.landmarks if mark.address}
    for house in town.houses:
        out.append(NewFeature(Kind.PLOT, _polygon(house.plot)))
        number = "" if (house.street, house.number) in taken else house.number
        out += [NewFeature(Kind.BUILDING, _polygon(extra)) for extra in house.extras]
        out.append(NewFeature(Kind.BUILDING, _polygon(house.body), number))
        out += [NewFeature(Kind.SHED, _polygon(shed)) for shed in house.sheds]
    out += [
        NewFeature(_ROADS[street.kind], _line(street.line), street.name, street.width)
        for street in town.streets
        if street.name != "Markt"
    ]
    out += [
        NewFeature(Kind.STREET, _line([street.line[-1], street.line[-1]]), size=17)
        for street in town.streets
        if street.is_dead_end
    ]
    for mark in town.landmarks:
        for i, part in enumerate(mark.parts):
            out.append(NewFeature(mark.kind, _polygon(part), mark.name if i == 0 else ""))
    out += [
        NewFeature(Kind.TREE, {"type": "Point", "coordinates": lon_lat(spot)}, size=round(r, 1))
        for spot, r in town.trees
    ]
    for quarter in town.quarters:
        x = sum(spot[0] for spot in quarter.ring) / len(quarter.ring)
        y = sum(spot[1] for spot in quarter.ring) / len(quarter.ring)
        if quarter.code != "LV01":
            out.append(
                NewFeature(
                    Kind.PLACE, {"type": "Point", "coordinates": lon_lat((x, y))}, quarter.name
                )
            )
    return out


def _polygon(ring: Sequence[XY]) -> dict[str, Any]:
    corners = [lon_lat(spot) for spot in ring]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def _line(line: Sequence[XY]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [lon_lat(spot) for spot in line]}
