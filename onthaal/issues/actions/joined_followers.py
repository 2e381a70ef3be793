"""Who follows, when meldingen become one, become two again, or fall apart in parts."""

from __future__ import annotations

from collections.abc import Sequence

from onthaal.core import clock
from onthaal.core.changes import save_next
from onthaal.issues.models import Follower, Issue
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event

# A row with the original, and the row with the double that it came from; None = its reporter.
Moved = list[tuple[int, int | None]]


def move_to_original(duplicate: Issue, original: Issue) -> Moved:
    """Let everybody who waits for the duplicate wait for the original; returns who, as ids.

    Who asked to follow the original but never confirmed it, has confirmed it for the duplicate.
    """
    followers = {each.email.lower(): each for each in original.followers.all()}
    addresses: dict[str, int | None] = {
        each.email.lower(): each.pk
        for each in duplicate.followers.filter(confirmed_at__isnull=False)
    }
    if duplicate.reporter and duplicate.reporter.email:
        addresses[duplicate.reporter.email.lower()] = None
    if original.reporter:
        addresses.pop(original.reporter.email.lower(), None)
    now = clock.now()
    moved: Moved = []
    for email, came_from in sorted(addresses.items()):
        follower = followers.get(email) or Follower(issue=original, email=email, asked_at=now)
        if follower.confirmed_at is None:
            follower.confirmed_at = now
            follower.save()
            moved.append((follower.pk, came_from))
    return moved


def back_to_own(duplicate: Issue, original: Issue) -> None:
    """Undo ``move_to_original``, both issues locked: whoever came along with the duplicate waits
    for the duplicate again, and no longer for the original. Who stopped meanwhile stays away."""
    merged = (
        Event.objects.about(original)
        .filter(kind="issue.merged_in", data__duplicate=duplicate.pk)
        .last()
    )
    moved = merged.data.get("moved", []) if merged else []
    there = dict(
        original.followers.filter(pk__in=[pk for pk, _ in moved]).values_list("pk", "email")
    )
    stopped = [came_from for pk, came_from in moved if came_from and pk not in there]
    gone = duplicate.followers.filter(pk__in=stopped, confirmed_at__isnull=False)
    if number := gone.count():
        gone.delete()
        duplicate.followers_count -= number
        save_next(duplicate, "followers_count")
    original.followers.filter(pk__in=there).delete()
    original.followers_count -= len(there)
    save_next(original, "followers_count")
    record(
        "issue.merge_undone",
        original,
        data={
            "duplicate": duplicate.pk,
            "reference": duplicate.reference,
            "followers": len(there),
        },
    )


def follow_parts(issue: Issue, parts: Sequence[Issue]) -> list[tuple[Follower, list[Follower]]]:
    """Let who follows the whole follow each part; returns each with its rows, part by part."""
    now = clock.now()
    found = []
    for follower in issue.followers.filter(confirmed_at__isnull=False).order_by("pk"):
        rows = [
            Follower(issue=part, email=follower.email, asked_at=now, confirmed_at=now)
            for part in parts
        ]
        found.append((follower, rows))
    Follower.objects.bulk_create(row for _, rows in found for row in rows)
    if found:
        for part in parts:
            part.followers_count = len(found)
            part.save(update_fields=["followers_count"])
    return found
