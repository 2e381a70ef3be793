"""What every change of a complaint shares: the lock and what refuses it."""

from __future__ import annotations

from onthaal.complaints import rules
from onthaal.complaints.models import Complaint
from onthaal.complaints.states import State
from onthaal.core import changes
from onthaal.core.changes import CannotChange
from onthaal.people.models import User

_RELATED = ("regulation", "complainant", "team", "handler", "deputy")


def locked(complaint: Complaint, *, by: User | None, version: int | None = None) -> Complaint:
    """The complaint with its row locked, for somebody who may change it; see ``core.changes``.

    Raises CannotChange and ChangedMeanwhile.
    """
    fresh = changes.locked(Complaint.objects.select_related(*_RELATED), complaint.pk)
    if by is not None and not Complaint.objects.handled_by(by).filter(pk=fresh.pk).exists():
        raise CannotChange("U behandelt deze klacht niet.")
    changes.check_version(fresh, version)
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
