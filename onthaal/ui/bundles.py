"""What the asset build made: which shared chunks a script needs, and the fingerprint of it all."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

DIST = Path(__file__).parent / "static/ui/dist"


@cache
def version() -> str:
    """Changes when any style, script or icon changes."""
    stamp = DIST / ".built"
    return stamp.read_text()[:16] if stamp.exists() else "unbuilt"


@cache
def _needed() -> dict[str, list[str]]:
    listed = DIST / "bundles.json"
    found: dict[str, list[str]] = json.loads(listed.read_text()) if listed.exists() else {}
    return found


@cache
def address(name: str) -> str:
    """Where ``citizen.css`` is; an icon asks it some twenty times a page."""
    return static(f"ui/dist/{name}")


def chunks(script: str) -> list[str]:
    """The addresses of what ``pages/report`` imports, so that a page may ask for them at once.

    Their names carry a fingerprint already, and scripts import them by exactly these names.
    """
    return [f"{settings.STATIC_URL}ui/dist/{name}" for name in _needed().get(script, [])]


@cache
def fonts() -> list[str]:
    """The font files, as named by the build."""
    return sorted(path.name for path in DIST.glob("*.woff2"))
