"""The requests of one resident: by the address that the account has proved to own."""

from __future__ import annotations

from django.db.models import Prefetch

from onthaal.cases.models import Case, CaseFile, CaseFileQuerySet, CaseQuerySet
from onthaal.people.models import User


def asked_by(user: User) -> CaseQuerySet:
    """What this person asked, newest first, with or without being logged in at the time. What the
    person may open of each is in ``shown_files``."""
    rows: CaseQuerySet = Case.objects.of_resident(user.email)
    shown = Prefetch("files", CaseFile.objects.for_resident(), to_attr="shown_files")
    return (
        rows.select_related("product", "step").prefetch_related(shown).order_by("-opened_at", "-pk")
    )


def files_of(user: User) -> CaseFileQuerySet:
    """What this person may open: the files of those requests that are not for colleagues only."""
    return CaseFile.objects.for_resident().filter(case__in=Case.objects.of_resident(user.email))
