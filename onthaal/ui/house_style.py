"""The look of the municipality, as far as pages need it. A higher app provides the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onthaal.ui import colour


@dataclass(frozen=True)
class Look:
    """Names, colours and contact lines. ``css_url`` is "" when the default colours hold."""

    municipality_name: str = "Lindeveld"
    kind_label: str = "Gemeente"
    header_colour: str = "#0a3329"
    action_colour: str = "#0f5a47"
    accent_colour: str = "#8a2a6b"
    font: str = "atkinson"
    logo_url: str = ""
    css_url: str = ""
    town_hall: str = ""
    address_line: str = ""
    phone: str = ""
    email: str = ""
    emergency_text: str = ""
    privacy_text: str = ""

    @property
    def phone_link(self) -> str:
        """The telephone number for a ``tel:`` link."""
        return "".join(c for c in self.phone if c.isdigit() or c == "+")


# Ready house styles: the one of Lindeveld, and one for a town by the sea.
READY = {
    "den": Look(),
    "kust": Look(
        header_colour="#141d4d",
        action_colour="#1f3796",
        accent_colour="#8a2a6b",
        font="systeem",
    ),
}

FONTS = {
    "atkinson": '"Atkinson Hyperlegible Next Variable", Verdana, "DejaVu Sans", sans-serif',
    "systeem": 'system-ui, "Noto Sans", "Segoe UI", Roboto, sans-serif',
    "schreef": '"Source Serif 4", Georgia, "DejaVu Serif", serif',
}

_provider: Callable[[], Look] = Look


def set_provider(provider: Callable[[], Look]) -> None:
    """Let ``provider`` tell the look from now on; called once at start."""
    global _provider
    _provider = provider


def current() -> Look:
    return _provider()


def css(look: Look) -> str:
    """The brand tier of the design tokens, made from three chosen colours and a font."""
    tokens = colour.scale(look.header_colour, look.action_colour, look.accent_colour)
    tokens["font-text"] = FONTS.get(look.font, FONTS["atkinson"])
    lines = "".join(f"--{name}:{value};" for name, value in tokens.items())
    return f"@layer tokens{{:root{{{lines}}}}}"
