"""Lamps, signs, playthings, benches, walls and bins."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from onthaal.lindeveld.pictures.paint import (
    HEIGHT,
    WIDTH,
    Colour,
    finish,
    glow,
    lay,
    shadow,
    sky,
    surface,
)


def _evening(chance: random.Random) -> Image.Image:
    """A dark street with a row of houses against the last light."""
    tops = [
        ((18, 26, 48), (92, 92, 122)),
        ((12, 18, 34), (64, 72, 98)),
        ((30, 34, 60), (150, 118, 116)),
    ]
    picture = sky(*chance.choice(tops))
    brush = ImageDraw.Draw(picture)
    x = -40.0
    while x < WIDTH:
        wide, high = chance.uniform(90, 150), chance.uniform(120, 190)
        base = 560
        tone = chance.randint(16, 34)
        wall: Colour = (tone, tone + 2, tone + 8)
        brush.rectangle((x, base - high, x + wide, base), fill=wall)
        brush.polygon(
            [
                (x - 6, base - high),
                (x + wide / 2, base - high - chance.uniform(45, 80)),
                (x + wide + 6, base - high),
            ],
            fill=(tone - 6, tone - 5, tone),
        )
        for column in (0.2, 0.6):
            for row in (0.18, 0.58):
                lit = chance.random() < 0.35
                fill = (232, 188, 108) if lit else (tone + 12, tone + 15, tone + 24)
                brush.rectangle(
                    (
                        x + wide * column,
                        base - high + high * row,
                        x + wide * (column + 0.2),
                        base - high + high * (row + 0.2),
                    ),
                    fill=fill,
                )
        x += wide
    ground = surface(chance, (30, 31, 36), fine=0.4, rough=0.2)
    lay(picture, ground, [(0, 556), (WIDTH, 556), (WIDTH, HEIGHT), (0, HEIGHT)])
    lay(picture, (44, 45, 50), [(0, 556), (WIDTH, 556), (WIDTH, 572), (0, 572)])
    return picture


def _pole(
    brush: ImageDraw.ImageDraw, x: float, foot: float, high: float, tone: int
) -> tuple[float, float]:
    """A lamp post; gives the place of its light."""
    colour = (tone, tone + 2, tone + 4)
    thick = high / 46
    brush.polygon(
        [
            (x - thick, foot),
            (x + thick, foot),
            (x + thick * 0.55, foot - high),
            (x - thick * 0.55, foot - high),
        ],
        fill=colour,
    )
    reach = high * 0.22
    brush.line(
        [
            (x, foot - high),
            (x + reach * 0.5, foot - high - high * 0.05),
            (x + reach, foot - high - high * 0.05),
        ],
        fill=colour,
        width=max(2, int(thick)),
    )
    brush.rounded_rectangle(
        (x + reach * 0.7, foot - high - high * 0.075, x + reach * 1.45, foot - high - high * 0.04),
        5,
        fill=(tone + 14, tone + 15, tone + 18),
    )
    return x + reach * 1.1, foot - high - high * 0.035


def _lamps(chance: random.Random, *, lit: bool) -> Image.Image:
    picture = _evening(chance)
    for x, foot, high in ((760, 566, 170), (900, 562, 120)):
        light = _pole(ImageDraw.Draw(picture), x, foot, high, 30)
        glow(picture, light, high * 0.8, (255, 206, 130), 0.9)
    light = _pole(ImageDraw.Draw(picture), chance.uniform(230, 360), 640, 520, 52)
    if lit:
        lay(
            picture,
            (255, 214, 150),
            [light, (light[0] - 190, 660), (light[0] + 210, 660)],
            40,
            0.22,
        )
        glow(picture, light, 260, (255, 218, 150), 1.0)
    return finish(picture.filter(ImageFilter.SMOOTH_MORE), chance)


def lamp(chance: random.Random) -> Image.Image:
    """The nearest lamp is dark, the others burn."""
    return _lamps(chance, lit=False)


def lamp_lit(chance: random.Random) -> Image.Image:
    """The same street with the lamp mended."""
    return _lamps(chance, lit=True)


def _day(chance: random.Random, horizon: int = 470) -> Image.Image:
    """Sky, a far hedge and grass."""
    picture = (
        sky((128, 168, 204), (222, 230, 232))
        if chance.random() < 0.6
        else sky((164, 176, 186), (220, 224, 224))
    )
    brush = ImageDraw.Draw(picture)
    for _ in range(70):
        x, y, r = (
            chance.uniform(-40, WIDTH + 40),
            horizon - chance.uniform(0, 60),
            chance.uniform(24, 62),
        )
        tone = chance.randint(-14, 14)
        brush.ellipse((x - r, y - r, x + r, y + r), fill=(78 + tone, 106 + tone, 66 + tone))
    picture = picture.filter(ImageFilter.GaussianBlur(5))
    grass = surface(chance, (104, 136, 68), fine=0.6, rough=0.4)
    lay(picture, grass, [(0, horizon), (WIDTH, horizon), (WIDTH, HEIGHT), (0, HEIGHT)], 3)
    return picture


def sign(chance: random.Random) -> Image.Image:
    """A traffic sign that leans over."""
    picture = _day(chance)
    road = surface(chance, (118, 118, 120), fine=0.5)
    lay(picture, road, [(0, 600), (WIDTH, 560), (WIDTH, HEIGHT), (0, HEIGHT)], 2)
    lean = math.radians(chance.choice((-1, 1)) * chance.uniform(14, 30))
    foot = (480 - 200 * math.sin(lean), 590.0)
    top = (foot[0] + 430 * math.sin(lean), foot[1] - 430 * math.cos(lean))
    shadow(
        picture,
        [
            (foot[0] - 6, foot[1]),
            (foot[0] + 20, foot[1]),
            (foot[0] + 250, foot[1] + 60),
            (foot[0] + 230, foot[1] + 66),
        ],
        8,
        0.35,
    )
    brush = ImageDraw.Draw(picture)
    brush.line([foot, top], fill=(150, 154, 156), width=17)
    brush.line([(foot[0] - 4, foot[1]), (top[0] - 4, top[1])], fill=(198, 202, 204), width=4)
    plate = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(plate)
    kind = chance.choice(("limit", "priority", "parking"))
    if kind == "limit":
        pen.ellipse((12, 12, 288, 288), fill=(190, 34, 40))
        pen.ellipse((50, 50, 250, 250), fill=(240, 240, 236))
        pen.rounded_rectangle((92, 112, 138, 190), 20, outline=(34, 34, 36), width=15)
        pen.rounded_rectangle((158, 112, 204, 190), 20, outline=(34, 34, 36), width=15)
    elif kind == "priority":
        pen.polygon([(10, 30), (290, 30), (150, 280)], fill=(190, 34, 40))
        pen.polygon([(62, 60), (238, 60), (150, 218)], fill=(240, 240, 236))
    else:
        pen.rounded_rectangle((22, 22, 278, 278), 22, fill=(28, 84, 158))
        pen.rounded_rectangle((106, 76, 190, 156), 34, outline=(244, 244, 240), width=26)
        pen.rectangle((106, 80, 134, 230), fill=(244, 244, 240))
    plate = plate.rotate(-math.degrees(lean) + chance.uniform(-8, 8), Image.Resampling.BICUBIC)
    plate = plate.resize((212, 212), Image.Resampling.LANCZOS)
    picture.paste(plate, (int(top[0] - 106), int(top[1] - 106)), plate)
    return finish(picture, chance)


def swing(chance: random.Random) -> Image.Image:
    """A swing that hangs by one chain."""
    picture = _day(chance, 430)
    sand = surface(chance, (204, 186, 146), fine=0.6, rough=0.3)
    lay(picture, sand, [(90, 560), (870, 560), (960, HEIGHT), (0, HEIGHT)], 4)
    brush = ImageDraw.Draw(picture)
    wood = chance.choice(((150, 108, 66), (176, 60, 50), (52, 104, 128)))
    dark = tuple(int(c * 0.7) for c in wood)
    for foot, top in (
        ((170, 640), (230, 150)),
        ((300, 640), (230, 150)),
        ((660, 640), (730, 150)),
        ((800, 640), (730, 150)),
    ):
        brush.line([foot, top], fill=dark, width=24)
        brush.line([(foot[0] - 4, foot[1]), (top[0] - 4, top[1])], fill=wood, width=14)
    brush.line([(206, 150), (756, 150)], fill=dark, width=28)
    brush.line([(206, 146), (756, 146)], fill=wood, width=16)
    _chain(brush, (330, 160), (330, 520))
    _chain(brush, (410, 160), (410, 520))
    brush.rounded_rectangle((312, 516, 430, 538), 8, fill=(36, 36, 40))
    _chain(brush, (560, 160), (560, 500))
    bent = chance.uniform(20, 44)
    _chain(brush, (650, 160), (650 + bent, 300))
    brush.polygon([(548, 492), (572, 500), (540, 618), (516, 608)], fill=(36, 36, 40))
    return finish(picture.filter(ImageFilter.SMOOTH), chance)


def _chain(brush: ImageDraw.ImageDraw, a: tuple[float, float], b: tuple[float, float]) -> None:
    number = int(math.dist(a, b) / 13)
    for i in range(number):
        x, y = a[0] + (b[0] - a[0]) * i / number, a[1] + (b[1] - a[1]) * i / number
        wide = 4 if i % 2 else 2
        brush.ellipse((x - wide, y, x + wide, y + 15), outline=(84, 88, 92), width=3)


def bench(chance: random.Random) -> Image.Image:
    """A bench with a broken plank."""
    picture = _day(chance, 380)
    path = surface(chance, (186, 174, 150), fine=0.5)
    lay(picture, path, [(0, 600), (WIDTH, 580), (WIDTH, HEIGHT), (0, HEIGHT)], 4)
    shadow(picture, [(180, 618), (800, 618), (840, 650), (150, 650)], 12, 0.4)
    brush = ImageDraw.Draw(picture)
    wood = chance.choice(((142, 98, 58), (120, 84, 56), (92, 110, 74)))
    for x in (220, 720):
        brush.line([(x, 330), (x + 8, 620)], fill=(46, 48, 50), width=22)
        brush.line([(x - 46, 500), (x - 46, 624)], fill=(46, 48, 50), width=18)
    broken = chance.randint(0, 1)
    for i, y in enumerate((352, 402, 480, 514)):
        tone = chance.randint(-12, 12)
        fill = tuple(c + tone for c in wood)
        if i == broken:
            brush.polygon([(170, y), (400, y + 4), (380, y + 36), (170, y + 32)], fill=fill)
            brush.polygon(
                [(470, y + 60), (500, y + 44), (792, y + 2), (796, y + 32), (520, y + 84)],
                fill=fill,
            )
            for _ in range(6):
                sx = chance.uniform(384, 404)
                brush.line(
                    [
                        (sx, y + chance.uniform(4, 34)),
                        (sx + chance.uniform(14, 40), y + chance.uniform(4, 34)),
                    ],
                    fill=(206, 170, 120),
                    width=4,
                )
        else:
            brush.rounded_rectangle((165, y, 796, y + 34), 5, fill=fill)
            brush.line([(170, y + 4), (790, y + 4)], fill=tuple(c + 26 for c in fill), width=3)
    return finish(picture.filter(ImageFilter.SMOOTH), chance)


def graffiti(chance: random.Random) -> Image.Image:
    """Sprayed loops on a brick wall."""
    brick = chance.choice(((158, 92, 72), (176, 128, 96), (140, 84, 74)))
    picture = surface(chance, (188, 182, 172), fine=0.3)
    for row in range(20):
        for column in range(-1, 9):
            x, y = column * 122 + (row % 2) * 61, row * 38
            tone = chance.randint(-16, 16)
            ImageDraw.Draw(picture).rectangle(
                (x, y, x + 115, y + 32), fill=tuple(c + tone for c in brick)
            )
    picture = Image.blend(picture, surface(chance, brick, fine=0.8, rough=0.5), 0.28)
    colours = [
        (28, 96, 168),
        (210, 52, 88),
        (246, 196, 40),
        (40, 150, 96),
        (32, 32, 36),
        (236, 236, 232),
    ]
    for _ in range(chance.randint(2, 3)):
        ink = chance.choice(colours)
        left, base = chance.uniform(150, 300), chance.uniform(230, 460)
        line = []
        for i in range(120):
            t = i / 119
            line.append(
                (left + 480 * t + 54 * math.sin(t * 19 + left), base + 92 * math.sin(t * 13 + base))
            )
        layer = Image.new("L", picture.size, 0)
        ImageDraw.Draw(layer).line(line, fill=255, width=chance.randint(20, 34), joint="curve")
        for _ in range(4):
            px, py = chance.choice(line)
            ImageDraw.Draw(layer).line(
                [(px, py), (px, py + chance.uniform(40, 120))], fill=220, width=5
            )
        layer = layer.filter(ImageFilter.GaussianBlur(4))
        picture.paste(
            Image.new("RGB", picture.size, ink), (0, 0), layer.point(lambda v: int(v * 0.88))
        )
    ground = surface(chance, (140, 138, 132), fine=0.5)
    lay(picture, ground, [(0, 660), (WIDTH, 650), (WIDTH, HEIGHT), (0, HEIGHT)], 3)
    return finish(picture, chance)


def bin_(chance: random.Random) -> Image.Image:
    """A bin from which everything spills."""
    picture = _day(chance, 440)
    path = surface(chance, (176, 172, 162), fine=0.5)
    lay(picture, path, [(0, 560), (WIDTH, 570), (WIDTH, HEIGHT), (0, HEIGHT)], 4)
    shadow(picture, [(350, 640), (640, 640), (720, 668), (360, 672)], 14, 0.45)
    brush = ImageDraw.Draw(picture)
    body = chance.choice(((58, 92, 74), (70, 74, 78), (42, 62, 92)))
    brush.polygon([(365, 300), (595, 300), (575, 650), (385, 650)], fill=body)
    brush.polygon(
        [(365, 300), (410, 300), (425, 650), (385, 650)], fill=tuple(c + 24 for c in body)
    )
    brush.rounded_rectangle((352, 284, 608, 318), 12, fill=tuple(c - 16 for c in body))
    wraps = [
        (226, 60, 54),
        (240, 240, 236),
        (60, 120, 190),
        (244, 200, 60),
        (206, 206, 204),
        (120, 170, 90),
    ]
    for _ in range(34):
        spill = chance.random() < 0.45
        x = chance.uniform(220, 760) if spill else chance.uniform(372, 588)
        y = chance.uniform(640, 690) if spill else chance.uniform(214, 296)
        w, h, turn = chance.uniform(18, 52), chance.uniform(14, 40), chance.uniform(0, math.pi)
        shape = [
            (x + w * math.cos(turn + k) * 0.6, y + h * math.sin(turn + k) * 0.6)
            for k in (0.3, 1.4, 2.9, 4.2, 5.3)
        ]
        brush.polygon([(px + 3, py + 4) for px, py in shape], fill=(60, 58, 54))
        brush.polygon(shape, fill=chance.choice(wraps))
    return finish(picture.filter(ImageFilter.SMOOTH), chance)
