"""Who has an issue open right now, and who has seen its news."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from onthaal.core import clock
from onthaal.issues.models import Issue, Presence
from onthaal.people.models import User

PRESENT_FOR = dt.timedelta(seconds=45)


def read(issue: Issue, *, by: User) -> None:
    """The handler has seen the news; as long as there is no handler, anybody of the team."""
    if issue.news_at is None:
        return
    if issue.handler_id is None:
        is_theirs = issue.team.memberships.filter(user=by).exists()
    else:
        is_theirs = issue.handler_id == by.pk
    if is_theirs:
        Issue.objects.filter(pk=issue.pk, news_at=issue.news_at).update(news_at=None)


def see(issue: Issue, *, by: User) -> QuerySet[Presence]:
    """Note that ``by`` looks at the issue now, and give the others who do."""
    now = clock.now()
    Presence.objects.bulk_create(
        [Presence(issue=issue, user=by, seen_at=now)],
        update_conflicts=True,
        unique_fields=["issue", "user"],
        update_fields=["seen_at"],
    )
    return (
        Presence.objects.filter(issue=issue, seen_at__gt=now - PRESENT_FOR)
        .exclude(user=by)
        .select_related("user")
    )
