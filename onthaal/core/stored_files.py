"""Files in the storage that no row needs: of a request that broke off, or of erased rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.files.storage import default_storage

from onthaal.core import clock

# a request that is still running has its files on the disk before its rows are there
YOUNG = dt.timedelta(hours=24)


def remove_unused(folder: str, in_use: Callable[[str], bool]) -> int:
    """Remove the files in ``folder``, at any depth and at least a day old, of which ``in_use``
    says no; returns how many."""
    removed = 0
    for path in _paths(folder):
        if not in_use(path) and default_storage.get_modified_time(path) < clock.now() - YOUNG:
            default_storage.delete(path)
            removed += 1
    return removed


def _paths(folder: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    folders, names = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in names]
    for each in folders:
        found += _paths(f"{folder}/{each}")
    return found
