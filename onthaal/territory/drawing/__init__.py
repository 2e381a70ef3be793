"""Drawing the municipality as SVG: tiles, a plate without JavaScript, the pattern of streets."""

from onthaal.territory.drawing.pattern import pattern
from onthaal.territory.drawing.plate import Size, plate, point_of_click
from onthaal.territory.drawing.tile import MAX_ZOOM, MIN_ZOOM, tile

__all__ = ["MAX_ZOOM", "MIN_ZOOM", "Size", "pattern", "plate", "point_of_click", "tile"]
