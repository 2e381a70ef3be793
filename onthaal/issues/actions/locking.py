"""Fetching an issue to change it, so that two people never overwrite each other unnoticed."""

from __future__ import annotations

from onthaal.core import clock
from onthaal.issues.models import Issue


class ChangedMeanwhile(Exception):
    """Somebody else changed the issue since this person opened it."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(f"{issue.reference} is at version {issue.version}")
        self.issue = issue


def locked(issue_id: int, expected_version: int | None) -> Issue:
    """The issue with its row locked until the transaction ends.

    ``expected_version`` is what the person saw; ``None`` skips the comparison, for changes that
    do not build on what was seen (a citizen's remark, an automatic change).

    Raises ChangedMeanwhile.
    """
    issue = (
        Issue.objects.select_for_update(of=("self",))
        .select_related("category", "team", "handler", "reporter")
        .get(pk=issue_id)
    )
    if expected_version is not None and issue.version != expected_version:
        raise ChangedMeanwhile(issue)
    return issue


def save(issue: Issue, *fields: str) -> None:
    """Store ``fields`` of a locked issue as its next version."""
    issue.version += 1
    issue.changed_at = clock.now()
    issue.save(update_fields=[*fields, "version", "changed_at"])
