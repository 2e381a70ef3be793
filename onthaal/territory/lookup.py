"""Questions about the ground of the municipality, for every app above.

The boundary, the neighbourhoods and the streets hardly ever change: each process keeps them in
memory and asks in one small statement whether they are still the same. So every question here
costs at most two statements, and an answer is never older than the data.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from onthaal.integrations.adressenregister.client import AddressRegister, Unavailable
from onthaal.territory.address_search import (
    FoundAddress,
    Typed,
    best_streets,
    parse,
    street_key,
)
from onthaal.territory.geometry import (
    Box,
    box_of,
    degrees_around,
    holds,
    lines,
    middle_of_line,
    nearest_on_line,
)
from onthaal.territory.models import Address, Neighbourhood, RoadManager, Street, Territory

log = logging.getLogger(__name__)

NEAR_A_ROAD = 20.0
NEAR_AN_ADDRESS = 75.0


@dataclass(frozen=True)
class StreetLine:
    """One street as it lies: its line(s) and the box around them."""

    id: int
    name: str
    manager: str
    geometry: dict[str, Any] | None

    @cached_property
    def box(self) -> Box | None:
        return box_of(self.geometry) if self.geometry else None

    def metres_from(self, lon: float, lat: float) -> float:
        """How far the street passes; infinite for a street without a line."""
        if not self.geometry:
            return float("inf")
        return min(nearest_on_line(line, lon, lat)[0] for line in lines(self.geometry))

    @cached_property
    def middle(self) -> tuple[float, float] | None:
        """Half-way its longest line, as (lon, lat)."""
        if not self.geometry:
            return None
        return middle_of_line(max(lines(self.geometry), key=len))


@dataclass(frozen=True)
class Ground:
    """All that is kept in memory."""

    territory: Territory | None
    neighbourhoods: tuple[Neighbourhood, ...]
    streets: tuple[StreetLine, ...]

    def inside(self, lat: float, lon: float) -> bool:
        if self.territory is None:
            return True
        t = self.territory
        box = Box(t.min_lon, t.min_lat, t.max_lon, t.max_lat)
        return box.holds(lon, lat) and holds(t.boundary, lon, lat)

    def neighbourhood_at(self, lat: float, lon: float) -> Neighbourhood | None:
        for n in self.neighbourhoods:
            if (
                n.boundary is not None
                and n.min_lon is not None
                and n.max_lon is not None
                and n.min_lat is not None
                and n.max_lat is not None
                and n.min_lon <= lon <= n.max_lon
                and n.min_lat <= lat <= n.max_lat
                and holds(n.boundary, lon, lat)
            ):
                return n
        return None

    def road_at(self, lat: float, lon: float, within_m: float = NEAR_A_ROAD) -> Road | None:
        dlon, dlat = degrees_around(lat, within_m)
        best: Road | None = None
        for street in self.streets:
            if street.box is None or not street.box.grown(dlon, dlat).holds(lon, lat):
                continue
            away = street.metres_from(lon, lat)
            if away <= within_m and (best is None or away < best.metres):
                best = Road(street.id, street.name, RoadManager(street.manager), away)
        return best


@dataclass(frozen=True)
class Road:
    """The street nearest to a point, and who looks after it."""

    street_id: int
    name: str
    manager: RoadManager
    metres: float


@dataclass(frozen=True)
class PlaceFacts:
    """Everything that a melding needs to know about one point."""

    lat: float
    lon: float
    inside: bool
    address: FoundAddress | None
    neighbourhood: Neighbourhood | None
    road: Road | None

    @property
    def is_regional_road(self) -> bool:
        return self.road is not None and self.road.manager == RoadManager.REGION

    @property
    def description(self) -> str:
        """How to name this place: its address, else ``bij`` its street, else the neighbourhood."""
        if self.address:
            return self.address.label
        if self.road:
            return self.road.name
        return self.neighbourhood.name if self.neighbourhood else ""


_kept: tuple[str, Ground] | None = None


def ground() -> Ground:
    """Territory, neighbourhoods and streets; one statement when they did not change."""
    global _kept
    version = Territory.objects.values_list("version", flat=True).first()
    if version is not None and _kept is not None and _kept[0] == version:
        return _kept[1]
    fresh = Ground(
        territory=Territory.objects.first(),
        neighbourhoods=tuple(Neighbourhood.objects.all()),
        streets=tuple(
            StreetLine(*row) for row in Street.objects.values_list("id", "name", "manager", "line")
        ),
    )
    # without a territory there is no version to go by, so nothing is kept
    _kept = (version, fresh) if version is not None else None
    return fresh


def forget() -> None:
    """Read the ground anew at the next question. Only needed after changing rows by hand."""
    global _kept
    _kept = None


def territory() -> Territory | None:
    """The municipality's ground, None as long as none is loaded."""
    return ground().territory


def inside(lat: float, lon: float) -> bool:
    """Whether the point lies in the municipality; always true as long as none is loaded."""
    return ground().inside(lat, lon)


def neighbourhood_at(lat: float, lon: float) -> Neighbourhood | None:
    """The neighbourhood that holds the point, as far as neighbourhoods have a boundary."""
    return ground().neighbourhood_at(lat, lon)


def road_at(lat: float, lon: float, within_m: float = NEAR_A_ROAD) -> Road | None:
    """The street that passes nearest to the point, if one passes within so many metres."""
    return ground().road_at(lat, lon, within_m)


