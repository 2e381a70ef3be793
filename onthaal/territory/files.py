"""Reading open files about a municipality: GeoJSON boundary, sectors, addresses.

Column names differ from source to source, so each fact goes by several names.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onthaal.territory.actions import (
    CannotLoad,
    Ground,
    NewAddress,
    NewFeature,
    NewNeighbourhood,
    NewStreet,
)
from onthaal.territory.models import FeatureKind

_NIS = ("nis", "nis_code", "niscode", "nis5", "refnis")
_STREET = ("straatnaam", "street", "streetname_nl", "straat")
_NUMBER = ("huisnummer", "house_number", "nummer")
_BOX = ("busnummer", "bus", "box", "box_number")
_POSTCODE = ("postcode", "postal_code", "postalcode")
_LAT = ("lat", "latitude", "breedtegraad", "epsg:4326_lat")
_LON = ("lon", "lng", "longitude", "lengtegraad", "epsg:4326_lon")
_URI = ("uri", "adres_uri", "register_uri", "best_id", "identificator")
_SECTOR = ("sector", "naam", "name", "wijk")
_CODE = ("nis9", "code", "sectorcode", "cs01012020")


def read_ground(
    *,
    boundary: Path,
    sectors: Path | None,
    addresses: Path | None,
    nis_code: str,
    name: str,
    postcode: str = "",
) -> Ground:
    """The municipality as the files describe it. Raises CannotLoad with a Dutch explanation."""
    found = list(_addresses(addresses)) if addresses else []
    return Ground(
        name=name,
        nis_code=nis_code,
        postcode=postcode or next((a.postcode for a in found if a.postcode), ""),
        boundary=_boundary(boundary, nis_code),
        zoom=13,
        neighbourhoods=list(_sectors(sectors, nis_code)) if sectors else [],
        streets=[NewStreet(street) for street in sorted({a.street for a in found})],
        addresses=found,
        features=[
            NewFeature(
                FeatureKind.HOUSE_NUMBER,
                {"type": "Point", "coordinates": [a.lon, a.lat]},
                a.house_number,
            )
            for a in found
            if not a.box
        ],
    )


def _boundary(path: Path, nis_code: str) -> Mapping[str, Any]:
    features = _features(path)
    if len(features) > 1:
        features = [f for f in features if _get(f["properties"], _NIS) == nis_code]
    if len(features) != 1:
        raise CannotLoad(
            f"In {path.name} staat geen (of meer dan één) gemeente met NIS-code {nis_code}."
        )
    given = _get(features[0]["properties"], _NIS)
    if given and given != nis_code:
        raise CannotLoad(
            f"{path.name} is van de gemeente met NIS-code {given}, niet van {nis_code}."
        )
    geometry = features[0].get("geometry")
    if not isinstance(geometry, dict):
        raise CannotLoad(f"{path.name} bevat geen grens.")
    return geometry


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError:
        raise CannotLoad(f"Het bestand {path} is er niet of is niet leesbaar.") from None
    except ValueError:
        raise CannotLoad(f"{path.name} is geen GeoJSON.") from None
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection":
        rows = content.get("features") or []
    elif kind == "Feature":
        rows = [content]
    elif kind in ("Polygon", "MultiPolygon"):
        rows = [{"type": "Feature", "properties": {}, "geometry": content}]
    else:
        raise CannotLoad(f"{path.name} is geen GeoJSON.")
    return [{**row, "properties": _lower(row.get("properties") or {})} for row in rows]


def _sectors(path: Path, nis_code: str) -> Iterator[NewNeighbourhood]:
    """Names and codes from a CSV, or names, codes and polygons from a GeoJSON."""
    if path.suffix.lower() in (".json", ".geojson"):
        rows = [(f["properties"], f.get("geometry")) for f in _features(path)]
    else:
        rows = [(row, None) for row in _rows(path)]
    used: set[str] = set()
    for row, geometry in rows:
        name, code = _get(row, _SECTOR), _get(row, _CODE)
        if not name or not code:
            raise CannotLoad(f"{path.name} moet de naam en de code van elke wijk bevatten.")
        if not code.startswith(nis_code):
            continue
        shown = name.title() if name.isupper() else name
        # two sectors of one municipality may carry the same name
        shown = shown if shown not in used else f"{shown} ({code})"
        used.add(shown)
        yield NewNeighbourhood(shown[:80], code[:20], geometry)


def _addresses(path: Path) -> Iterator[NewAddress]:
    seen: set[tuple[str, str, str]] = set()
    for line, row in enumerate(_rows(path), start=2):
        street, number = _get(row, _STREET), _get(row, _NUMBER)
        lat, lon = _get(row, _LAT), _get(row, _LON)
        if not street or not number or not lat or not lon:
            raise CannotLoad(
                f"{path.name}, regel {line}: straatnaam, huisnummer, lat en lon zijn nodig."
            )
        try:
            place = float(lat.replace(",", ".")), float(lon.replace(",", "."))
        except ValueError:
            raise CannotLoad(f"{path.name}, regel {line}: lat of lon is geen getal.") from None
        key = (street, number, _get(row, _BOX))
        if key in seen:
            continue
        seen.add(key)
        yield NewAddress(
            street, number, *place, key[2], _get(row, _POSTCODE), _get(row, _URI)[:120]
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError:
        raise CannotLoad(f"Het bestand {path} is er niet of is niet leesbaar.") from None
    except UnicodeDecodeError:
        raise CannotLoad(f"{path.name} is geen tekst in UTF-8.") from None
    first = text.partition("\n")[0]
    for row in csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ","):
        yield _lower(row)


def _lower(row: Mapping[Any, Any]) -> dict[str, str]:
    return {str(k).strip().lower(): str(v or "").strip() for k, v in row.items() if k is not None}


def _get(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")
