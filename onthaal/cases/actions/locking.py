"""Fetching a request to change it, so that two people never overwrite each other unnoticed."""

from __future__ import annotations

from onthaal.cases.models import Case
from onthaal.core import changes, clock
from onthaal.core.changes import CannotChange

_RELATED = ("product", "process_version__process", "step__team", "step__version", "team", "handler")


def locked(case_id: int, expected_version: int | None = None) -> Case:
    """The request with its row locked; see ``core.changes``. Raises ChangedMeanwhile."""
    case = changes.locked(Case.objects.select_related(*_RELATED), case_id)
    changes.check_version(case, expected_version)
    return case


def touch(case: Case) -> None:
    """Something came that nobody could overwrite, but that may have to be erased later."""
    case.changed_at = clock.now()
    case.save(update_fields=["changed_at"])


def must_be_open(case: Case) -> None:
    """Raises CannotChange."""
    if not case.is_open:
        raise CannotChange("Deze aanvraag is afgesloten.")
