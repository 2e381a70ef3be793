"""A message turns out to be a melding or a klacht."""

from __future__ import annotations

from django.db import models, transaction

from onthaal.complaints.actions import submission as complaints
from onthaal.complaints.models import Complaint
from onthaal.core import clock
from onthaal.intake import mails
from onthaal.intake.actions.handling import CannotChange, locked
from onthaal.intake.models import State, Suggestion
from onthaal.issues.actions import submission as issues
from onthaal.issues.models import Issue
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def become_issue(
    suggestion: Suggestion, *, submission: issues.Submission, tell: str, by: User
) -> Issue:
    """Make a melding of it and tell the writer; ``tell`` is what he or she reads with it.

    Raises CannotChange when it already became something.
    """
    suggestion = locked(suggestion)
    _check(suggestion)
    issue = issues.submit(submission=submission, by=by)
    moved(suggestion, issue, issue.status_path, what="melding", tell=tell, by=by)
    return issue


@transaction.atomic
def become_complaint(
    suggestion: Suggestion, *, submission: complaints.Submission, tell: str, by: User
) -> Complaint:
    """Make a klacht of it and tell the writer. From then on only who may see the klacht sees the
    message. Raises CannotChange when it already became something."""
    suggestion = locked(suggestion)
    _check(suggestion)
    complaint = complaints.submit(submission=submission, by=by)
    moved(suggestion, complaint, complaint.status_path, what="klacht", tell=tell, by=by)
    return complaint


def moved(
    suggestion: Suggestion,
    into: models.Model,
    path: str,
    *,
    what: str,
    tell: str,
    by: User,
) -> None:
    """Note where a locked message went, in the caller's transaction."""
    suggestion.state, suggestion.news_at = State.MOVED, None
    suggestion.closed_at = clock.now()
    suggestion.became_type, suggestion.became_id = into._meta.label_lower, into.pk
    suggestion.became_reference = str(into.reference)  # type: ignore[attr-defined]
    suggestion.became_path = path
    suggestion.save(
        update_fields=[
            "state",
            "news_at",
            "closed_at",
            "became_type",
            "became_id",
            "became_reference",
            "became_path",
        ]
    )
    record(
        "suggestion.became",
        suggestion,
        by=by,
        public_text=tell.strip(),
        data={"type": suggestion.became_type, "id": suggestion.became_id},
    )
    mails.became(suggestion, what=what, text=tell.strip())


def _check(suggestion: Suggestion) -> None:
    if suggestion.state == State.MOVED:
        raise CannotChange(f"Dit bericht is al omgezet in {suggestion.became_reference}.")
