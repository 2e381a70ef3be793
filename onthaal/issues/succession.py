"""Where a closed melding goes on, when a higher app took it over.

The old secret link keeps working: it leads to what the melding became.
"""

from __future__ import annotations

from collections.abc import Callable

from onthaal.issues.models import Issue

_finders: list[Callable[[Issue], str | None]] = []


def register(find: Callable[[Issue], str | None]) -> None:
    """``find`` gives the address of the citizen's page that took over, or None; called once at
    start."""
    _finders.append(find)


def successor(issue: Issue) -> str | None:
    """The citizen's page where a closed ``issue`` goes on."""
    return next((path for find in _finders if (path := find(issue))), None)
