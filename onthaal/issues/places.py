"""From what a reporter typed or pointed at to a place that the town can find.

Nobody is sent away because the computer does not know an address: what cannot be found may still
be sent, and a member of staff puts it on the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onthaal.issues.actions.submission import Place
from onthaal.territory import lookup
from onthaal.territory.address_search import FoundAddress, parse, street_key
from onthaal.territory.models import RoadManager

# The reporter's own words, when no address in the list is the right one.
AS_TYPED = "zoals-ik-het-schreef"


class Verdict(StrEnum):
    FOUND = "found"
    UNSURE = "unsure"  # something like it exists: ask which one
    UNKNOWN = "unknown"  # nothing like it exists
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Located:
    """What came of it. ``place`` is always usable, except when the verdict is OUTSIDE."""

    place: Place
    verdict: Verdict
    choices: tuple[str, ...] = ()
    regional_road: str = ""

    @property
    def has_point(self) -> bool:
        return self.place.lat is not None


def locate(text: str, *, lat: float | None, lon: float | None, note: str = "") -> Located:
    """Where that is. A point goes before the text; at most three statements."""
    text = " ".join(text.split())
    if lat is not None and lon is not None:
        return _at(lat, lon, text, note)
    return _by_text(text, note)


def _at(lat: float, lon: float, text: str, note: str) -> Located:
    facts = lookup.place_at(lat, lon)
    description = facts.description or text or f"Punt op de kaart ({lat:.5f}, {lon:.5f})"
    # words that name no address say where exactly; they must not get lost
    if text and facts.description and not _names(text, facts.address, facts.description):
        note = ". ".join(part for part in (text, note) if part)
    place = Place(
        description=description[:200],
        lat=lat,
        lon=lon,
        note=note[:200],
        address_id=facts.address.id if facts.address else None,
        neighbourhood_id=facts.neighbourhood.pk if facts.neighbourhood else None,
    )
    return Located(
        place,
        Verdict.FOUND if facts.inside else Verdict.OUTSIDE,
        regional_road=facts.road.name if facts.road and facts.is_regional_road else "",
    )


def _names(text: str, address: FoundAddress | None, description: str) -> bool:
    """Whether ``text`` is just an address, this one or the one that the pin stood at before."""
    typed = parse(text)
    return (
        text.casefold() == description.casefold()
        or bool(typed.number)
        or (address is not None and typed.street == street_key(address.street))
    )


def _by_text(text: str, note: str) -> Located:
    words = Place(description=text[:200], note=note[:200])
    found = lookup.search_addresses(text, limit=5)
    if not found:
        return Located(words, Verdict.UNKNOWN)
    best = found[0]
    here = lookup.ground()
    town = here.territory.name if here.territory else ""
    if not is_exactly(text, best, town=town):
        return Located(words, Verdict.UNSURE, choices=tuple(place.label for place in found))
    neighbourhood = here.neighbourhood_at(best.lat, best.lon)
    road = here.road_at(best.lat, best.lon)
    place = Place(
        description=best.label,
        lat=best.lat,
        lon=best.lon,
        note=note[:200],
        address_id=best.id,
        neighbourhood_id=neighbourhood.pk if neighbourhood else None,
    )
    return Located(
        place,
        Verdict.FOUND if here.inside(best.lat, best.lon) else Verdict.OUTSIDE,
        regional_road=road.name if road and road.manager == RoadManager.REGION else "",
    )


def is_exactly(text: str, address: FoundAddress, *, town: str) -> bool:
    """Whether the text names this very street and number, apart from spelling."""
    typed = parse(text, drop_words=(town,))
    return (
        typed.street == street_key(address.street)
        and typed.number == address.house_number.lower()
        and typed.box == address.box.lower()
    )
