"""Colours: contrast after WCAG 2.2 (1.4.3), and whole scales from a few chosen ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

WHITE = "#ffffff"
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like ``#0f5a47``, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True)
class Pair:
    """Two colours that meet on pages: tokens without their dashes, or fixed colours."""

    front: str
    back: str
    needs: float
    where: str
    chosen: str  # the colour that the municipality picks and that decides


PAIRS = (
    Pair(WHITE, "brand-900", TEXT_CONTRAST, "witte letters op de kop", "header_colour"),
    Pair("#ecd9a6", "brand-900", SHAPE_CONTRAST, "het streepje in het menu", "header_colour"),
    Pair("#ffd35c", "brand-900", SHAPE_CONTRAST, "de focus op de kop", "header_colour"),
    Pair("brand-950", "brand-100", TEXT_CONTRAST, "de gekozen plaats in het menu", "header_colour"),
    Pair(WHITE, "brand-700", TEXT_CONTRAST, "witte letters op een knop", "action_colour"),
    Pair(WHITE, "brand-800", TEXT_CONTRAST, "een knop onder de muis", "action_colour"),
    Pair("brand-700", "brand-50", TEXT_CONTRAST, "een link op een gekleurd vlak", "action_colour"),
    Pair("brand-700", "#f4f7f5", TEXT_CONTRAST, "een link op een grijs vlak", "action_colour"),
    Pair("brand-800", "brand-50", TEXT_CONTRAST, "een zachte knop onder de muis", "action_colour"),
    Pair("#3c4b46", "brand-50", TEXT_CONTRAST, "uitleg op een gekleurd vlak", "action_colour"),
    Pair("brand-600", WHITE, SHAPE_CONTRAST, "een staaf in een grafiek", "action_colour"),
    Pair(WHITE, "accent-700", TEXT_CONTRAST, "een speld met een wit teken", "accent_colour"),
    Pair("accent-800", "accent-100", TEXT_CONTRAST, "het label “Nieuw”", "accent_colour"),
    Pair("accent-600", WHITE, SHAPE_CONTRAST, "een staaf in een grafiek", "accent_colour"),
)


def problems(header: str, action: str, accent: str) -> dict[str, str]:
    """Per chosen colour that does not work what to do about it, in Dutch.

    The keys are ``header_colour``, ``action_colour`` and ``accent_colour``. The colour that a
    message proposes works, together with the others when these work too.
    """
    chosen = {"header_colour": header, "action_colour": action, "accent_colour": accent}
    found = {}
    for name, value in chosen.items():
        failure = _failure(name, chosen)
        if failure:
            pair, ratio = failure
            number = f"{math.floor(ratio * 10) / 10:.1f}".replace(".", ",")
            needed = f"{pair.needs:g}".replace(".", ",")
            found[name] = (
                f"Te licht voor {pair.where}: het contrast is {number} en moet minstens {needed} "
                f"zijn. Kies een donkerdere kleur, bijvoorbeeld {_darker(name, value, chosen)}."
            )
    return found


def scale(header: str, action: str, accent: str) -> dict[str, str]:
    """All tokens of the brand: brand-950 … brand-50 and accent-800 … accent-100."""
    return brand_scale(header, action) | accent_scale(accent)


def measured(tokens: dict[str, str]) -> list[tuple[Pair, float]]:
    """Every pair of colours that meet on pages, with its contrast in this house style."""
    return [
        (pair, contrast(tokens.get(pair.front, pair.front), tokens.get(pair.back, pair.back)))
        for pair in PAIRS
    ]


def _failure(name: str, chosen: dict[str, str]) -> tuple[Pair, float] | None:
    tokens = scale(*chosen.values())
    return next(
        (
            (pair, ratio)
            for pair, ratio in measured(tokens)
            if pair.chosen == name and ratio < pair.needs
        ),
        None,
    )


def _darker(name: str, value: str, chosen: dict[str, str]) -> str:
    """The nearest darker shade of ``value`` that works."""
    for percent in range(2, 101, 2):
        darker = mix(value, "#000000", percent / 100)
        if _failure(name, {**chosen, name: darker}) is None:
            return darker
    return "#000000"


def mix(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` mixed in, evenly to the eye (OKLab)."""
    a, b = _oklab(colour), _oklab(other)
    return _from_oklab(tuple(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def shade(colour: str, *, lightness: float, chroma: float) -> str:
    """The same hue, as light (0 to 1) and as colourful as asked, or as a screen allows (OKLCH)."""
    _, a, b = _oklab(colour)
    own = math.hypot(a, b) or 1.0
    lightness = min(1.0, max(0.0, lightness))
    while not _fits((lightness, a / own * chroma, b / own * chroma)) and chroma > 0.001:
        chroma *= 0.93
    return _from_oklab((lightness, a / own * chroma, b / own * chroma))


def brand_scale(header: str, action: str) -> dict[str, str]:
    """The tokens brand-950 … brand-50 from the header colour and the action colour."""
    dark, dark_chroma = _lightness_and_chroma(header)
    light, chroma = _lightness_and_chroma(action)
    return {
        "brand-950": shade(header, lightness=dark * 0.8, chroma=dark_chroma * 0.77),
        "brand-900": header,
        "brand-800": shade(action, lightness=light * 0.83, chroma=chroma * 0.8),
        "brand-700": action,
        "brand-600": shade(action, lightness=light + 0.07, chroma=chroma * 1.18),
        "brand-200": shade(action, lightness=0.863, chroma=min(chroma * 0.58, 0.06)),
        "brand-100": shade(action, lightness=0.936, chroma=min(chroma * 0.29, 0.03)),
        "brand-50": shade(action, lightness=0.969, chroma=min(chroma * 0.13, 0.014)),
    }


def accent_scale(accent: str) -> dict[str, str]:
    """The tokens accent-800 … accent-100 from the accent colour."""
    light, chroma = _lightness_and_chroma(accent)
    return {
        "accent-800": shade(accent, lightness=light * 0.83, chroma=chroma * 0.82),
        "accent-700": accent,
        "accent-600": shade(accent, lightness=light + 0.075, chroma=chroma * 1.11),
        "accent-100": shade(accent, lightness=0.93, chroma=min(chroma * 0.2, 0.035)),
    }


def _lightness_and_chroma(colour: str) -> tuple[float, float]:
    light, a, b = _oklab(colour)
    return light, math.hypot(a, b)


def _channels(colour: str) -> tuple[float, float, float]:
    number = int(colour.removeprefix("#"), 16)
    return (number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> tuple[float, ...]:
    """After B. Ottosson, *A perceptual color space for image processing* (2020)."""
    red, green, blue = map(_linear, _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lab: tuple[float, ...]) -> str:
    channels = []
    for value in _linear_rgb(lab):
        value = min(1.0, max(0.0, value))
        value = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
        channels.append(round(value * 255))
    return "#{:02x}{:02x}{:02x}".format(*channels)


def _fits(lab: tuple[float, ...]) -> bool:
    """Whether a screen can show it."""
    return all(-0.0001 <= value <= 1.0001 for value in _linear_rgb(lab))


def _linear_rgb(lab: tuple[float, ...]) -> tuple[float, float, float]:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
