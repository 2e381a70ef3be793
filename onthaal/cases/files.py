"""The files of requests on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from onthaal.cases.models import CaseFile, DraftFile
from onthaal.cases.models.file import FOLDER
from onthaal.core import stored_files


def delete_after_commit(paths: Iterable[str]) -> None:
    """Take files off the disk once their rows are really gone. What fails is swept at night."""
    for path in filter(None, paths):
        transaction.on_commit(partial(default_storage.delete, path), robust=True)


def remove_unused() -> int:
    """Remove files of at least a day old that no row needs; returns how many."""
    return stored_files.remove_unused(FOLDER, _in_use)


def _in_use(path: str) -> bool:
    # in this order: a draft that goes in this very moment is a file of a request by then
    return (
        DraftFile.objects.filter(file=path).exists() or CaseFile.objects.filter(file=path).exists()
    )
