"""Brushes: textures, soft shapes and light, from a given random source."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 960, 720
Colour = tuple[int, int, int]
Spot = tuple[float, float]


def grain(
    chance: random.Random, size: tuple[int, int], soft: float, contrast: float
) -> Image.Image:
    """Grey noise around the middle; ``soft`` is the size of its grains in pixels."""
    shrink = max(1.0, soft)
    small = (max(2, int(size[0] / shrink)), max(2, int(size[1] / shrink)))
    noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    noise = noise.filter(ImageFilter.GaussianBlur(0.7)).resize(size, Image.Resampling.BICUBIC)
    return ImageEnhance.Contrast(noise).enhance(contrast)


def surface(
    chance: random.Random,
    colour: Colour,
    *,
    fine: float = 0.35,
    rough: float = 0.3,
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Image.Image:
    """A flat material with fine and rough variation: asphalt, concrete, grass, plaster."""
    ground = Image.new("RGB", size, colour)
    # mixed in grey first: one pass over the colours instead of three
    noise = Image.blend(grain(chance, size, 14, 1.2), grain(chance, size, 90, 1.2), 0.5)
    share = fine / (fine + rough)
    noise = Image.blend(noise, grain(chance, size, 1, 1.2), share)
    noise = ImageEnhance.Contrast(noise).enhance(1.7)
    layer = ImageChops.overlay(ground, Image.merge("RGB", [noise] * 3))
    return Image.blend(ground, layer, min(1.0, fine + rough))


def sky(top: Colour, bottom: Colour, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Colours that flow from top to bottom."""
    line = Image.new("RGB", (1, 64))
    for y in range(64):
        part = y / 63
        line.putpixel(
            (0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        )
    return line.resize(size, Image.Resampling.BICUBIC)


def mask(
    shape: Sequence[Spot], soft: float = 0.0, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Image.Image:
    """A white shape on black, its edge softened."""
    picture = Image.new("L", size, 0)
    ImageDraw.Draw(picture).polygon(list(shape), fill=255)
    return picture.filter(ImageFilter.GaussianBlur(soft)) if soft else picture


def blob(
    chance: random.Random, middle: Spot, wide: float, high: float, rough: float = 0.18
) -> list[Spot]:
    """A rounded shape with an uneven edge."""
    waves = [
        (k, chance.uniform(0, math.tau), chance.uniform(0, rough / k**0.6)) for k in range(2, 9)
    ]
    out = []
    for i in range(90):
        t = math.tau * i / 90
        r = 1 + sum(strength * math.sin(k * t + shift) for k, shift, strength in waves)
        out.append((middle[0] + wide * r * math.cos(t), middle[1] + high * r * math.sin(t)))
    return out


def lay(
    picture: Image.Image,
    what: Image.Image | Colour,
    shape: Sequence[Spot],
    soft: float = 0.0,
    strength: float = 1.0,
) -> None:
    """Put a material or colour in a shape."""
    cover = mask(shape, soft, picture.size)
    if strength < 1:
        cover = cover.point(lambda v: int(v * strength))
    layer = Image.new("RGB", picture.size, what) if isinstance(what, tuple) else what
    picture.paste(layer, (0, 0), cover)


def shadow(
    picture: Image.Image, shape: Sequence[Spot], soft: float = 14, strength: float = 0.5
) -> None:
    lay(picture, (12, 14, 18), shape, soft, strength)


def glow(
    picture: Image.Image, at: Spot, radius: float, colour: Colour, strength: float = 0.8
) -> None:
    """Light around a lamp."""
    layer = Image.new("RGB", picture.size, (0, 0, 0))
    brush = ImageDraw.Draw(layer)
    for i in range(12, 0, -1):
        r = radius * i / 12
        part = (1 - i / 13) ** 2 * strength
        fill = tuple(int(c * part) for c in colour)
        brush.ellipse((at[0] - r, at[1] - r, at[0] + r, at[1] + r), fill=fill)
    layer = layer.filter(ImageFilter.GaussianBlur(radius / 10))
    picture.paste(ImageChops.screen(picture, layer))


def crack(chance: random.Random, start: Spot, angle: float, length: float) -> list[Spot]:
    """A wandering line."""
    spots = [start]
    x, y = start
    walked = 0.0
    while walked < length:
        step = chance.uniform(8, 22)
        angle += chance.uniform(-0.55, 0.55)
        x, y = x + step * math.cos(angle), y + step * math.sin(angle)
        walked += step
        spots.append((x, y))
    return spots


def finish(picture: Image.Image, chance: random.Random) -> Image.Image:
    """As a telephone would give it: a little vignette, grain and colour cast."""
    edge = Image.new("L", picture.size, 0)
    ImageDraw.Draw(edge).ellipse((-160, -140, WIDTH + 160, HEIGHT + 140), fill=255)
    edge = edge.filter(ImageFilter.GaussianBlur(130))
    dark = ImageEnhance.Brightness(picture).enhance(0.72)
    picture = Image.composite(picture, dark, edge)
    noise = Image.merge("RGB", [grain(chance, picture.size, 1.0, 0.6)] * 3)
    picture = Image.blend(picture, ImageChops.overlay(picture, noise), 0.16)
    picture = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.92, 1.08))
    return ImageEnhance.Color(picture).enhance(chance.uniform(0.85, 1.1))
