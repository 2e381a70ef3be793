"""The lie of the land: bent polar coordinates around the Markt.

Streets, neighbourhoods and the boundary are all drawn as angle and distance and then bent by the
same function, so they fit together and nothing is straight or round.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from onthaal.lindeveld.town.plane import XY


class Lay:
    """How this town is bent; everything follows from the random source."""

    def __init__(self, chance: random.Random) -> None:
        self.swing = [chance.uniform(-0.5, 0.5) for _ in range(8)]

    def spot(self, angle: float, metres: float) -> XY:
        """The place at ``angle`` degrees (east = 0, north = 90), ``metres`` from the Markt."""
        t = math.radians(angle)
        s = self.swing
        calm = min(1.0, metres / 450.0)
        calm = calm * calm * (3 - 2 * calm)
        r = metres * (
            1 + calm * (0.10 * math.sin(2 * t + 0.6 + s[0]) + 0.055 * math.sin(3 * t + 2.1 + s[1]))
        )
        x, y = r * math.cos(t) * 1.10, r * math.sin(t) * 0.95
        bend_x = 42 * math.sin(y / 390 + 1.3 + s[2]) + 26 * math.sin(x / 520 + 0.4 + s[3])
        bend_y = 40 * math.sin(x / 430 + 0.7 + s[4]) + 24 * math.sin(y / 560 + 2.0 + s[5])
        return x + calm * bend_x, y + calm * bend_y

    def line(self, corners: Sequence[tuple[float, float]], step: float = 14.0) -> list[XY]:
        """A flowing line through corners given as (angle, metres)."""
        flat: list[XY] = []
        smooth = _flowing(corners)
        for (a1, r1), (a2, r2) in pairwise(smooth):
            across = math.radians(abs(a2 - a1)) * (r1 + r2) / 2
            pieces = max(1, round(math.hypot(across, r2 - r1) / step))
            for i in range(pieces):
                part = i / pieces
                flat.append(self.spot(a1 + (a2 - a1) * part, r1 + (r2 - r1) * part))
        flat.append(self.spot(*smooth[-1]))
        return flat

    def ring(self, corners: Sequence[tuple[float, float]]) -> list[XY]:
        """An area with these corners, its sides bent like the land; not repeated at the end."""
        return self.line([*corners, corners[0]], step=20)[:-1]


def _flowing(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Catmull and Rom's curve through the corners, for lines that are given by more than two."""
    if len(corners) < 3 or corners[0] == corners[-1]:
        return list(corners)
    points = [corners[0], *corners, corners[-1]]
    out: list[tuple[float, float]] = []
    for i in range(1, len(points) - 2):
        p0, p1, p2, p3 = points[i - 1 : i + 3]
        for k in range(8):
            t = k / 8
            out.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * p1[d]
                        + (p2[d] - p0[d]) * t
                        + (2 * p0[d] - 5 * p1[d] + 4 * p2[d] - p3[d]) * t * t
                        + (3 * p1[d] - p0[d] - 3 * p2[d] + p3[d]) * t * t * t
                    )
                    for d in (0, 1)
                )
            )
    return [*out, corners[-1]]
