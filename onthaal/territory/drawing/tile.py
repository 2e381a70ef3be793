"""Map tiles of 256 pixels."""

from __future__ import annotations

from onthaal.territory.drawing.canvas import Canvas
from onthaal.territory.drawing.picture import picture
from onthaal.territory.geometry import TILE

MIN_ZOOM, MAX_ZOOM = 11, 20


def tile(zoom: int, column: int, row: int) -> str:
    """The tile as an SVG document. Raises ValueError for a tile that does not exist."""
    if not MIN_ZOOM <= zoom <= MAX_ZOOM:
        raise ValueError(f"zoom must be {MIN_ZOOM} to {MAX_ZOOM}")
    if not (0 <= column < 2**zoom and 0 <= row < 2**zoom):
        raise ValueError("no such tile")
    return picture(Canvas(zoom, column * TILE, row * TILE, TILE, TILE))