def road_manager_at(lat: float, lon: float) -> RoadManager | None:
    """Who looks after the road at this point; None when no road lies there."""
    road = road_at(lat, lon)
    return road.manager if road else None


def nearest_address(
    lat: float, lon: float, within_m: float = NEAR_AN_ADDRESS
) -> FoundAddress | None:
    """The address nearest to the point, if one lies within so many metres; one statement."""
    dlon, dlat = degrees_around(lat, within_m)
    rows = Address.objects.filter(
        lat__range=(lat - dlat, lat + dlat), lon__range=(lon - dlon, lon + dlon), box=""
    ).values_list(*FoundAddress.COLUMNS)
    found = [FoundAddress.of_row(row, near=(lon, lat)) for row in rows]
    best = min(found, key=lambda address: address.metres, default=None)
    return best if best and best.metres <= within_m else None


def place_at(lat: float, lon: float) -> PlaceFacts:
    """All facts about one point, in two statements."""
    here = ground()
    return PlaceFacts(
        lat=lat,
        lon=lon,
        inside=here.inside(lat, lon),
        address=nearest_address(lat, lon),
        neighbourhood=here.neighbourhood_at(lat, lon),
        road=here.road_at(lat, lon),
    )


def search_addresses(text: str, limit: int = 8) -> list[FoundAddress]:
    """The addresses and streets that somebody may have meant, best first; two statements.

    Forgiving: ``kerkstr 14``, wrong case, no accents, one or two typing errors, ``14a``,
    ``14 bus 3``, a postcode or the town's name behind it. Without a number the streets come
    themselves (their middle, no address id); with a number that does not exist, the nearest
    numbers of that street. Only when the own table knows nothing, the Flemish address register is
    asked, if it is set up: at most three seconds, and its silence is no error.
    """
    found = _search_own(text, limit)
    return found or _ask_register(text, limit)


def _ask_register(text: str, limit: int) -> list[FoundAddress]:
    """What the Flemish register makes of it, inside our boundary; nothing when it is off or away.

    Only for what the own table does not know: a new street, or a municipality without table.
    """
    if not settings.ADRESSENREGISTER_URL:
        return []
    here = ground()
    typed = parse(text, drop_words=(here.territory.name,) if here.territory else ())
    if here.territory is None or not typed.street_words or not typed.number:
        return []
    register = AddressRegister(settings.ADRESSENREGISTER_URL, settings.ADRESSENREGISTER_KEY)
    try:
        matches = register.match(
            municipality=here.territory.name,
            street=typed.street_words,
            house_number=typed.number,
            box=typed.box,
        )
    except Unavailable:
        log.warning("the address register is unavailable", exc_info=True)
        return []
    streets = {street_key(street.name): street.id for street in here.streets}
    return [
        FoundAddress(
            id=None,
            street_id=streets.get(street_key(match.street)),
            street=match.street,
            house_number=match.house_number,
            box=match.box,
            postcode=match.postcode,
            lat=match.lat,
            lon=match.lon,
        )
        for match in matches
        if here.inside(match.lat, match.lon)
    ][:limit]


def _search_own(text: str, limit: int) -> list[FoundAddress]:
    here = ground()
    postcode = here.territory.postcode if here.territory else ""
    town = here.territory.name if here.territory else ""
    typed = parse(text, drop_words=(town,))
    streets = best_streets(typed, [(street.id, street.name) for street in here.streets])
    if not streets:
        return []
    if not typed.number:
        by_id = {street.id: street for street in here.streets}
        return _streets([by_id[street_id] for street_id, _ in streets[:limit]], postcode)
    return _addresses(typed, dict(streets[:5]), limit)


def _streets(streets: list[StreetLine], postcode: str) -> list[FoundAddress]:
    """The streets themselves; one without a line borrows the place of its first house."""
    missing = [street.id for street in streets if street.middle is None]
    houses = (
        {
            row[0]: (row[2], row[1])
            for row in Address.objects.filter(street__in=missing)
            .order_by("street_id", "number")
            .distinct("street_id")
            .values_list("street_id", "lat", "lon")
        }
        if missing
        else {}
    )
    found = []
    for street in streets:
        where = street.middle or houses.get(street.id)
        if where:
            found.append(
                FoundAddress(
                    id=None,
                    street_id=street.id,
                    street=street.name,
                    house_number="",
                    box="",
                    postcode=postcode,
                    lat=where[1],
                    lon=where[0],
                )
            )
    return found


def _addresses(typed: Typed, scores: dict[int, float], limit: int) -> list[FoundAddress]:
    best = max(scores.values())
    rows = Address.objects.filter(
        street__in=[key for key, score in scores.items() if score > best - 25]
    ).values_list(*FoundAddress.COLUMNS, "number")

    def away(row: tuple[Any, ...]) -> tuple[float, ...]:
        number, box, ordinal = row[3].lower(), row[4].lower(), row[8]
        return (
            -scores[row[1]],
            0 if number == typed.number else 1,
            abs(ordinal - typed.ordinal),
            # odd and even numbers lie across the street from each other
            (ordinal - typed.ordinal) % 2,
            0 if box == typed.box else 1 if not box else 2,
            len(number),
        )

    ranked = sorted(rows, key=away)
    exact = [row for row in ranked if row[8] == typed.ordinal]
    chosen = exact or ranked[:3]
    if typed.box == "":
        # one line per door: boxes only when somebody asks for one
        chosen = [row for row in chosen if not row[4]] or chosen
    return [FoundAddress.of_row(row) for row in chosen[:limit]]
