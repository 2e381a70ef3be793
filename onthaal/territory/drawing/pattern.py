"""The municipality's own street plan as a quiet pattern behind a heading."""

from __future__ import annotations

from onthaal.territory.drawing.canvas import UNITS, Canvas
from onthaal.territory.geometry import lines, world_pixel
from onthaal.territory.lookup import ground
from onthaal.territory.models import FeatureKind as Kind
from onthaal.territory.models import MapFeature, RoadManager

WIDTH, HEIGHT, ZOOM = 1440, 420, 16
_WIDTHS = {Kind.REGIONAL_ROAD: 10, Kind.MAIN_STREET: 7, Kind.STREET: 4.5, Kind.RAILWAY: 1.5}


def pattern() -> str:
    """White lines on nothing, wider than high; whoever shows it chooses how faint."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH * UNITS} {HEIGHT * UNITS}" preserveAspectRatio="xMidYMid slice">'
    )
    here = ground()
    if here.territory is None:
        return head + "</svg>"
    x, y = world_pixel(here.territory.centre_lon, here.territory.centre_lat, ZOOM)
    canvas = Canvas(ZOOM, x - WIDTH / 2, y - HEIGHT / 2, WIDTH, HEIGHT)
    drawn: dict[float, str] = {}
    rows = list(MapFeature.objects.filter(kind__in=_WIDTHS).order_by("id"))
    if rows:
        for row in rows:
            width = _WIDTHS[Kind(row.kind)]
            for line in lines(row.geometry):
                drawn[width] = drawn.get(width, "") + canvas.line(line, tolerance=8)
    else:
        for street in here.streets:
            width = 10 if street.manager == RoadManager.REGION else 4.5
            for line in lines(street.geometry) if street.geometry else ():
                drawn[width] = drawn.get(width, "") + canvas.line(line, tolerance=8)
    paths = "".join(
        f'<path stroke-width="{width * UNITS:.0f}" d="{data}"/>'
        for width, data in drawn.items()
        if data
    )
    # one opacity for the whole group: crossings do not get brighter
    return (
        f'{head}<g fill="none" stroke="#fff" stroke-linejoin="round" stroke-linecap="round" '
        f'opacity=".13">{paths}</g></svg>'
    )
