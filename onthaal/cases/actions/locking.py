"""Fetching a request to change it, so that two people never overwrite each other unnoticed."""

from __future__ import annotations

from onthaal.cases.models import Case
from onthaal.core import clock


class ChangedMeanwhile(Exception):
    """Somebody else changed the request since this person opened it."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"{case.reference} is at edition {case.edition}")
        self.case = case


class CannotDo(Exception):
    """It is not possible; the message says why, in Dutch, for on the page.

    ``about`` names the part of the form that is wrong, if it is one part.
    """

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


def locked(case_id: int, expected_edition: int | None = None) -> Case:
    """The request with its row locked until the transaction ends.

    ``expected_edition`` is what the person saw; None skips the comparison, for what does not
    build on what was seen (a resident's answer). Raises ChangedMeanwhile.
    """
    # first the row alone: PostgreSQL loses a row whose joins changed while it waited for the lock
    Case.objects.select_for_update().values_list("pk").get(pk=case_id)
    case = Case.objects.select_related(
        "product", "process_version__process", "step__team", "step__version", "team", "handler"
    ).get(pk=case_id)
    if expected_edition is not None and case.edition != expected_edition:
        raise ChangedMeanwhile(case)
    return case


def save(case: Case, *fields: str) -> None:
    """Store ``fields`` of a locked request as its next edition."""
    case.edition += 1
    case.changed_at = clock.now()
    case.save(update_fields=[*fields, "edition", "changed_at"])


def must_be_open(case: Case) -> None:
    """Raises CannotDo."""
    if not case.is_open:
        raise CannotDo("Deze aanvraag is afgesloten.")
