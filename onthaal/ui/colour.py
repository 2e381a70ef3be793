"""Colours: contrast after WCAG 2.2 (1.4.3), and whole scales from a few chosen ones."""

from __future__ import annotations

import math

WHITE = "#ffffff"
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like ``#0f5a47``, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def problems(header: str, action: str, accent: str) -> dict[str, str]:
    """Per chosen colour that does not work what to do about it, in Dutch."""
    found = {}
    for name, chosen, what in (
        ("header_colour", header, "witte letters op de kop"),
        ("action_colour", action, "witte letters op een knop"),
        ("accent_colour", accent, "een speld met een wit teken"),
    ):
        ratio = contrast(chosen, WHITE)
        if ratio < TEXT_CONTRAST:
            number = f"{ratio:.1f}".replace(".", ",")
            found[name] = (
                f"Te licht voor {what}: het contrast is {number} en moet minstens 4,5 zijn. "
                "Kies een donkerdere kleur."
            )
    return found


def mix(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` mixed in, evenly to the eye (OKLab)."""
    a, b = _oklab(colour), _oklab(other)
    return _from_oklab(tuple(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def brand_scale(header: str, action: str) -> dict[str, str]:
    """The tokens brand-950 … brand-50 from the header colour and the action colour."""
    return {
        "brand-950": mix(header, "#000000", 0.3),
        "brand-900": header,
        "brand-800": mix(action, "#000000", 0.22),
        "brand-700": action,
        "brand-600": mix(action, WHITE, 0.12),
        "brand-200": mix(action, WHITE, 0.7),
        "brand-100": mix(action, WHITE, 0.86),
        "brand-50": mix(action, WHITE, 0.93),
    }


def accent_scale(accent: str) -> dict[str, str]:
    """The tokens accent-800 … accent-100 from the accent colour."""
    return {
        "accent-800": mix(accent, "#000000", 0.22),
        "accent-700": accent,
        "accent-600": mix(accent, WHITE, 0.12),
        "accent-100": mix(accent, WHITE, 0.87),
    }


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
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    channels = []
    for value in linear:
        value = min(1.0, max(0.0, value))
        value = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
        channels.append(round(value * 255))
    return "#{:02x}{:02x}{:02x}".format(*channels)
