"""One window on the town as SVG: what is drawn, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from onthaal.territory.drawing import palette
from onthaal.territory.drawing.canvas import UNITS, Canvas
from onthaal.territory.drawing.labels import Label, plan, text_width
from onthaal.territory.geometry import (
    Point,
    degrees_around,
    lines,
    metres_per_pixel,
    polygons,
)
from onthaal.territory.lookup import ground
from onthaal.territory.models import FeatureKind as Kind
from onthaal.territory.models import MapFeature, Territory

_FIRST_ZOOM = {
    **{kind: look[0] for kind, look in palette.AREAS.items()},
    **{kind: look[0] for kind, look in palette.ROADS.items()},
    Kind.BROOK: 12,
    Kind.RAILWAY: 11,
    Kind.SQUARE: 14,
    Kind.BUILT: 11,
    Kind.PLOT: 16,
    Kind.BUILDING: 15,
    Kind.SHED: 17,
    Kind.PUBLIC: 14,
    Kind.CHURCH: 14,
    Kind.TOWN_HALL: 14,
    Kind.TREE: 16,
    Kind.HOUSE_NUMBER: 17,
}
_NAMED = [
    *palette.ROADS,
    *palette.LANDMARKS,
    Kind.BROOK,
    Kind.RAILWAY,
    Kind.SQUARE,
    Kind.PLACE,
    Kind.PARK,
    Kind.WOOD,
    Kind.WATER,
    Kind.PITCH,
]

_plans: dict[tuple[str, int], list[Label]] = {}


def labels_for(territory: Territory, zoom: int) -> list[Label]:
    """The plan of names for this zoom, made once per version of the ground."""
    key = (territory.version, zoom)
    if key not in _plans:
        for old in [k for k in _plans if k[0] != territory.version]:
            del _plans[old]
        named = list(MapFeature.objects.filter(kind__in=_NAMED).exclude(label=""))
        centre = (territory.centre_lon, territory.centre_lat)
        _plans[key] = plan(named, zoom, territory.name, centre)
    return _plans[key]


def features_in(canvas: Canvas) -> dict[str, list[MapFeature]]:
    """The features to draw in this window, by kind; one statement."""
    kinds = [kind for kind, first in _FIRST_ZOOM.items() if canvas.zoom >= first]
    if canvas.zoom > 15:
        kinds.remove(Kind.BUILT)
    box = canvas.box
    # wide enough for half a road and for a house number that sticks out
    box = box.grown(*degrees_around(box.centre[1], 14 * metres_per_pixel(51, canvas.zoom) + 12))
    found: dict[str, list[MapFeature]] = defaultdict(list)
    rows = MapFeature.objects.filter(
        kind__in=kinds,
        max_lon__gte=box.min_lon,
        min_lon__lte=box.max_lon,
        max_lat__gte=box.min_lat,
        min_lat__lte=box.max_lat,
    ).order_by("id")
    for feature in rows:
        found[feature.kind].append(feature)
    return found


def picture(canvas: Canvas, extra: str = "", title: str = "") -> str:
    """The window as an SVG document; ``extra`` is drawn on top."""
    w, h = canvas.width * UNITS, canvas.height * UNITS
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{canvas.width}" '
        f'height="{canvas.height}" viewBox="0 0 {w} {h}" font-family="{palette.FONT}">'
    )
    parts = [head]
    if title:
        parts.append(f"<title>{escape(title)}</title>")
    parts.append(f'<path fill="{palette.OUTSIDE}" d="M0 0h{w}v{h}h-{w}z"/>')
    territory = ground().territory
    if territory:
        found = features_in(canvas)
        parts += _ground(canvas, territory)
        parts += _areas(canvas, found)
        parts += _waters_and_rails(canvas, found)
        parts += _plots(canvas, found)
        parts += _border(canvas, territory)
        parts += _roads(canvas, found)
        parts += _houses(canvas, found)
        parts += _landmarks(canvas, found)
        parts += _trees(canvas, found)
        parts += _numbers(canvas, found)
        parts += _labels(canvas, labels_for(territory, canvas.zoom))
    parts += [extra, "</svg>"]
    return "".join(parts)


def _scale(canvas: Canvas) -> float:
    """Units per metre."""
    return UNITS / metres_per_pixel(canvas.box.centre[1], canvas.zoom)


def _ground(canvas: Canvas, territory: Territory) -> Iterable[str]:
    data = "".join(
        canvas.clipped_ring(ring) for rings in polygons(territory.boundary) for ring in rings
    )
    if data:
        yield f'<path fill="{palette.LAND}" fill-rule="evenodd" d="{data}"/>'


def _border(canvas: Canvas, territory: Territory) -> Iterable[str]:
    data = "".join(canvas.line(ring) for rings in polygons(territory.boundary) for ring in rings)
    if data:
        yield (
            f'<path fill="none" stroke="{palette.BORDER}" stroke-opacity=".25" '
            f'stroke-width="20" d="{data}"/><path fill="none" stroke="{palette.BORDER}" '
            f'stroke-width="5" stroke-dasharray="28 12 6 12" d="{data}"/>'
        )


def _shapes(canvas: Canvas, features: Sequence[MapFeature], tolerance: float = 0.0) -> str:
    return "".join(
        canvas.ring(ring, tolerance)
        for feature in features
        for rings in polygons(feature.geometry)
        for ring in rings
    )


def _areas(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    for kind, (_, fill, edge) in palette.AREAS.items():
        if data := _shapes(canvas, found[kind], 1.5):
            stroke = f' stroke="{edge}" stroke-width="4"' if edge and canvas.zoom > 13 else ""
            yield f'<path fill="{fill}"{stroke} d="{data}"/>'


def _by_width(features: Sequence[MapFeature]) -> dict[float, list[MapFeature]]:
    groups: dict[float, list[MapFeature]] = defaultdict(list)
    for feature in features:
        groups[feature.size].append(feature)
    return groups


def _line(canvas: Canvas, features: Sequence[MapFeature]) -> str:
    return "".join(canvas.line(line) for feature in features for line in lines(feature.geometry))


def _waters_and_rails(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    scale = _scale(canvas)
    for size, features in _by_width(found[Kind.BUILT]).items():
        if data := _line(canvas, features):
            yield (
                f'<path fill="none" stroke="{palette.BUILT}" stroke-width="{size * scale:.0f}" '
                f'stroke-linejoin="round" stroke-linecap="round" d="{data}"/>'
            )
    for size, features in _by_width(found[Kind.BROOK]).items():
        if data := _line(canvas, features):
            yield (
                f'<path fill="none" stroke="{palette.BROOK}" stroke-linejoin="round" '
                f'stroke-linecap="round" stroke-width="{max(5, size * scale):.0f}" d="{data}"/>'
            )
    if data := _line(canvas, found[Kind.RAILWAY]):
        width = max(8, 3.2 * scale)
        yield (
            f'<path fill="none" stroke="{palette.RAIL}" stroke-width="{width:.0f}" d="{data}"/>'
            f'<path fill="none" stroke="#fbfbf8" stroke-width="{width * 0.55:.0f}" '
            f'stroke-dasharray="{width * 3:.0f}" d="{data}"/>'
        )


def _plots(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    fill, edge = palette.PLOT
    if data := _shapes(canvas, found[Kind.PLOT]):
        stroke = f' stroke="{edge}" stroke-width="3"' if canvas.zoom > 16 else ""
        yield f'<path fill="{fill}"{stroke} d="{data}"/>'
    fill, edge = palette.SHED
    if data := _shapes(canvas, found[Kind.SHED]):
        yield f'<path fill="{fill}" stroke="{edge}" stroke-width="3" d="{data}"/>'


def _road_width(canvas: Canvas, kind: str, metres: float) -> float:
    table = palette.ROADS[kind][3]
    least = table[min(canvas.zoom, 15) - 11] * UNITS
    if canvas.zoom < 15:
        return least
    return max(least, metres * _scale(canvas))


def _roads(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    """All edges first, then all surfaces, so that crossings flow into each other."""
    fill, edge = palette.SQUARE
    squares = _shapes(canvas, found[Kind.SQUARE])
    drawn = [
        (kind, _road_width(canvas, kind, size), data)
        for kind in palette.ROADS
        for size, features in sorted(_by_width(found[kind]).items())
        if (data := _line(canvas, features))
    ]
    if squares:
        yield f'<path fill="{fill}" stroke="{edge}" stroke-width="8" d="{squares}"/>'
    if drawn:
        yield '<g fill="none" stroke-linejoin="round" stroke-linecap="round">'
        rim = 2 if canvas.zoom < 14 else 4 if canvas.zoom < 17 else 7
        for kind, width, data in drawn:
            casing = palette.ROADS[kind][2]
            yield f'<path stroke="{casing}" stroke-width="{width + 2 * rim:.0f}" d="{data}"/>'
        for kind, width, data in drawn:
            dash = f' stroke-dasharray="{width * 2:.0f}"' if kind == Kind.PATH else ""
            yield (
                f'<path stroke="{palette.ROADS[kind][1]}" stroke-width="{width:.0f}"{dash} '
                f'd="{data}"/>'
            )
        yield "</g>"
    if squares:
        yield f'<path fill="{fill}" d="{squares}"/>'


def _houses(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    for parity, (fill, edge) in enumerate(palette.HOUSES):
        some = [feature for feature in found[Kind.BUILDING] if feature.pk % 5 // 3 == parity]
        if data := _shapes(canvas, some):
            stroke = f' stroke="{edge}" stroke-width="3"' if canvas.zoom > 16 else ""
            yield f'<path fill="{fill}"{stroke} d="{data}"/>'


def _landmarks(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    for kind, (fill, edge, _) in palette.LANDMARKS.items():
        if data := _shapes(canvas, found[kind]):
            width = 5 if canvas.zoom > 16 else 3
            yield (
                f'<path fill="{fill}" stroke="{edge}" stroke-width="{width}" '
                f'stroke-linejoin="round" d="{data}"/>'
            )


def _trees(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    scale = _scale(canvas)
    groups: dict[tuple[bool, int], str] = defaultdict(str)
    for feature in found[Kind.TREE]:
        if canvas.zoom < 17 and feature.size < 2.9:
            continue
        x, y = canvas.place(*feature.geometry["coordinates"])
        r = max(3, round(feature.size * scale))
        # a line of no length with round ends is a dot: far shorter than a circle element
        groups[feature.pk % 3 == 0, r] += f"M{x} {y}h0"
    if groups:
        yield '<g fill="none" stroke-linecap="round" stroke-opacity=".85">'
        for (dark, r), data in sorted(groups.items()):
            colour = palette.TREE_DARK if dark else palette.TREE
            yield f'<path stroke="{colour}" stroke-width="{2 * r}" d="{data}"/>'
        yield "</g>"


def _numbers(canvas: Canvas, found: dict[str, list[MapFeature]]) -> Iterable[str]:
    """House numbers: in the house, or at the point where only the address is known."""
    size = {17: 8.0, 18: 10.0, 19: 12.0, 20: 13.0}.get(canvas.zoom)
    if size is None:
        return
    texts = []
    if canvas.zoom >= 18:
        room = metres_per_pixel(canvas.box.centre[1], canvas.zoom)
        for feature in found[Kind.BUILDING]:
            if feature.label and text_width(feature.label, size) * room < 14:
                ring = feature.geometry["coordinates"][0][:-1]
                texts.append((_middle(ring), feature.label))
    dots = ""
    for feature in found[Kind.HOUSE_NUMBER]:
        lon, lat = feature.geometry["coordinates"]
        x, y = canvas.place(lon, lat)
        dots += f"M{x} {y}h0"
        if canvas.zoom >= 18:
            texts.append(((lon, lat), feature.label))
    if dots:
        yield (
            f'<path fill="none" stroke="{palette.HOUSES[0][0]}" stroke-linecap="round" '
            f'stroke-width="{3.5 * size:.0f}" d="{dots}"/>'
        )
    if texts:
        yield (
            f'<g fill="{palette.HOUSE_INK}" font-size="{size * UNITS:.0f}" text-anchor="middle">'
        )
        for (lon, lat), text in texts:
            x, y = canvas.place(lon, lat)
            yield f'<text x="{x}" y="{y + round(size * UNITS * 0.35)}">{escape(text)}</text>'
        yield "</g>"


def _middle(ring: Sequence[Sequence[float]]) -> Point:
    # of the first four corners: the main body of a house with an annexe
    body = ring[:4]
    return sum(p[0] for p in body) / len(body), sum(p[1] for p in body) / len(body)


def _labels(canvas: Canvas, labels: Iterable[Label]) -> Iterable[str]:
    right, bottom = canvas.left + canvas.width, canvas.top + canvas.height
    seen = [label for label in labels if label.touches(canvas.left, canvas.top, right, bottom)]
    if not seen:
        return
    yield (
        f'<g stroke="{palette.HALO}" stroke-width="12" stroke-linejoin="round" '
        'paint-order="stroke" text-anchor="middle">'
    )
    for i, label in enumerate(seen):
        look = f'fill="{label.colour}" font-size="{label.size * UNITS:.0f}"'
        if label.bold:
            look += ' font-weight="700"'
        if label.italic:
            look += ' font-style="italic"'
        if label.spaced:
            look += ' letter-spacing="5"'
        if label.path:
            spots = [canvas.unit(*spot) for spot in label.path]
            data = _smooth(spots)
            yield (
                f'<path id="n{i}" fill="none" stroke="none" d="{data}"/><text {look}>'
                f'<textPath href="#n{i}" startOffset="50%">{escape(label.text)}</textPath></text>'
            )
        else:
            x, y = canvas.unit(*label.at)
            y += round(label.size * UNITS * 0.35)
            yield f'<text x="{x}" y="{y}" {look}>{escape(label.text)}</text>'
    yield "</g>"


def _smooth(spots: Sequence[tuple[int, int]]) -> str:
    """Path data through the points with quadratic bends, so that letters turn evenly."""
    if len(spots) < 3:
        return "M" + "L".join(f"{x} {y}" for x, y in spots)
    data = f"M{spots[0][0]} {spots[0][1]}"
    for (x, y), (nx, ny) in pairwise(spots[1:-1]):
        data += f"Q{x} {y} {(x + nx) // 2} {(y + ny) // 2}"
    (x, y), (ex, ey) = spots[-2], spots[-1]
    return f"{data}Q{x} {y} {ex} {ey}"
