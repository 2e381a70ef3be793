"""The fictional town of Lindeveld, made from a seed. Pure Python: no database, no clock.

``build(seed)`` always gives the same town for the same seed. All coordinates are metres east and
north of the Markt; ``plane.lon_lat`` brings them to the globe.
"""

from onthaal.lindeveld.town.build import Town, build

__all__ = ["Town", "build"]
