"""The municipality's own name and look, as data."""

from __future__ import annotations

from django.core.cache import cache
from django.urls import reverse

from onthaal.organisation.models import HouseStyle
from onthaal.ui import colour
from onthaal.ui import house_style as ui_house_style

_KEY = "organisation.house_style"


def stored() -> HouseStyle:
    """The stored house style, or an unsaved one that names no municipality when none is stored."""
    return HouseStyle.objects.first() or HouseStyle(
        municipality_name="Onthaal",
        action_colour="#0f5a47",
        header_colour="#0a3329",
        accent_colour="#8a2a6b",
    )


def current() -> HouseStyle:
    """The house style as pages and mails show it; at most a minute old."""
    style = cache.get(_KEY)
    if style is None:
        style = stored()
        cache.set(_KEY, style, 60)
    return style  # type: ignore[no-any-return]


def forget() -> None:
    """Read the house style anew at the next question; to be called after a change."""
    cache.delete(_KEY)


def reference_prefix() -> str:
    """The letters before every public number."""
    return current().reference_prefix


def look(style: HouseStyle | None = None) -> ui_house_style.Look:
    """What templates show of a house style."""
    style = style or current()
    version = int(style.changed_at.timestamp())
    return ui_house_style.Look(
        municipality_name=style.municipality_name,
        kind_label=style.kind_label,
        header_colour=style.header_colour,
        action_colour=style.action_colour,
        accent_colour=style.accent_colour,
        font=style.font,
        logo_url=f"{reverse('house-style-logo')}?v={version}" if style.logo else "",
        css_url=f"{reverse('house-style-css')}?v={version}" if style.pk else "",
        town_hall=style.town_hall,
        address_line=style.address_line,
        phone=style.phone,
        email=style.email,
        emergency_text=style.emergency_text,
        privacy_text=style.privacy_text,
    )


def css() -> str:
    """The stylesheet with the municipality's colours."""
    return ui_house_style.css(look())


def contrasts(style: HouseStyle) -> list[tuple[str, str, float]]:
    """Per chosen colour: its label, its value and its contrast with white."""
    return [
        ("Kopkleur", style.header_colour, colour.contrast(style.header_colour, colour.WHITE)),
        ("Actiekleur", style.action_colour, colour.contrast(style.action_colour, colour.WHITE)),
        ("Accentkleur", style.accent_colour, colour.contrast(style.accent_colour, colour.WHITE)),
    ]
