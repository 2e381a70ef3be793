"""Roads, footpaths and gutters."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from onthaal.lindeveld.pictures.paint import (
    HEIGHT,
    WIDTH,
    blob,
    crack,
    finish,
    lay,
    shadow,
    sky,
    surface,
)


def _road(chance: random.Random) -> Image.Image:
    """Asphalt with a kerb and grass at the top, as seen looking down."""
    grey = chance.randint(96, 122)
    picture = surface(chance, (grey, grey, grey + 3), fine=0.5, rough=0.22)
    verge = chance.randint(90, 170)
    grass = surface(chance, (96, 122, 62), fine=0.6, rough=0.5)
    tilt = chance.uniform(-35, 35)
    lay(picture, grass, [(0, 0), (WIDTH, 0), (WIDTH, verge + tilt), (0, verge - tilt)], 2)
    kerb = surface(chance, (172, 170, 164), fine=0.3)
    lay(
        picture,
        kerb,
        [
            (0, verge - tilt),
            (WIDTH, verge + tilt),
            (WIDTH, verge + tilt + 34),
            (0, verge - tilt + 34),
        ],
        1,
    )
    brush = ImageDraw.Draw(picture)
    for x in range(chance.randint(0, 150), WIDTH, 170):
        y = verge - tilt + 2 * tilt * x / WIDTH
        brush.line([(x, y), (x + 3, y + 34)], fill=(120, 118, 112), width=3)
    shadow(
        picture,
        [
            (0, verge - tilt + 34),
            (WIDTH, verge + tilt + 34),
            (WIDTH, verge + tilt + 48),
            (0, verge - tilt + 48),
        ],
        5,
        0.45,
    )
    if chance.random() < 0.5:
        y = chance.randint(560, 650)
        white = surface(chance, (214, 214, 208), fine=0.45, rough=0.4)
        lay(
            picture,
            white,
            [(0, y - tilt), (WIDTH, y + tilt), (WIDTH, y + tilt + 26), (0, y - tilt + 26)],
            1.5,
            0.85,
        )
    return picture


def pothole(chance: random.Random) -> Image.Image:
    """A hole with crumbled edges, sometimes with water in it."""
    picture = _road(chance)
    middle = (chance.uniform(400, 560), chance.uniform(370, 460))
    wide, high = chance.uniform(150, 240), chance.uniform(70, 120)
    _cracks(picture, chance, middle, wide, high)
    rim = blob(chance, middle, wide * 1.12, high * 1.16)
    lay(picture, surface(chance, (132, 128, 120), fine=0.8), rim, 5, 0.75)
    hole = blob(chance, middle, wide, high)
    lay(picture, surface(chance, (58, 53, 48), fine=0.8, rough=0.6), hole, 3)
    deep = blob(chance, (middle[0] + 8, middle[1] - high * 0.2), wide * 0.82, high * 0.62)
    shadow(picture, deep, 16, 0.55)
    if chance.random() < 0.5:
        water = blob(chance, (middle[0], middle[1] + high * 0.22), wide * 0.66, high * 0.44, 0.12)
        lay(picture, sky((120, 138, 152), (196, 206, 212)), water, 3, 0.8)
    brush = ImageDraw.Draw(picture)
    for _ in range(90):
        t, r = chance.uniform(0, math.tau), chance.uniform(0.7, 1.75)
        x, y = middle[0] + wide * r * math.cos(t), middle[1] + high * r * math.sin(t)
        s = chance.uniform(2, 7)
        tone = chance.randint(60, 150)
        brush.ellipse((x, y, x + s * 1.4, y + s), fill=(tone, tone - 3, tone - 8))
        brush.arc((x, y, x + s * 1.4, y + s), 180, 330, fill=(tone + 50,) * 3)
    return finish(picture.filter(ImageFilter.SMOOTH), chance)


def _cracks(
    picture: Image.Image,
    chance: random.Random,
    middle: tuple[float, float],
    wide: float,
    high: float,
) -> None:
    brush = ImageDraw.Draw(picture)
    for _ in range(chance.randint(5, 9)):
        t = chance.uniform(0, math.tau)
        start = (middle[0] + wide * math.cos(t), middle[1] + high * math.sin(t))
        line = crack(chance, start, t, chance.uniform(90, 260))
        brush.line(line, fill=(54, 53, 52), width=chance.choice((2, 3, 4)), joint="curve")
        brush.line([(x + 2, y + 2) for x, y in line], fill=(146, 145, 142), width=1)


def patched(chance: random.Random) -> Image.Image:
    """Fresh asphalt where the hole was."""
    picture = _road(chance)
    x, y = chance.uniform(260, 340), chance.uniform(300, 350)
    wide, high = chance.uniform(300, 380), chance.uniform(150, 200)
    slant = chance.uniform(-20, 20)
    shape = [(x, y), (x + wide, y + slant), (x + wide + 18, y + high + slant), (x - 14, y + high)]
    lay(picture, surface(chance, (44, 44, 46), fine=0.6, rough=0.2), shape, 2)
    ImageDraw.Draw(picture).line([*shape, shape[0]], fill=(26, 26, 28), width=7, joint="curve")
    return finish(picture, chance)


def tiles(chance: random.Random) -> Image.Image:
    """Footpath tiles; one or two stick out."""
    picture = surface(chance, (166, 164, 158), fine=0.45, rough=0.25)
    brush = ImageDraw.Draw(picture)
    side, skew = 118, chance.uniform(-0.16, 0.16)
    loose = {
        (chance.randint(3, 5), chance.randint(2, 4)),
        (chance.randint(2, 6), chance.randint(2, 4)),
    }
    for row in range(-1, 8):
        for column in range(-2, 10):
            x = column * side + (row % 2) * side / 2 + row * side * skew
            y = row * side * 0.92
            shape = [
                (x, y),
                (x + side, y),
                (x + side + side * skew, y + side * 0.92),
                (x + side * skew, y + side * 0.92),
            ]
            if (column, row) in loose:
                moved = [
                    (px + chance.uniform(-6, 14), py - chance.uniform(8, 20)) for px, py in shape
                ]
                shadow(picture, [(px + 16, py + 22) for px, py in moved], 8, 0.75)
                lay(picture, surface(chance, (186, 183, 176), fine=0.45), moved, 1)
                brush = ImageDraw.Draw(picture)
                brush.line(crack(chance, moved[0], 0.8, 130), fill=(86, 84, 80), width=4)
                brush.line([*moved, moved[0]], fill=(96, 94, 88), width=3)
            else:
                brush.line([*shape, shape[0]], fill=(112, 110, 104), width=4)
    for _ in range(26):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, 8) * side * 0.92
        brush.line(
            [(x, y), (x + chance.uniform(-9, 9), y - chance.uniform(6, 22))],
            fill=(92, 122, 66),
            width=3,
        )
    return finish(picture, chance)


def gully(chance: random.Random) -> Image.Image:
    """An iron grate under leaves, with water that stays."""
    picture = _road(chance)
    x, y = chance.uniform(330, 420), chance.uniform(230, 280)
    pool = blob(chance, (x + 120, y + 130), 330, 165, 0.14)
    lay(picture, sky((92, 104, 112), (168, 180, 186)), pool, 12, 0.72)
    lay(picture, (52, 52, 54), [(x, y), (x + 250, y + 8), (x + 244, y + 190), (x - 8, y + 184)], 2)
    brush = ImageDraw.Draw(picture)
    for i in range(9):
        px = x + 14 + i * 26
        brush.rounded_rectangle((px, y + 16, px + 13, y + 172), 6, fill=(16, 17, 18))
    brush.rectangle((x, y + 2, x + 246, y + 9), fill=(96, 96, 98))
    fallen_leaves(picture, chance, (x + 110, y + 110), 190, 110, 170)
    return finish(picture, chance)


def fallen_leaves(
    picture: Image.Image,
    chance: random.Random,
    middle: tuple[float, float],
    wide: float,
    high: float,
    number: int,
) -> None:
    brush = ImageDraw.Draw(picture)
    colours = [
        (150, 96, 42),
        (176, 120, 48),
        (122, 74, 36),
        (192, 150, 60),
        (98, 66, 36),
        (164, 84, 40),
    ]
    for _ in range(number):
        x, y = chance.gauss(middle[0], wide * 0.55), chance.gauss(middle[1], high * 0.55)
        s, turn = chance.uniform(9, 19), chance.uniform(0, math.pi)
        tip, side = (
            (s * math.cos(turn), s * math.sin(turn)),
            (-s * 0.48 * math.sin(turn), s * 0.48 * math.cos(turn)),
        )
        shape = [
            (x - tip[0], y - tip[1]),
            (x + side[0], y + side[1]),
            (x + tip[0], y + tip[1]),
            (x - side[0], y - side[1]),
        ]
        brush.polygon([(px + 3, py + 4) for px, py in shape], fill=(46, 40, 34))
        brush.polygon(shape, fill=chance.choice(colours))
        brush.line([shape[0], shape[2]], fill=(86, 58, 30), width=1)


def flood(chance: random.Random) -> Image.Image:
    """A street that has become a pond."""
    picture = _road(chance)
    pool = blob(chance, (480, 460), 460, 210, 0.12)
    water = sky((104, 120, 130), (190, 200, 206))
    lay(picture, water, pool, 10, 0.86)
    brush = ImageDraw.Draw(picture)
    for _ in range(26):
        x, y, w = chance.uniform(140, 780), chance.uniform(340, 610), chance.uniform(20, 90)
        brush.arc((x, y, x + w, y + w * 0.28), 190, 350, fill=(222, 228, 232), width=2)
    return finish(picture.filter(ImageFilter.SMOOTH), chance)


def crossing(chance: random.Random) -> Image.Image:
    """A zebra crossing that is nearly gone."""
    grey = chance.randint(92, 112)
    picture = surface(chance, (grey, grey, grey + 2), fine=0.5, rough=0.25)
    paint = surface(chance, (206, 205, 198), fine=0.7, rough=0.8)
    bare = surface(chance, (grey, grey, grey + 2), fine=0.5)
    for i in range(7):
        x = 20 + i * 140
        shape = [
            (x, 190),
            (x + 72, 190),
            (x + 92 + i * 4, HEIGHT - 120),
            (x - 8 + i * 4, HEIGHT - 120),
        ]
        lay(picture, paint, shape, 2, chance.uniform(0.22, 0.6))
        for _ in range(7):
            worn = blob(
                chance,
                (x + chance.uniform(0, 90), chance.uniform(200, 600)),
                chance.uniform(20, 55),
                chance.uniform(20, 60),
                0.4,
            )
            lay(picture, bare, worn, 7, 0.7)
    return finish(picture, chance)
