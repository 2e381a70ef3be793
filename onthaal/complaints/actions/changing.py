"""What every change of a complaint shares: the lock, the refusals and the next version."""

from __future__ import annotations

from onthaal.complaints import rules
from onthaal.complaints.models import Complaint
from onthaal.complaints.states import State
from onthaal.people.models import User


class CannotChange(Exception):
    """The complaint does not allow this; the message says why, in Dutch. ``about`` names the
    field of the form."""

    def __init__(self, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.about = about


class ChangedMeanwhile(CannotChange):
    """Somebody else changed the complaint since this person opened it."""

    def __init__(self) -> None:
        super().__init__(
            "Een collega veranderde deze klacht terwijl u bezig was. Er is niets bewaard. Wat u "
            "typte, staat er nog: kijk na of het nog klopt en bewaar opnieuw."
        )


def locked(complaint: Complaint, *, by: User | None, version: int | None = None) -> Complaint:
    """The complaint with its row locked, for somebody who may change it.

    Raises CannotChange, and ChangedMeanwhile when ``version`` is not its version any more.
    """
    rows = Complaint.objects.select_for_update(of=("self",)).select_related(
        "regulation", "complainant", "team", "handler", "deputy"
    )
    fresh = rows.get(pk=complaint.pk)
    if by is not None and not Complaint.objects.handled_by(by).filter(pk=fresh.pk).exists():
        raise CannotChange("U behandelt deze klacht niet.")
    if version is not None and version != fresh.version:
        raise ChangedMeanwhile
    return fresh


def check(complaint: Complaint, new: State) -> None:
    """Raises CannotChange when the complaint may not become ``new``."""
    if not rules.may_become(complaint.state, new):
        raise CannotChange(
            f"Dit kan niet meer: de klacht is nu “{complaint.get_state_display().lower()}”."
        )


def check_open(complaint: Complaint) -> None:
    if not complaint.is_open:
        raise CannotChange("Deze klacht is afgesloten.")


def save(complaint: Complaint, *fields: str) -> None:
    complaint.version += 1
    complaint.save(update_fields=[*fields, "version"])
