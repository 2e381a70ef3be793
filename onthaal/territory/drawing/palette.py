"""The look of our map: calm paper colours that suit every house style."""

from onthaal.territory.models import FeatureKind as Kind

OUTSIDE = "#f5f4ee"
LAND = "#eef0e4"
BORDER = "#a58ea3"
INK = "#37403d"
HALO = "#fdfcf8"
FONT = "system-ui,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif"

# Areas from bottom to top: kind → (first zoom, fill, edge).
AREAS: dict[str, tuple[int, str, str]] = {
    Kind.FIELD: (12, "#f3f0d9", ""),
    Kind.MEADOW: (12, "#e3ecd2", ""),
    Kind.WOOD: (11, "#cfdfc3", ""),
    Kind.PARK: (11, "#cbe2c0", "#b5d3a8"),
    Kind.PITCH: (14, "#bfdcb4", "#f3f8ee"),
    Kind.WATER: (11, "#b9d9e6", "#a3c9d9"),
}
# Roads from bottom to top: kind → (first zoom, fill, casing, width in px at zoom 11 … 15).
ROADS: dict[str, tuple[int, str, str, tuple[float, ...]]] = {
    Kind.PATH: (16, "#fbf9f2", "#d9cfba", (0, 0, 0, 0, 1.2)),
    Kind.STREET: (13, "#ffffff", "#d6ccb8", (0, 0, 1.0, 1.9, 3.6)),
    Kind.MAIN_STREET: (12, "#ffffff", "#cfc4ad", (0, 1.2, 2.0, 3.0, 4.8)),
    Kind.REGIONAL_ROAD: (11, "#fbe6b0", "#dcc184", (2.0, 2.6, 3.4, 4.4, 6.0)),
}
HOUSES = (("#dfd0bc", "#c3ad92"), ("#d8c6ae", "#bca58a"))
PLOT = ("#f8f5ea", "#dcd2be")
SHED = ("#e6dccb", "#cfc0a8")
BUILT = "#ece6d4"
SQUARE = ("#fffdf7", "#d6ccb8")
LANDMARKS: dict[str, tuple[str, str, str]] = {
    # kind → fill, edge, colour of the label
    Kind.PUBLIC: ("#cfb9c9", "#a3879b", "#5d4357"),
    Kind.CHURCH: ("#c9ab8d", "#a2835f", "#57422b"),
    Kind.TOWN_HALL: ("#c98db3", "#8a2a6b", "#6d1f54"),
}
TREE = "#aecfa3"
TREE_DARK = "#9ac28e"
BROOK = "#b3d6e4"
RAIL = "#a9aaa5"
WATER_INK = "#2f6f8c"
GREEN_INK = "#3f6b3a"
HOUSE_INK = "#5f5347"
