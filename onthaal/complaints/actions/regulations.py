"""A new version of the regulation."""

from __future__ import annotations

from django.db import transaction

from onthaal.complaints.models import Complaint, Regulation, is_coordinator
from onthaal.core.changes import CannotChange
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def save_regulation(*, regulation: Regulation, by: User) -> Regulation:
    """Store a version. One that complaints are judged by cannot change any more.

    Raises CannotChange.
    """
    if not is_coordinator(by):
        raise CannotChange("Alleen een klachtencoördinator kan dit.")
    if regulation.pk and Complaint.objects.filter(regulation=regulation).exists():
        raise CannotChange("Er zijn al klachten onder deze versie. Maak een nieuwe versie.")
    regulation.save()
    record("regulation.saved", regulation, by=by, data={"from": str(regulation.valid_from)})
    return regulation
