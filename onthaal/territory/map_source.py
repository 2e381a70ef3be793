"""Where the map pictures come from: our own tiles, the GRB of Flanders, or any other address.

The setting ``MAP_TILES`` is ``own`` (default), ``grb``, ``grb-kleur`` or a template such as
``https://tiles.example/{z}/{x}/{y}.png``. The settings file uses ``host`` for the
Content-Security-Policy, so nothing here may touch a model at import time.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

_GRB = (
    "https://geo.api.vlaanderen.be/GRB/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=&FORMAT=image/png&TILEMATRIXSET=GoogleMapsVL"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}"
)
PRESETS = {
    "grb": _GRB.format(layer="grb_bsk_grijs"),
    "grb-kleur": _GRB.format(layer="grb_bsk"),
}


@dataclass(frozen=True)
class MapSource:
    """What Leaflet needs: the template with {z}, {x} and {y}, and the name of the source."""

    template: str
    attribution: str
    min_zoom: int
    max_zoom: int
    is_own: bool


def host(setting: str) -> str:
    """The ``https://host`` that ``img-src`` must allow; empty for our own tiles.

    Raises ValueError when the setting is neither a known name nor a usable template.
    """
    if setting == "own":
        return ""
    template = PRESETS.get(setting, setting)
    parts = urlsplit(template)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(
            f"MAP_TILES is {setting!r}; use 'own', 'grb', 'grb-kleur' or a web address."
        )
    if not all(name in template for name in ("{z}", "{x}", "{y}")):
        raise ValueError("MAP_TILES must contain {z}, {x} and {y}.")
    # {s} stands for subdomains a, b and c
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def current() -> MapSource:
    """The source that this installation uses; one statement for our own tiles."""
    from onthaal.territory.lookup import ground

    if settings.MAP_TILES == "own":
        territory = ground().territory
        name = territory.name if territory else "Onthaal"
        path = reverse("map-tile", args=[0, 0, 0]).replace("0/0/0.svg", "{z}/{x}/{y}.svg")
        version = territory.version if territory else "0"
        return MapSource(f"{path}?v={version}", f"Kaart {name}", 11, 20, is_own=True)
    attribution = settings.MAP_ATTRIBUTION or (
        "Digitaal Vlaanderen, GRB" if settings.MAP_TILES in PRESETS else ""
    )
    template = PRESETS.get(settings.MAP_TILES, settings.MAP_TILES)
    return MapSource(template, attribution, 8, 20, is_own=False)
