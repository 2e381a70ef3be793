"""One melding that is about several things becomes several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues import mails
from onthaal.issues.actions.joined_followers import follow_parts
from onthaal.issues.actions.locking import locked
from onthaal.issues.actions.submission import Place, new_issue
from onthaal.issues.models import Category, Issue, Photo, Reporter
from onthaal.people.models import User
from onthaal.timeline.actions import record

MOST_PARTS = 10


@dataclass(frozen=True)
class Part:
    """One of the new issues; without ``place`` it lies where the whole issue lies."""

    category: Category
    description: str
    place: Place | None = None


@transaction.atomic
def split(
    issue: Issue, *, parts: Sequence[Part], by: User, expected_version: int | None = None
) -> list[Issue]:
    """Make an issue of each part, with the same reporter and photos; the first stays open.

    Each part has its own team and term and is answered on its own. Who follows the whole follows
    each part; the reporter and each follower get one mail with all numbers.

    Raises CannotChange with less than 1 or more than 10 parts, without text, or when the issue is
    closed; and ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    if not issue.is_open:
        raise CannotChange("Deze melding is afgesloten. Heropen ze eerst.")
    if not 1 <= len(parts) <= MOST_PARTS:
        raise CannotChange(f"Maak minstens 1 en hoogstens {MOST_PARTS} delen.")
    if not all(part.description.strip() for part in parts):
        raise CannotChange("Beschrijf elk deel.")
    now = clock.now()
    made = [_make(issue, part, now) for part in parts]
    for each in made:
        record(
            "issue.received",
            each,
            by=by,
            at=now,
            data={"channel": each.channel, "team": each.team_id, "split_from": issue.pk},
        )
    save_next(issue)
    record(
        "issue.split",
        issue,
        by=by,
        at=now,
        data={"parts": [each.pk for each in made], "references": [e.reference for e in made]},
    )
    mails.split(issue, made, follow_parts(issue, made))
    return made


def _make(issue: Issue, part: Part, now: dt.datetime) -> Issue:
    reporter = None
    if issue.reporter:
        old = issue.reporter
        reporter = Reporter.objects.create(
            name=old.name, email=old.email, phone=old.phone, user=old.user
        )
    place = part.place or Place(
        description=issue.place,
        lat=issue.lat,
        lon=issue.lon,
        note=issue.place_note,
        address_id=issue.address_id,
        neighbourhood_id=issue.neighbourhood_id,
    )
    made = new_issue(
        part.description,
        part.category,
        place,
        answers={},
        received_at=issue.received_at,
        changed_at=now,
        channel=issue.channel,
        reporter=reporter,
        submitter=issue.submitter,
        split_from=issue,
    )
    made.save(force_insert=True)
    # the same files serve both: a file goes only when no row needs it any more
    Photo.objects.bulk_create(
        Photo(
            issue=made,
            file=photo.file.name,
            thumbnail=photo.thumbnail.name,
            width=photo.width,
            height=photo.height,
            source=photo.source,
            added_at=photo.added_at,
        )
        for photo in issue.photos.all()
    )
    return made
