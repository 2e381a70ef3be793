"""Two meldingen about the same thing become one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from onthaal.core import clock
from onthaal.issues import mails
from onthaal.issues.actions.lifecycle import CannotChange, Change, change_status
from onthaal.issues.actions.locking import locked
from onthaal.issues.models import Follower, Issue
from onthaal.issues.states import Status
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def merge(
    duplicate: Issue,
    *,
    original: Issue,
    by: User,
    text: str = "",
    note: str = "",
    expected_version: int | None = None,
) -> Issue:
    """Close ``duplicate`` as a double of ``original``.

    Its reporter and followers follow the original from now on, and are told. Reopening the
    duplicate undoes the closing; whoever follows the original keeps following it.

    Raises CannotChange when the original is closed for good or itself a double, ChangedMeanwhile.
    """
    if original.state in (Status.DUPLICATE, Status.WITHDRAWN):
        raise CannotChange(
            f"Melding {original.reference} is {original.state.label.lower()}. Kies een andere."
        )
    duplicate = change_status(
        duplicate,
        change=Change(to=Status.DUPLICATE, text=text, note=note, original=original),
        by=by,
        expected_version=expected_version,
        tell=False,
    )
    original = locked(original.pk, None)
    moved = _move_followers(duplicate, original)
    record(
        "issue.merged_in",
        original,
        by=by,
        data={"duplicate": duplicate.pk, "reference": duplicate.reference, "followers": moved},
    )
    mails.merged(duplicate, original, text)
    return duplicate


def _move_followers(duplicate: Issue, original: Issue) -> int:
    """Let everybody who waits for the duplicate wait for the original; returns how many."""
    known = {email.lower() for email in original.followers.values_list("email", flat=True)}
    if original.reporter:
        known.add(original.reporter.email.lower())
    waiting = list(duplicate.followers.filter(confirmed_at__isnull=False))
    addresses = [follower.email for follower in waiting]
    if duplicate.reporter and duplicate.reporter.email:
        addresses.append(duplicate.reporter.email)
    fresh = {email.lower() for email in addresses} - known
    now = clock.now()
    Follower.objects.bulk_create(
        Follower(issue=original, email=email, asked_at=now, confirmed_at=now)
        for email in sorted(fresh)
    )
    Issue.objects.filter(pk=original.pk).update(followers_count=F("followers_count") + len(fresh))
    return len(fresh)
