"""Pictures of the style guide, drawn here: it must work before a town is loaded."""

from __future__ import annotations

from typing import Any

CENTRE = {"lat": 51.0000, "lon": 5.0000, "zoom": 16}

MARKERS: list[dict[str, Any]] = [
    {"id": "a", "lat": 51.0012, "lon": 4.9978, "icon": "lamp-floor", "tone": "open",
     "label": "Lantaarn brandt niet, in behandeling", "url": "#kaart-a"},
    {"id": "b", "lat": 50.9996, "lon": 5.0021, "icon": "trash-2", "tone": "late",
     "label": "Sluikstort aan het bos, te laat", "url": "#kaart-b"},
    {"id": "c", "lat": 51.0004, "lon": 5.0004, "icon": "toy-brick", "tone": "new",
     "label": "Schommel los, nieuw", "url": "#kaart-c"},
    {"id": "d", "lat": 50.9988, "lon": 4.9992, "icon": "check", "tone": "done",
     "label": "Put gevuld, opgelost", "url": "#kaart-d"},
]  # fmt: skip


def tile(z: int, x: int, y: int) -> str:
    """A map tile of an imaginary town: a crossing of streets with houses."""
    bend = (x * 7 + y * 13) % 5 * 4
    houses = "".join(
        f'<rect x="{20 + i * 34}" y="{row}" width="22" height="16" fill="#ddcdb8" '
        'stroke="#c9b79f"/>'
        for row in (34, 84, 156, 206)
        for i in range(7)
        if not 96 < 20 + i * 34 + 11 < 160
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">'
        '<rect width="256" height="256" fill="#eef0e4"/>'
        f"{houses}"
        '<g fill="none" stroke="#ded6c6" stroke-width="22"><path d="M128 0V256"/>'
        f'<path d="M0 128Q64 {128 + bend} 128 128T256 128"/></g>'
        '<g fill="none" stroke="#fff" stroke-width="19"><path d="M128 0V256"/>'
        f'<path d="M0 128Q64 {128 + bend} 128 128T256 128"/></g>'
        f'<circle cx="{40 + bend * 3}" cy="66" r="7" fill="#b9d6b4"/>'
        f'<circle cx="{200 - bend * 2}" cy="190" r="9" fill="#b9d6b4"/>'
        "</svg>"
    )


def pattern() -> str:
    """Faint streets for behind a heading."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 240" '
        'preserveAspectRatio="xMidYMid slice"><g fill="none" stroke="#fff" stroke-opacity=".15" '
        'stroke-linecap="round"><path stroke-width="10" d="M0 214 320 140 620 110 960 30 1200 0"/>'
        '<path stroke-width="7" d="M190 0 150 90 214 240M560 0 600 110 650 240M1010 0 1060 96 990 '
        '240"/><path stroke-width="4" d="M0 170 170 178M380 190 420 240M300 20 420 60 440 0M760 90'
        ' 860 40M1020 214q120-30 180 10"/></g></svg>'
    )


def photo(number: int) -> str:
    """A hole in the road, from near (1) or from afar (any other number)."""
    size = 1.0 if number == 1 else 0.55
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="320" height="240">'
        '<rect width="320" height="240" fill="#7d7f7c"/><rect width="320" height="52" '
        'fill="#b7ada0"/><path d="M0 52h320v8H0z" fill="#d8d2c8"/>'
        f'<g transform="translate(160 150) scale({size})"><ellipse rx="96" ry="46" '
        'fill="#2d2a27"/><ellipse cx="6" cy="8" rx="70" ry="28" fill="#5e6f73"/>'
        '<ellipse cx="-6" cy="4" rx="30" ry="9" fill="#9db0b3"/></g></svg>'
    )
