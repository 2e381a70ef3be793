"""Pictures of problems, drawn by ourselves: what a telephone could have seen.

``draw(kind, seed)`` gives the same picture for the same seed. ``KIND_OF`` says which kind fits a
category.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from onthaal.lindeveld.pictures import green, street, things

Scene = Callable[[random.Random], Image.Image]

SCENES: dict[str, Scene] = {
    "pothole": street.pothole,
    "patched": street.patched,
    "tiles": street.tiles,
    "gully": street.gully,
    "flood": street.flood,
    "crossing": street.crossing,
    "lamp": things.lamp,
    "lamp_lit": things.lamp_lit,
    "sign": things.sign,
    "swing": things.swing,
    "bench": things.bench,
    "graffiti": things.graffiti,
    "bin": things.bin_,
    "bags": green.bags,
    "branch": green.branch,
    "leaves": green.leaves,
    "weeds": green.weeds,
}
KIND_OF: dict[str, str] = {
    "put-in-de-weg": "pothole",
    "schade-fietspad": "pothole",
    "verzakking": "pothole",
    "losse-tegel": "tiles",
    "lamp-brandt-niet": "lamp",
    "lamp-knippert": "lamp",
    "sluikstort": "bags",
    "zwerfvuil-op-straat": "bags",
    "glasbol": "bags",
    "volle-vuilbak": "bin",
    "graffiti": "graffiti",
    "gevaarlijke-tak": "branch",
    "snoeien": "branch",
    "bladeren": "leaves",
    "onkruid": "weeds",
    "maaien": "weeds",
    "verstopte-kolk": "gully",
    "putdeksel": "gully",
    "water-op-straat": "flood",
    "verkeersbord": "sign",
    "wegmarkering": "crossing",
    "speeltoestel": "swing",
    "bank-of-tafel": "bench",
}
AFTER: dict[str, str] = {
    "put-in-de-weg": "patched",
    "schade-fietspad": "patched",
    "verzakking": "patched",
    "lamp-brandt-niet": "lamp_lit",
}


def draw(kind: str, seed: int) -> Image.Image:
    """The scene as an RGB picture of 960 × 720 pixels. Raises KeyError for an unknown kind."""
    return SCENES[kind](random.Random(f"{kind}-{seed}"))


@dataclass(frozen=True)
class Snapshot:
    """A drawn picture as JPEG, with its thumbnail."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


def save_all(folder: Path) -> None:
    """Every kind as two files in ``folder``: the picture and its thumbnail."""
    for kind in SCENES:
        picture = draw(kind, 1)
        picture.save(folder / f"{kind}.jpg", quality=82)
        picture.thumbnail((400, 400))
        picture.save(folder / f"{kind}-small.jpg", quality=82)


def load(folder: Path, kind: str) -> Snapshot:
    """A picture that ``save_all`` left there."""
    whole = folder / f"{kind}.jpg"
    with Image.open(whole) as picture:
        width, height = picture.size
    small = folder / f"{kind}-small.jpg"
    return Snapshot(whole.read_bytes(), small.read_bytes(), width, height)
