"""Fetching an issue to change it, so that two people never overwrite each other unnoticed."""

from __future__ import annotations

from onthaal.core import changes
from onthaal.issues.models import Issue


def locked(issue_id: int, expected_version: int | None) -> Issue:
    """The issue with its row locked; see ``core.changes``. Raises ChangedMeanwhile."""
    rows = Issue.objects.select_related("category", "team", "handler", "reporter")
    issue = changes.locked(rows, issue_id)
    changes.check_version(issue, expected_version)
    return issue
