"""Photo files on the disk that no row needs: of a request that broke off, or of erased photos.

Parts of a split issue share their files, so a file goes only when the last row is gone.
"""

from __future__ import annotations

import datetime as dt
from itertools import chain

from django.core.files.storage import default_storage

from onthaal.core import clock
from onthaal.issues.models import Photo

FOLDER = "meldingen"
# a request that is still running has its files on the disk before its rows are there
YOUNG = dt.timedelta(hours=24)


def remove_unused() -> int:
    """Remove the files of at least a day old without a row; returns how many."""
    if not default_storage.exists(FOLDER):
        return 0
    removed = 0
    folders, files = default_storage.listdir(FOLDER)
    if files:
        removed += _remove([f"{FOLDER}/{name}" for name in files])
    for folder in folders:
        _, names = default_storage.listdir(f"{FOLDER}/{folder}")
        removed += _remove([f"{FOLDER}/{folder}/{name}" for name in names])
    return removed


def _remove(paths: list[str]) -> int:
    rows = Photo.objects.filter(file__in=paths).values_list("file", "thumbnail")
    small = Photo.objects.filter(thumbnail__in=paths).values_list("file", "thumbnail")
    used = set(chain.from_iterable(chain(rows, small)))
    old = clock.now() - YOUNG
    unused = [
        path for path in paths if path not in used and default_storage.get_modified_time(path) < old
    ]
    for path in unused:
        default_storage.delete(path)
    return len(unused)
