"""Two meldingen about the same thing become one."""

from __future__ import annotations

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues import mails
from onthaal.issues.actions.joined_followers import move_to_original
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.locking import locked
from onthaal.issues.models import Issue
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

    Its reporter and followers follow the original from now on, and are told; the original's
    handler sees it. Reopening the duplicate undoes all this: whoever came along goes back.

    Raises CannotChange when the original is closed, and ChangedMeanwhile.
    """
    if duplicate.pk == original.pk:
        raise CannotChange("Een melding kan geen dubbel van zichzelf zijn.")
    # always the lower number first: two people who merge the same two crosswise never wait for
    # each other
    rows = {pk: locked(pk, None) for pk in sorted((duplicate.pk, original.pk))}
    original = rows[original.pk]
    if not original.is_open:
        raise CannotChange(
            f"Melding {original.reference} is afgesloten ({original.state.label.lower()}). "
            "Heropen ze eerst, of geef deze melding een eigen antwoord."
        )
    duplicate = change_status(
        duplicate,
        change=Change(to=Status.DUPLICATE, text=text, note=note, original=original),
        by=by,
        expected_version=expected_version,
        tell=False,
    )
    moved = move_to_original(duplicate, original)
    original.followers_count += len(moved)
    if original.handler_id != by.pk:
        original.news_at = original.news_at or clock.now()
    save_next(original, "followers_count", "news_at")
    record(
        "issue.merged_in",
        original,
        by=by,
        data={
            "duplicate": duplicate.pk,
            "reference": duplicate.reference,
            "followers": len(moved),
            "moved": moved,
        },
    )
    mails.merged(duplicate, original, text)
    return duplicate
