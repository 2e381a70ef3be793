"""The reporter takes the melding back."""

from __future__ import annotations

from django.db import transaction

from onthaal.issues import mails
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue
from onthaal.issues.states import Status


@transaction.atomic
def withdraw(*, issue: Issue, why: str = "") -> Issue:
    """Close an open issue because the reporter says so; reporter and followers get a mail.

    Raises CannotChange when it is closed already.
    """
    issue = change_status(
        issue,
        change=Change(to=Status.WITHDRAWN, text=why.strip()),
        by_label="melder",
        tell=False,
    )
    mails.withdrawn(issue)
    return issue
