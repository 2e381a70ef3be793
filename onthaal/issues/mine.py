"""The issues of one resident: by the address that the account has proved to own."""

from __future__ import annotations

from onthaal.issues.models import Issue, IssueQuerySet
from onthaal.people.models import User


def reported_by(user: User) -> IssueQuerySet:
    """What this person reported, newest first, with or without being logged in at the time."""
    return (
        Issue.objects.filter(reporter__email__iexact=user.email)
        .select_related("category")
        .order_by("-received_at")
    )


def followed_by(user: User) -> IssueQuerySet:
    """What this person follows, newest first."""
    return (
        Issue.objects.filter(
            followers__email__iexact=user.email, followers__confirmed_at__isnull=False
        )
        .select_related("category")
        .order_by("-received_at")
    )
