"""What every template may use: the house style and the menus."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from onthaal.ui import house_style, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """``house_style``, ``navigation`` with the lists citizen, account and staff, and the
    ``urgent_pieces`` of a staff page (all lazy)."""
    return {
        "house_style": SimpleLazyObject(house_style.current),
        "navigation": {
            area: SimpleLazyObject(lambda area=area: navigation.entries(request, area))  # type: ignore[misc]
            for area in ("citizen", "account", "staff")
        },
        "urgent_pieces": SimpleLazyObject(lambda: navigation.pieces(request)),
    }
