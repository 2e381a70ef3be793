"""Somebody wants the news of an issue without being its reporter."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django_tasks import task

from onthaal.core import clock
from onthaal.issues import mails
from onthaal.issues.actions.contributions import forget_old_drafts
from onthaal.issues.actions.locking import locked
from onthaal.issues.models import Follower, Issue
from onthaal.people.models import User

# Asking again within this time sends no second mail.
ASK_AGAIN_AFTER = dt.timedelta(minutes=15)
CONFIRM_WITHIN = dt.timedelta(days=7)


class NoLongerValid(Exception):
    """The link to confirm is too old, or the person stopped following."""


@transaction.atomic
def follow(*, issue: Issue, email: str) -> None:
    """Send a mail with a link to confirm. Does nothing for who follows or reported it already.

    The caller tells the person the same in every case, so that nobody can find out who follows.
    """
    email = email.strip().lower()
    issue = locked(issue.pk, None)
    if _is_reporter(issue, email):
        return
    follower = Follower.objects.filter(issue=issue, email__iexact=email).first()
    now = clock.now()
    if follower is None:
        follower = Follower.objects.create(issue=issue, email=email, asked_at=now)
    elif follower.confirmed_at or now - follower.asked_at < ASK_AGAIN_AFTER:
        return
    else:
        follower.asked_at = now
        follower.save(update_fields=["asked_at"])
    mails.follow_confirm(follower)


@transaction.atomic
def follow_as(*, issue: Issue, user: User) -> None:
    """Follow at once: who logged in with a code has shown that the address is theirs."""
    issue = locked(issue.pk, None)
    if _is_reporter(issue, user.email):
        return
    follower = Follower.objects.filter(issue=issue, email__iexact=user.email).first()
    if follower is None:
        follower = Follower(issue=issue, email=user.email)
    _confirm(follower)


@transaction.atomic
def confirm(*, secret: str) -> Follower:
    """Start following; doing it twice is fine. Raises NoLongerValid."""
    follower = (
        Follower.objects.select_for_update().filter(secret=secret).select_related("issue").first()
    )
    if follower is None:
        raise NoLongerValid
    if follower.confirmed_at is None:
        if clock.now() - follower.asked_at > CONFIRM_WITHIN:
            raise NoLongerValid
        _confirm(follower)
    return follower


@transaction.atomic
def stop(*, secret: str) -> None:
    """Stop following and forget the address; doing it twice is fine."""
    follower = Follower.objects.select_for_update().filter(secret=secret).first()
    if follower is None:
        return
    if follower.confirmed_at:
        _count(follower, -1)
    follower.delete()


@transaction.atomic
def forget_unconfirmed() -> int:
    """Throw away addresses that nobody confirmed in time; returns how many."""
    count, _ = Follower.objects.filter(
        confirmed_at__isnull=True, asked_at__lt=clock.now() - CONFIRM_WITHIN
    ).delete()
    return count


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def tidy_unfinished() -> None:
    """The nightly job: photos of forms never sent and addresses never confirmed."""
    forget_old_drafts()
    forget_unconfirmed()


def _is_reporter(issue: Issue, email: str) -> bool:
    return issue.reporter is not None and issue.reporter.email.lower() == email.lower()


def _confirm(follower: Follower) -> None:
    if follower.confirmed_at is None:
        follower.confirmed_at = clock.now()
        follower.save()
        _count(follower, 1)


def _count(follower: Follower, change: int) -> None:
    Issue.objects.filter(pk=follower.issue_id).update(followers_count=F("followers_count") + change)
