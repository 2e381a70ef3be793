"""Verges, woods and what lies there."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from onthaal.lindeveld.pictures.paint import (
    HEIGHT,
    WIDTH,
    blob,
    finish,
    glow,
    lay,
    shadow,
    sky,
    surface,
)
from onthaal.lindeveld.pictures.street import fallen_leaves


def _wood(chance: random.Random) -> Image.Image:
    """The edge of a wood with a path in front."""
    picture = sky((168, 186, 180), (206, 214, 196))
    brush = ImageDraw.Draw(picture)
    for _ in range(120):
        x, y, r = chance.uniform(-40, WIDTH + 40), chance.uniform(40, 360), chance.uniform(30, 80)
        tone = chance.randint(-22, 22)
        brush.ellipse((x - r, y - r, x + r, y + r), fill=(70 + tone, 98 + tone, 56 + tone))
    picture = picture.filter(ImageFilter.GaussianBlur(9))
    brush = ImageDraw.Draw(picture)
    for _ in range(9):
        x, thick, tone = chance.uniform(0, WIDTH), chance.uniform(14, 40), chance.randint(48, 86)
        brush.polygon(
            [
                (x - thick / 2, 470),
                (x + thick / 2, 470),
                (x + thick * 0.32, 0),
                (x - thick * 0.32, 0),
            ],
            fill=(tone, tone - 10, tone - 22),
        )
    picture = picture.filter(ImageFilter.GaussianBlur(2))
    grass = surface(chance, (98, 124, 62), fine=0.7, rough=0.5)
    lay(picture, grass, [(0, 440), (WIDTH, 460), (WIDTH, HEIGHT), (0, HEIGHT)], 14)
    path = surface(chance, (172, 156, 128), fine=0.5)
    lay(picture, path, [(0, 620), (WIDTH, 590), (WIDTH, HEIGHT), (0, HEIGHT)], 18)
    return picture


def bags(chance: random.Random) -> Image.Image:
    """Rubbish bags, and sometimes a mattress, at the edge of a wood."""
    picture = _wood(chance)
    if chance.random() < 0.6:
        x, y = chance.uniform(120, 300), 330.0
        shape = [(x, y), (x + 330, y - 34), (x + 372, y + 190), (x + 34, y + 240)]
        shadow(picture, [(px + 24, py + 30) for px, py in shape], 18, 0.5)
        lay(picture, surface(chance, (214, 208, 196), fine=0.35, rough=0.4), shape, 3)
        brush = ImageDraw.Draw(picture)
        for i in range(1, 6):
            part = i / 6
            brush.line(
                [(x + 330 * part, y - 34 * part), (x + 34 + 338 * part, y + 240 - 50 * part)],
                fill=(184, 178, 168),
                width=3,
            )
        stain = blob(chance, (x + 210, y + 120), 66, 42, 0.3)
        lay(picture, (158, 138, 104), stain, 14, 0.55)
    inks = [(44, 46, 52), (72, 96, 140), (226, 226, 222), (58, 60, 64), (108, 140, 96)]
    for _ in range(chance.randint(4, 7)):
        x, y = chance.uniform(260, 800), chance.uniform(500, 610)
        wide, high = chance.uniform(70, 112), chance.uniform(70, 104)
        ink = chance.choice(inks)
        body = blob(chance, (x, y), wide, high, 0.1)
        shadow(picture, blob(chance, (x + 20, y + high * 0.9), wide, 22, 0.1), 14, 0.5)
        lay(picture, ink, body, 2)
        light = (min(255, ink[0] + 58), min(255, ink[1] + 58), min(255, ink[2] + 58))
        lay(
            picture,
            light,
            blob(chance, (x - wide * 0.3, y - high * 0.3), wide * 0.34, high * 0.3, 0.4),
            16,
            0.55,
        )
        lay(
            picture,
            (10, 10, 12),
            blob(chance, (x + wide * 0.2, y + high * 0.5), wide * 0.7, high * 0.42, 0.2),
            22,
            0.35,
        )
        brush = ImageDraw.Draw(picture)
        for _ in range(6):
            t = chance.uniform(-0.9, 0.9)
            brush.line(
                [(x + 8 * t, y - high * 0.92), (x + wide * 0.7 * t, y - high * 0.1)],
                fill=tuple(max(0, c - 22) for c in ink),
                width=3,
            )
        brush.polygon(
            [
                (x - 16, y - high - 20),
                (x + 14, y - high - 24),
                (x + 9, y - high * 0.9),
                (x - 9, y - high * 0.9),
            ],
            fill=ink,
        )
    return finish(picture.filter(ImageFilter.SMOOTH), chance)


def branch(chance: random.Random) -> Image.Image:
    """A broken branch across the path."""
    picture = _wood(chance)
    side = chance.choice((-1, 1))
    a, b = (480 - side * 430, 640.0), (480 + side * 350, 470.0)
    shadow(
        picture,
        [(a[0], a[1] + 30), (b[0], b[1] + 44), (b[0], b[1] + 60), (a[0], a[1] + 62)],
        14,
        0.5,
    )
    brush = ImageDraw.Draw(picture)
    _limb(brush, chance, a, b, 40, 4)
    brush.polygon(
        [(a[0] - 4, a[1] - 24), (a[0] + side * 40, a[1] - 30), (a[0] + side * 30, a[1] + 22)],
        fill=(214, 184, 134),
    )
    return finish(picture.filter(ImageFilter.SMOOTH), chance)


def _limb(
    brush: ImageDraw.ImageDraw,
    chance: random.Random,
    a: tuple[float, float],
    b: tuple[float, float],
    thick: float,
    depth: int,
) -> None:
    tone = chance.randint(66, 88)
    brush.line([a, b], fill=(tone, tone - 14, tone - 30), width=max(2, int(thick)))
    brush.line(
        [(a[0], a[1] - thick * 0.25), (b[0], b[1] - thick * 0.2)],
        fill=(tone + 34, tone + 18, tone - 2),
        width=max(1, int(thick * 0.25)),
    )
    if depth == 0:
        for _ in range(9):
            x, y, r = b[0] + chance.gauss(0, 22), b[1] + chance.gauss(0, 18), chance.uniform(7, 15)
            green = chance.choice(((96, 140, 58), (120, 160, 66), (74, 116, 50), (140, 150, 60)))
            brush.ellipse((x - r, y - r * 0.55, x + r, y + r * 0.55), fill=green)
        return
    angle, length = math.atan2(b[1] - a[1], b[0] - a[0]), math.dist(a, b)
    for _ in range(3 if depth > 2 else 2):
        part = chance.uniform(0.45, 1.0)
        start = (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
        turn = angle + chance.uniform(0.25, 0.95) * chance.choice((-1, 1))
        reach = length * chance.uniform(0.34, 0.5)
        end = (start[0] + reach * math.cos(turn), start[1] + reach * math.sin(turn) * 0.8)
        _limb(brush, chance, start, end, thick * 0.5, depth - 1)


def leaves(chance: random.Random) -> Image.Image:
    """A footpath under wet leaves."""
    picture = surface(chance, (138, 136, 130), fine=0.5, rough=0.3)
    brush = ImageDraw.Draw(picture)
    for row in range(9):
        for column in range(-1, 12):
            x = column * 92 + (row % 2) * 46
            brush.rectangle((x, row * 84, x + 88, row * 84 + 80), outline=(96, 94, 90), width=3)
    fallen_leaves(picture, chance, (480, 420), 520, 330, 900)
    if chance.random() < 0.5:
        glow(picture, (700, 80), 420, (250, 224, 170), 0.35)
    return finish(picture, chance)


def weeds(chance: random.Random) -> Image.Image:
    """Weeds between the tiles along a wall."""
    picture = surface(chance, (160, 156, 148), fine=0.45, rough=0.25)
    wall = surface(chance, (182, 148, 122), fine=0.5, rough=0.4)
    lay(picture, wall, [(0, 0), (WIDTH, 0), (WIDTH, 250), (0, 290)], 2)
    brush = ImageDraw.Draw(picture)
    for row in range(6):
        line = 300 + row * 84
        brush.line([(0, line + 10), (WIDTH, line - 28)], fill=(112, 108, 100), width=4)
        for column in range(9):
            joint = column * 130 + (row % 2) * 60
            brush.line([(joint, line), (joint + 14, line + 84)], fill=(112, 108, 100), width=4)
    for _ in range(46):
        x = chance.uniform(-10, WIDTH)
        y = 285 - x * 0.042 + chance.choice((0, 0, 0, 84, 168, 252, 336)) + chance.uniform(0, 20)
        size = chance.uniform(40, 130) if y < 330 else chance.uniform(20, 60)
        for _ in range(int(size / 3)):
            lean = chance.uniform(-0.7, 0.7)
            tone = chance.randint(-20, 26)
            tip = (x + size * lean, y - size * chance.uniform(0.4, 1.0))
            brush.line(
                [(x + chance.uniform(-8, 8), y), tip],
                fill=(84 + tone, 122 + tone, 52 + tone),
                width=4,
            )
            if chance.random() < 0.08:
                brush.ellipse((tip[0] - 6, tip[1] - 6, tip[0] + 6, tip[1] + 6), fill=(238, 202, 60))
    return finish(picture.filter(ImageFilter.SMOOTH), chance)
