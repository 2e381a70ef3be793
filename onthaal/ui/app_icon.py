"""The icon of the app: a shield with a lime leaf, drawn in the colour of the header."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

from PIL import Image, ImageDraw

from onthaal.ui.house_style import Look

SIZES = (32, 180, 192, 512)
_FINER = 4  # drawn larger and made smaller, which softens the edges

Point = tuple[float, float]


def version(look: Look) -> str:
    """Changes when the icon does."""
    return hashlib.sha256(look.header_colour.encode()).hexdigest()[:8]


def png(look: Look, size: int) -> bytes:
    """The icon as a square PNG, with room around it for round masks."""
    return _draw(look.header_colour, size)


@lru_cache(maxsize=32)
def _draw(colour: str, size: int) -> bytes:
    side = size * _FINER
    # the shield lives in a box of 32 × 38; in a round mask four fifths of the width are safe
    room = 0.62 if size > 64 else 0.9
    scale = side * room / 38

    def at(points: list[Point]) -> list[Point]:
        return [((x - 16) * scale + side / 2, (y - 19) * scale + side / 2) for x, y in points]

    picture = Image.new("RGB", (side, side), colour)
    pen = ImageDraw.Draw(picture)
    shield = [
        *_curve((1, 4), (16, -1), (16, -1), (31, 4)),
        *_curve((31, 20), (31, 29), (24, 34), (16, 38)),
        *_curve((16, 38), (8, 34), (1, 29), (1, 20)),
    ]
    pen.polygon(at(shield), fill="#ffffff")
    half = [
        *_curve((16, 8), (11, 11), (8, 14), (8, 18)),
        *_curve((8, 18), (8, 21), (10, 23), (13, 23)),
        (16, 23),
    ]
    leaf = [*half, *[(32 - x, y) for x, y in reversed(half)]]
    pen.polygon(at(leaf), fill=colour)
    wide = max(1, round(1.7 * scale))
    pen.line(at([(16, 30), (16, 23)]), fill=colour, width=wide)
    pen.line(at([(16, 24), (16, 14)]), fill="#ffffff", width=wide)
    for low, high, reach in ((22.5, 18.6, 4.4), (18, 15.2, 3.0)):
        for side_of in (-1, 1):
            vein: list[Point] = [(16, low), (16 + side_of * reach, high)]
            pen.line(at(vein), fill="#ffffff", width=wide)
    made = io.BytesIO()
    smooth = picture.resize((size, size), Image.Resampling.LANCZOS)
    smooth.quantize(32, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _curve(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """A cubic Bézier curve as a line of points."""
    points = []
    for step in range(25):
        t = step / 24
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points.append(
            (
                sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
            )
        )
    return points
