"""The requests of one resident: by the address that the account has proved to own."""

from __future__ import annotations

from onthaal.cases.models import Case, CaseQuerySet
from onthaal.people.models import User


def asked_by(user: User) -> CaseQuerySet:
    """What this person asked, newest first, with or without being logged in at the time."""
    rows: CaseQuerySet = Case.objects.of_resident(user.email)
    return rows.select_related("product", "step").order_by("-opened_at", "-pk")
