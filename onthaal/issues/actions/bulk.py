"""The same thing for many issues; each is its own change and may be refused on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.issues.actions.assignment import assign, recategorise
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Category, Issue
from onthaal.organisation.models import Team
from onthaal.outbox.models import Message
from onthaal.people.models import User

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Chosen:
    """An issue as the person saw it."""

    issue: Issue
    version: int


@dataclass(frozen=True)
class Outcome:
    """How it went, or would go, with one issue: ``after`` is the issue as it becomes, ``mails``
    how many people hear of it, ``refusal`` why it cannot be (and then nothing changes)."""

    issue: Issue
    after: Issue | None = None
    mails: int = 0
    refusal: str = ""

    @property
    def is_unchanged(self) -> bool:
        return self.after is not None and self.after.version == self.issue.version


# What is done to one issue: gets the issue and the version that the person saw.
Deed = Callable[[Chosen], Issue]


def assigning(*, team: Team, handler: User | None, by: User) -> Deed:
    """Giving it to a team and, when ``handler`` is given, to one of its members."""
    return lambda each: assign(
        each.issue, team=team, handler=handler, by=by, expected_version=each.version
    )


def recategorising(*, category: Category, by: User) -> Deed:
    """Changing what it is about."""
    return lambda each: recategorise(
        each.issue, category=category, by=by, expected_version=each.version
    )


def changing(*, change: Change, by: User) -> Deed:
    """Giving it this status and this answer."""
    return lambda each: change_status(
        each.issue, change=change, by=by, expected_version=each.version
    )


def carry_out(chosen: Sequence[Chosen], deed: Deed) -> list[Outcome]:
    """Do it to each, at most ``MOST_AT_ONCE``; what cannot be done stops nothing else."""
    return [_try(each, deed) for each in chosen[:MOST_AT_ONCE]]


def rehearse(chosen: Sequence[Chosen], deed: Deed) -> list[Outcome]:
    """How it would go now. Does it and takes it back, so that what is shown is what will happen."""
    outcomes = []
    for each in chosen[:MOST_AT_ONCE]:
        with transaction.atomic():
            undo = transaction.savepoint()
            outcomes.append(_try(each, deed))
            transaction.savepoint_rollback(undo)
    return outcomes


def _try(each: Chosen, deed: Deed) -> Outcome:
    try:
        with transaction.atomic():
            last = _last_mail(each.issue)
            after = deed(each)
            mails = Message.objects.about(each.issue).filter(pk__gt=last).count()
    except CannotChange as refusal:
        return Outcome(each.issue, refusal=str(refusal))
    except ChangedMeanwhile:
        return Outcome(each.issue, refusal="Een collega veranderde deze melding net.")
    return Outcome(each.issue, after, mails)


def _last_mail(issue: Issue) -> int:
    newest = Message.objects.about(issue).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
