"""How the rows below the timeline (people, organisation, territory) get into the timeline.

The timeline lies higher, so it registers its ``record`` here at start; the lower rows call
``note``. Both run in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

Recorder = Callable[..., object]
_recorder: Recorder | None = None


def register(recorder: Recorder) -> None:
    """Make ``recorder(kind, subject, by=…, data=…)`` the one that keeps history."""
    global _recorder
    _recorder = recorder


def note(
    kind: str, subject: models.Model, *, by: models.Model | None, data: dict[str, Any] | None = None
) -> None:
    """Keep that ``kind`` happened to ``subject``. Raises RuntimeError when nobody keeps history."""
    if _recorder is None:
        raise RuntimeError("No history is registered; is onthaal.timeline installed?")
    _recorder(kind, subject, by=by, data=data or {})
