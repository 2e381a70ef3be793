"""What staff keep beside an issue: notes, calls, a better title, what everybody may read."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues.actions.following import follow
from onthaal.issues.actions.lifecycle import note_first_answer
from onthaal.issues.actions.locking import locked
from onthaal.issues.models import Channel, Issue
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event


@transaction.atomic
def add_note(issue: Issue, *, text: str, by: User) -> None:
    """Keep something for colleagues; the handler sees that it is new.

    Raises CannotChange without text.
    """
    if not text.strip():
        raise CannotChange("Schrijf een notitie.")
    issue = locked(issue.pk, None)
    if issue.handler_id != by.pk:
        issue.news_at = issue.news_at or clock.now()
    save_next(issue, "news_at")
    record("issue.noted", issue, by=by, internal_text=text.strip())


@transaction.atomic
def add_partner_note(issue: Issue, *, text: str, partner: str) -> None:
    """Keep for colleagues what another organisation says; the handler sees that it is new."""
    issue = locked(issue.pk, None)
    issue.news_at = issue.news_at or clock.now()
    save_next(issue, "news_at")
    record("issue.noted", issue, by_label=partner, internal_text=text.strip())


@transaction.atomic
def note_call(issue: Issue, *, reached: bool, text: str, by: User) -> None:
    """Keep that the reporter was called. A talk counts as an answer, a missed call does not."""
    issue = locked(issue.pk, None)
    if reached:
        note_first_answer(issue, clock.now())
    save_next(issue, "first_answer_at", "first_answer_days")
    record("issue.called", issue, by=by, internal_text=text.strip(), data={"reached": reached})


@transaction.atomic
def note_same_report(
    issue: Issue, *, channel: Channel, who: str, text: str, email: str, key: uuid.UUID, by: User
) -> None:
    """Keep that somebody else reported the same by phone or at the desk. With an e-mail address
    that person is asked by mail to confirm that he or she wants the news.

    The same ``key`` again, after a double click, adds nothing.
    """
    issue = locked(issue.pk, None)
    history = Event.objects.about(issue).filter(kind="issue.reported_again")
    if history.filter(data__key=str(key)).exists():
        return
    if issue.handler_id != by.pk:
        issue.news_at = issue.news_at or clock.now()
    save_next(issue, "news_at")
    record(
        "issue.reported_again",
        issue,
        by=by,
        internal_text="\n".join(part for part in (who, text.strip()) if part),
        data={"key": str(key), "channel": channel},
    )
    if email:
        follow(issue=issue, email=email)


@transaction.atomic
def retitle(issue: Issue, *, title: str, by: User, expected_version: int | None = None) -> Issue:
    """Give the issue a clearer title. Raises CannotChange without one, and ChangedMeanwhile."""
    if not title.strip():
        raise CannotChange("Schrijf een titel.")
    issue = locked(issue.pk, expected_version)
    issue.title = title.strip()[:120]
    save_next(issue, "title")
    record("issue.retitled", issue, by=by)
    return issue


@transaction.atomic
def release(
    issue: Issue,
    *,
    title: str,
    text: str,
    photos: Collection[int],
    by: User,
    expected_version: int | None = None,
) -> Issue:
    """Let everybody read this title and text and see these photos (ids), and nothing else.

    Raises CannotChange without a title, and ChangedMeanwhile.
    """
    if not title.strip():
        raise CannotChange("Schrijf een openbare titel.")
    issue = locked(issue.pk, expected_version)
    issue.public_title, issue.public_text = title.strip(), text.strip()
    issue.released_at = clock.now()
    save_next(issue, "public_title", "public_text", "released_at")
    issue.photos.update(is_public=False)
    issue.photos.filter(pk__in=photos).update(is_public=True)
    record("issue.released", issue, by=by, data={"photos": len(photos)})
    return issue


@transaction.atomic
def take_back(issue: Issue, *, by: User) -> Issue:
    """Nobody outside may read the text or see the photos any more."""
    issue = locked(issue.pk, None)
    issue.public_title = issue.public_text = ""
    issue.released_at = None
    save_next(issue, "public_title", "public_text", "released_at")
    issue.photos.update(is_public=False)
    record("issue.release_taken_back", issue, by=by)
    return issue
