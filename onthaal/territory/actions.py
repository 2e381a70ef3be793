"""Laying the ground: storing a municipality's boundary, neighbourhoods, streets and addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction
from django.db.models import ProtectedError

from onthaal.territory.geometry import box_of, polygons
from onthaal.territory.models import (
    Address,
    FeatureKind,
    MapFeature,
    Neighbourhood,
    RoadManager,
    Street,
    Territory,
    new_version,
)

Geometry = Mapping[str, Any]


class CannotLoad(Exception):
    """The ground cannot be stored like this; the message says why, in Dutch."""


@dataclass(frozen=True)
class NewNeighbourhood:
    name: str
    code: str
    boundary: Geometry | None = None


@dataclass(frozen=True)
class NewStreet:
    name: str
    manager: str = RoadManager.MUNICIPALITY
    line: Geometry | None = None
    register_uri: str = ""


@dataclass(frozen=True)
class NewAddress:
    street: str
    house_number: str
    lat: float
    lon: float
    box: str = ""
    postcode: str = ""
    register_uri: str = ""


@dataclass(frozen=True)
class NewFeature:
    kind: str
    geometry: Geometry
    label: str = ""
    size: float = 0.0


@dataclass(frozen=True)
class Ground:
    """A whole municipality, ready to store. ``centre`` is (lon, lat)."""

    name: str
    nis_code: str
    postcode: str
    boundary: Geometry
    centre: tuple[float, float] | None = None
    zoom: int = 15
    neighbourhoods: Sequence[NewNeighbourhood] = ()
    streets: Sequence[NewStreet] = ()
    addresses: Sequence[NewAddress] = ()
    features: Sequence[NewFeature] = ()


@dataclass
class Loaded:
    """What was stored. ``kept`` names neighbourhoods that are gone but still in use."""

    neighbourhoods: int = 0
    streets: int = 0
    addresses: int = 0
    features: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load(*, ground: Ground) -> Loaded:
    """Make the stored ground equal to ``ground``; doing it twice changes nothing.

    Rows that stay the same keep their id, so that meldingen keep their address and neighbourhood.
    A neighbourhood that is gone but that a distribution rule uses stays, without boundary.

    Raises CannotLoad.
    """
    _check(ground)
    here = Territory.objects.first()
    if here and here.nis_code != ground.nis_code:
        raise CannotLoad(
            f"Deze databank is van {here.name} ({here.nis_code}). Begin voor {ground.name} met een "
            "lege databank."
        )
    box = box_of(ground.boundary)
    centre = ground.centre or box.centre
    done = Loaded()
    Territory.objects.update_or_create(
        id=1,
        defaults={
            "name": ground.name,
            "nis_code": ground.nis_code,
            "postcode": ground.postcode,
            "boundary": ground.boundary,
            "min_lat": box.min_lat,
            "min_lon": box.min_lon,
            "max_lat": box.max_lat,
            "max_lon": box.max_lon,
            "centre_lat": centre[1],
            "centre_lon": centre[0],
            "zoom": ground.zoom,
            "version": new_version(),
        },
    )
    _neighbourhoods(ground.neighbourhoods, done)
    _streets(ground.streets, done)
    _addresses(ground, done)
    _features(ground.features, done)
    return done


def _check(ground: Ground) -> None:
    try:
        rings = polygons(ground.boundary)
    except ValueError:
        raise CannotLoad("De grens moet een vlak zijn (Polygon of MultiPolygon).") from None
    if not rings or any(len(ring) < 4 for polygon in rings for ring in polygon):
        raise CannotLoad("De grens heeft een ring met minder dan vier punten.")
    box = box_of(ground.boundary)
    if not (box.min_lon >= -180 and box.max_lon <= 180 and -90 <= box.min_lat <= box.max_lat <= 90):
        raise CannotLoad(
            "De grens staat niet in graden (WGS84). Zet het bestand eerst om, bijvoorbeeld van "
            "Lambert 72 naar EPSG:4326."
        )
    if not re.fullmatch(r"\d{5}", ground.nis_code):
        raise CannotLoad("De NIS-code heeft vijf cijfers, bijvoorbeeld 13021.")
    names = {street.name for street in ground.streets}
    unknown = {address.street for address in ground.addresses} - names
    if unknown:
        raise CannotLoad(f"Adressen in een onbekende straat: {', '.join(sorted(unknown)[:5])}.")
    _once(street.name for street in ground.streets)
    _once(n.name for n in ground.neighbourhoods)
    _once(n.code for n in ground.neighbourhoods)
    _once(f"{a.street} {a.house_number} bus {a.box}" for a in ground.addresses)


def _once(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise CannotLoad(f"“{name}” komt twee keer voor.")
        seen.add(name)


def _neighbourhoods(wanted: Sequence[NewNeighbourhood], done: Loaded) -> None:
    for old in Neighbourhood.objects.exclude(code__in=[n.code for n in wanted]):
        try:
            with transaction.atomic():
                old.delete()
        except ProtectedError:
            Neighbourhood.objects.filter(pk=old.pk).update(boundary=None)
            done.kept.append(old.name)
    rows = []
    for n in wanted:
        row = Neighbourhood(name=n.name, code=n.code, boundary=n.boundary)
        if n.boundary:
            box = box_of(n.boundary)
            row.min_lon, row.min_lat, row.max_lon, row.max_lat = (
                box.min_lon,
                box.min_lat,
                box.max_lon,
                box.max_lat,
            )
        rows.append(row)
    Neighbourhood.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "boundary", "min_lat", "min_lon", "max_lat", "max_lon"],
    )
    done.neighbourhoods = len(rows)


def _streets(wanted: Sequence[NewStreet], done: Loaded) -> None:
    Street.objects.exclude(name__in=[street.name for street in wanted]).delete()
    rows = [
        Street(name=s.name, manager=s.manager, line=s.line, register_uri=s.register_uri)
        for s in wanted
    ]
    Street.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["manager", "line", "register_uri"],
    )
    done.streets = len(rows)


def _addresses(ground: Ground, done: Loaded) -> None:
    ids = dict(Street.objects.values_list("name", "id"))
    rows = [
        Address(
            street_id=ids[a.street],
            house_number=a.house_number,
            number=_ordinal(a.house_number),
            box=a.box,
            postcode=a.postcode or ground.postcode,
            lat=a.lat,
            lon=a.lon,
            register_uri=a.register_uri,
        )
        for a in ground.addresses
    ]
    wanted = {(row.street_id, row.house_number, row.box) for row in rows}
    gone = [
        key
        for key, street, number, box in Address.objects.values_list(
            "id", "street_id", "house_number", "box"
        )
        if (street, number, box) not in wanted
    ]
    Address.objects.filter(id__in=gone).delete()
    done.addresses = len(rows)
    if not Address.objects.exists():
        columns = ["street_id", "house_number", "number", "box", "postcode", "lat", "lon"]
        columns.append("register_uri")
        _copy(
            Address,
            ", ".join(columns),
            (tuple(getattr(address, name) for name in columns) for address in rows),
        )
        return
    Address.objects.bulk_create(
        rows,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["street", "house_number", "box"],
        update_fields=["number", "postcode", "lat", "lon", "register_uri"],
    )


def _ordinal(house_number: str) -> int:
    digits = re.match(r"\d{1,6}", house_number)
    return int(digits[0]) if digits else 0


def _features(wanted: Sequence[NewFeature], done: Loaded) -> None:
    MapFeature.objects.all().delete()
    _copy(
        MapFeature,
        "kind, geometry, label, size, min_lat, min_lon, max_lat, max_lon",
        (
            (
                str(f.kind),
                json.dumps(f.geometry, separators=(",", ":")),
                f.label,
                f.size,
                box.min_lat,
                box.min_lon,
                box.max_lat,
                box.max_lon,
            )
            for f in wanted
            if (box := box_of(f.geometry))
        ),
    )
    done.features = len(wanted)


def _copy(model: type[models.Model], columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert many rows at once; columns left out keep the database's own default."""
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


__all__ = [
    "CannotLoad",
    "FeatureKind",
    "Ground",
    "Loaded",
    "NewAddress",
    "NewFeature",
    "NewNeighbourhood",
    "NewStreet",
    "load",
]
