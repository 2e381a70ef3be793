"""A melding comes in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from onthaal.core import clock
from onthaal.core.references import new_reference
from onthaal.issues import mails, rules
from onthaal.issues.models import (
    Category,
    Channel,
    Issue,
    Photo,
    PhotoSource,
    Reporter,
    RoutingRule,
)
from onthaal.issues.photos import EncodedPhoto
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.house_style import reference_prefix
from onthaal.people.models import User
from onthaal.timeline.actions import record


@dataclass(frozen=True)
class Place:
    """Where it is. ``description`` is always there; the point only when it is known."""

    description: str
    lat: float | None = None
    lon: float | None = None
    note: str = ""
    address_id: int | None = None
    neighbourhood_id: int | None = None


@dataclass(frozen=True)
class Contact:
    """Who reported it; everything may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    user: User | None = None

    def __bool__(self) -> bool:
        return bool(self.name or self.email or self.phone or self.user)


@dataclass(frozen=True)
class Submission:
    """What a reporter (or somebody for a reporter) sends in."""

    key: uuid.UUID
    description: str
    category: Category
    place: Place
    answers: Mapping[str, object] = field(default_factory=dict)
    contact: Contact = Contact()
    photos: Sequence[EncodedPhoto] = ()
    channel: str = Channel.WEB


def submit(*, submission: Submission, by: User | None = None) -> Issue:
    """Store the melding, route it to a team and promise the confirmation mail, all or nothing.

    ``by`` is the member of staff who enters it for a resident. The same ``submission.key`` sent
    again, also at the same moment from two connections, gives the issue that is already there.
    """
    try:
        return _store(submission, by)
    except IntegrityError:
        # The same key went in before or at this very moment; anything else is a real error.
        if issue := Issue.objects.filter(submission_key=submission.key).first():
            return issue
        raise


@transaction.atomic
def _store(submission: Submission, by: User | None) -> Issue:
    now = clock.now()
    contact = submission.contact
    reporter = (
        Reporter.objects.create(
            name=contact.name,
            email=contact.email.lower(),
            phone=contact.phone,
            user=contact.user,
        )
        if contact
        else None
    )
    issue = new_issue(
        submission.description,
        submission.category,
        submission.place,
        answers=submission.answers,
        received_at=now,
        changed_at=now,
        submission_key=submission.key,
        channel=submission.channel,
        reporter=reporter,
        submitter=by,
    )
    issue.save(force_insert=True)
    add_photos(issue, submission.photos, source=PhotoSource.REPORTER, by=by)
    record(
        "issue.received",
        issue,
        by=by,
        by_label="" if by else "melder",
        at=now,
        data={
            "channel": submission.channel,
            "category": issue.category_id,
            "team": issue.team_id,
        },
    )
    mails.received(issue)
    return issue


def new_issue(
    description: str,
    category: Category,
    place: Place,
    *,
    answers: Mapping[str, object],
    received_at: dt.datetime,
    **facts: Any,
) -> Issue:
    """An issue that is not stored yet: with a fresh number, its title, team and term decided."""
    due_on = rules.due_on(timezone.localdate(received_at), category.working_days, closing_days())
    return Issue(
        reference=new_reference(reference_prefix()),
        title=rules.short_title(description, fallback=category.name),
        description=description,
        category=category,
        answers=dict(answers),
        lat=place.lat,
        lon=place.lon,
        address_id=place.address_id,
        place=place.description,
        place_note=place.note,
        neighbourhood_id=place.neighbourhood_id,
        team_id=team_for(category, place.neighbourhood_id, answers),
        received_at=received_at,
        due_on=due_on,
        expected_on=due_on,
        **facts,
    )


def team_for(
    category: Category, neighbourhood_id: int | None, answers: Mapping[str, object]
) -> int:
    """The id of the team that an issue like this goes to by today's routing rules."""
    routes = [route_of(rule) for rule in RoutingRule.objects.select_related("question")]
    return rules.team_for(
        routes,
        category_id=category.pk,
        neighbourhood_id=neighbourhood_id,
        answers=answers,
        fallback_team_id=category.team_id,
    )


def route_of(rule: RoutingRule) -> rules.Route:
    """The rule as far as the decision needs it; its question must be at hand."""
    return rules.Route(
        team_id=rule.team_id,
        # two categories may have a question with the same key
        category_id=rule.question.category_id if rule.question else rule.category_id,
        neighbourhood_id=rule.neighbourhood_id,
        question_key=rule.question.key if rule.question else "",
        answer=rule.answer,
    )


def add_photos(
    issue: Issue, photos: Sequence[EncodedPhoto], *, source: str, by: User | None = None
) -> list[Photo]:
    """Store encoded photos with an issue, inside the caller's transaction.

    The files are written before the commit: a rollback leaves orphans on disk, which the nightly
    sweep removes, but never a row without its file.
    """
    rows = []
    for encoded in photos:
        photo = Photo(
            issue=issue,
            width=encoded.width,
            height=encoded.height,
            source=source,
            added_by=by,
        )
        photo.file.save("foto.jpg", ContentFile(encoded.jpeg), save=False)
        photo.thumbnail.save("klein.jpg", ContentFile(encoded.thumbnail), save=False)
        rows.append(photo)
    return Photo.objects.bulk_create(rows)
