"""Counts of requests and their duration, shared by all web processes through small files.

Each process keeps its own file under ``var/metrics`` and the page adds them up; a file of a
process that ended goes on counting, which is what a counter must do.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
import time
from collections import defaultdict
from pathlib import Path

from django.conf import settings

BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
WRITE_EVERY = 5.0

_lock = threading.Lock()
_counts: dict[str, float] = defaultdict(float)
_written = 0.0


def observe(route: str, status: int, seconds: float) -> None:
    """Count one request."""
    global _written
    with _lock:
        _counts[f'onthaal_requests_total{{route="{_label(route)}",status="{status}"}}'] += 1
        _counts["onthaal_request_seconds_sum"] += seconds
        _counts["onthaal_request_seconds_count"] += 1
        for limit in (*BUCKETS, float("inf")):
            if seconds <= limit:
                name = "+Inf" if limit == float("inf") else f"{limit:g}"
                _counts[f'onthaal_request_seconds_bucket{{le="{name}"}}'] += 1
        if time.monotonic() - _written > WRITE_EVERY:
            _written = time.monotonic()
            _write()


def totals() -> dict[str, float]:
    """The counts of all processes together."""
    with _lock:
        _write()
    sums: dict[str, float] = defaultdict(float)
    for path in _folder().glob("*.json"):
        try:
            counted: dict[str, float] = json.loads(path.read_text())
        except (OSError, ValueError):
            continue
        for name, value in counted.items():
            sums[name] += value
    return dict(sorted(sums.items()))


def tidy() -> int:
    """Put the files of processes that ended together in one; returns how many there were."""
    sums: dict[str, float] = defaultdict(float)
    ended = [path for path in _folder().glob("*-*.json") if not _lives(path)]
    for path in [*ended, _folder() / "ended.json"]:
        try:
            counted: dict[str, float] = json.loads(path.read_text())
        except (OSError, ValueError):
            continue
        for name, value in counted.items():
            sums[name] += value
    if ended:
        draft = _folder() / "ended.tmp"
        draft.write_text(json.dumps(sums))
        draft.rename(_folder() / "ended.json")
        for path in ended:
            path.unlink()
    return len(ended)


def _lives(path: Path) -> bool:
    """Whether the process that writes this file runs; a reused number counts as yes."""
    try:
        os.kill(int(path.name.partition("-")[0]), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _folder() -> Path:
    return Path(settings.VAR) / "metrics"


def _write() -> None:
    if not _counts:
        return
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        path = _folder() / f"{os.getpid()}-{_STARTED}.json"
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(_counts))
        draft.rename(path)
    except OSError:
        # a full disk must not stop a page; `onthaal doctor` tells about the disk
        return


def _label(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


_STARTED = time.time_ns()
atexit.register(lambda: _write() if settings.configured else None)
