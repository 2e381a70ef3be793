"""Where a crew's day begins and ends."""

from __future__ import annotations

from onthaal.organisation.models import Location
from onthaal.territory import lookup
from onthaal.workplan.models import Crew
from onthaal.workplan.rules import Point


def depot_of(crew: Crew) -> Point:
    """The crew's own depot, else the main location, else the middle of the town (lat, lon)."""
    if crew.depot_lat is not None and crew.depot_lon is not None:
        return crew.depot_lat, crew.depot_lon
    main = Location.objects.filter(is_main=True, lat__isnull=False).first()
    if main and main.lat is not None and main.lon is not None:
        return main.lat, main.lon
    town = lookup.territory()
    return (town.centre_lat, town.centre_lon) if town else (51.0, 4.5)
