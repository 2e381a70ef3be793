"""What holds for a while: each process remembers it some seconds, because at a rush the same is
asked hundreds of times. Never what is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

KEPT_SECONDS = 3
_MOST = 500
_known: dict[str, tuple[float, Any]] = {}


def kept(key: str, read: Callable[[], T]) -> T:
    """What ``read`` gives, at most ``KEPT_SECONDS`` old. Others get the very same: never change
    it."""
    known, now = _known, time.monotonic()
    found = known.get(key)
    if found and now < found[0]:
        value: T = found[1]
        return value
    value = read()
    if len(known) >= _MOST:
        known.clear()
    # should somebody say "forget" meanwhile, this goes with what was forgotten
    known[key] = now + KEPT_SECONDS, value
    return value


def forget() -> None:
    """Read everything anew at the next question; for after a change."""
    global _known
    _known = {}
