"""Reading an answer of the adresmatch service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from pyproj import Transformer

_GML = "{http://www.opengis.net/gml/3.2}"
# The register answers in Lambert 72; Lambert 2008 is announced.
_KNOWN_SYSTEMS = {"31370", "3812", "4326"}


@dataclass(frozen=True)
class AddressMatch:
    """One address that the register thinks of; ``score`` 100 is exactly what was asked."""

    uri: str
    street: str
    house_number: str
    box: str
    postcode: str
    municipality: str
    score: float
    lat: float
    lon: float

    @property
    def object_id(self) -> str:
        return self.uri.rsplit("/", 1)[-1]


class BadAnswer(Exception):
    """The register answered something that is no adresmatch answer."""


def matches(answer: Mapping[str, Any]) -> list[AddressMatch]:
    """The addresses in an answer that are in use and have a place, best first.

    Raises BadAnswer.
    """
    rows = answer.get("adresMatches")
    if not isinstance(rows, list):
        raise BadAnswer("no adresMatches in the answer")
    found = [match for row in rows if (match := _match(row)) is not None]
    return sorted(found, key=lambda match: -match.score)


def _match(row: Any) -> AddressMatch | None:
    """One row; None for a row without house number or place (a street, a rejected address)."""
    if not isinstance(row, Mapping) or row.get("adresStatus", "inGebruik") != "inGebruik":
        return None
    position = _at(row, "adresPositie", "geometrie", "gml")
    number = row.get("huisnummer")
    if not isinstance(position, str) or not number:
        return None
    try:
        lat, lon = place_of(position)
        return AddressMatch(
            uri=str(_at(row, "identificator", "id") or ""),
            street=str(_at(row, "straatnaam", "straatnaam", "geografischeNaam", "spelling") or ""),
            house_number=str(number),
            box=str(row.get("busnummer") or ""),
            postcode=str(_at(row, "postinfo", "objectId") or ""),
            municipality=str(
                _at(row, "gemeente", "gemeentenaam", "geografischeNaam", "spelling") or ""
            ),
            score=float(row.get("score") or 0),
            lat=lat,
            lon=lon,
        )
    except (TypeError, ValueError) as error:
        raise BadAnswer(str(error)) from error


def _at(row: Any, *path: str) -> Any:
    for step in path:
        if not isinstance(row, Mapping):
            return None
        row = row.get(step)
    return row


def place_of(gml: str) -> tuple[float, float]:
    """Latitude and longitude of a GML point in Lambert 72, Lambert 2008 or WGS84.

    Raises ValueError for anything else.
    """
    if "<!" in gml:
        raise ValueError("a GML point needs no declarations")  # and an entity could grow
    try:
        point = ElementTree.fromstring(gml)  # noqa: S314  # declarations are refused above
    except ElementTree.ParseError as error:
        raise ValueError(f"not GML: {error}") from error
    system = re.search(r"(\d{4,5})$", point.get("srsName", ""))
    pos = point.findtext(f"{_GML}pos")
    if point.tag != f"{_GML}Point" or system is None or pos is None:
        raise ValueError("not a GML point with a reference system")
    if system[1] not in _KNOWN_SYSTEMS:
        raise ValueError(f"unknown reference system {system[1]}")
    x, y = (float(part) for part in pos.split()[:2])
    lon, lat = _to_wgs84(system[1]).transform(x, y)
    return round(lat, 7), round(lon, 7)


@lru_cache(maxsize=4)
def _to_wgs84(system: str) -> Transformer:
    return Transformer.from_crs(f"EPSG:{system}", "EPSG:4326", always_xy=True)
