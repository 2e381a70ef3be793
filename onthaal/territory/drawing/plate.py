"""A map without JavaScript: one picture with the pin in the middle, for ``<input type=image>``."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.territory.drawing.canvas import UNITS, Canvas
from onthaal.territory.drawing.picture import picture
from onthaal.territory.geometry import Point, lon_lat, world_pixel


@dataclass(frozen=True)
class Size:
    """The picture in pixels."""

    width: int = 640
    height: int = 400


def plate(
    centre: Point,
    zoom: int,
    size: Size,
    *,
    pin: Point | None = None,
    colour: str = "#8a2a6b",
    title: str = "",
) -> str:
    """The ground around ``centre`` (lon, lat) as an SVG document, with a pin when asked."""
    canvas = _canvas(centre, zoom, size)
    return picture(canvas, _pin(canvas, pin, colour) if pin else "", title)


def point_of_click(x: float, y: float, centre: Point, zoom: int, size: Size) -> Point:
    """The place (lon, lat) that was clicked at pixel ``x``, ``y`` of the plate drawn like this."""
    canvas = _canvas(centre, zoom, size)
    x, y = max(0.0, min(x, size.width)), max(0.0, min(y, size.height))
    return lon_lat(canvas.left + x, canvas.top + y, zoom)


def _canvas(centre: Point, zoom: int, size: Size) -> Canvas:
    x, y = world_pixel(*centre, zoom)
    return Canvas(zoom, x - size.width / 2, y - size.height / 2, size.width, size.height)


def _pin(canvas: Canvas, at: Point, colour: str) -> str:
    x, y = canvas.place(*at)
    s = UNITS
    return (
        f'<g transform="translate({x} {y}) scale({s})">'
        '<ellipse cx="0" cy="0" rx="7" ry="2.6" fill="#1f2a26" fill-opacity=".35"/>'
        f'<path d="M0 0C-5-8-17-17-17-29a17 17 0 0 1 34 0C17-17 5-8 0 0z" fill="{colour}" '
        'stroke="#fff" stroke-width="2.5"/><circle cx="0" cy="-29" r="6" fill="#fff"/></g>'
    )
