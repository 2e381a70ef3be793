"""QR codes, drawn on the page itself: our policy lets no picture in from elsewhere."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

from onthaal.core.links import absolute


def qr(path: str, *, label: str = "QR-code") -> SafeString:
    """The whole address of ``path`` as an SVG that takes the size of its box."""
    code = segno.make(absolute(path), error="m")
    drawing = code.svg_inline(
        omitsize=True, border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    named = drawing.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
    return mark_safe(named)  # noqa: S308 -- of our own making
