"""Who handles an issue, what it is about, and where it is."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues import mails, rules
from onthaal.issues.actions.locking import locked
from onthaal.issues.actions.submission import Place, team_for
from onthaal.issues.models import Category, Issue
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def assign(
    issue: Issue,
    *,
    team: Team,
    handler: User | None,
    by: User,
    note: str = "",
    expected_version: int | None = None,
) -> Issue:
    """Give the issue to a team and, when ``handler`` is given, to one of its members.

    Raises CannotChange when the team stopped, the handler left or is not in the team, or the
    issue is closed; and ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    if not issue.is_open:
        raise CannotChange("Deze melding is afgesloten. Heropen ze eerst.")
    if not team.is_active:
        raise CannotChange(f"Team {team} werkt niet meer. Kies een ander team.")
    if handler and not (handler.is_active and team.memberships.filter(user=handler).exists()):
        raise CannotChange(f"{handler} hoort niet bij team {team}.")
    before = {"team": issue.team_id, "handler": issue.handler_id}
    after = {"team": team.pk, "handler": handler.pk if handler else None}
    if before == after:
        return issue
    issue.team, issue.handler = team, handler
    # who takes it has seen it; who gets it from a colleague has not
    issue.news_at = clock.now() if handler and handler != by else None
    save_next(issue, "team", "handler", "news_at")
    record("issue.assigned", issue, by=by, internal_text=note, data={"from": before, "to": after})
    return issue


def take(issue: Issue, *, by: User, expected_version: int | None = None) -> Issue:
    """Become the handler of an issue of one's own team. Raises as ``assign``."""
    return assign(issue, team=issue.team, handler=by, by=by, expected_version=expected_version)


@transaction.atomic
def give_back(issue: Issue, *, by: User) -> Issue:
    """Leave the issue to the team again. Raises CannotChange when somebody else handles it."""
    issue = locked(issue.pk, None)
    if issue.handler != by:
        raise CannotChange("U behandelt deze melding niet.")
    return assign(issue, team=issue.team, handler=None, by=by)


@transaction.atomic
def recategorise(
    issue: Issue,
    *,
    category: Category,
    by: User,
    note: str = "",
    expected_version: int | None = None,
) -> Issue:
    """Change what the issue is about; team and term follow from the new category.

    The handler stays only when the team stays; the reporter hears it when the expected date
    changes. Raises ChangedMeanwhile, and CannotChange when the issue is closed.
    """
    issue = locked(issue.pk, expected_version)
    if not issue.is_open:
        raise CannotChange("Deze melding is afgesloten. Heropen ze eerst.")
    if issue.category_id == category.pk:
        return issue
    before = {"category": issue.category_id, "team": issue.team_id}
    expected_before = issue.expected_on
    team_id = team_for(category, issue.neighbourhood_id, issue.answers)
    if team_id != issue.team_id:
        issue.team_id, issue.handler = team_id, None
    follows_term = issue.expected_on == issue.due_on
    issue.due_on = rules.due_with_other_term(
        issue.due_on, issue.category.working_days, category.working_days, closing_days()
    )
    issue.category = category
    # a date that somebody promised by hand is only ever made later here
    promised = issue.due_on if follows_term else max(issue.expected_on, issue.due_on)
    issue.expected_on = max(promised, clock.today())
    save_next(issue, "category", "team", "handler", "due_on", "expected_on")
    record(
        "issue.recategorised",
        issue,
        by=by,
        internal_text=note,
        data={"from": before, "to": {"category": category.pk, "team": team_id}},
    )
    if issue.expected_on != expected_before:
        _tell_date(
            issue,
            expected_before,
            by=by,
            why=f"Wij behandelen uw melding voortaan als “{category.name}”.",
        )
    return issue


@transaction.atomic
def move(
    issue: Issue, *, place: Place, by: User, note: str = "", expected_version: int | None = None
) -> Issue:
    """Put the issue at another place. Raises ChangedMeanwhile."""
    issue = locked(issue.pk, expected_version)
    before = {"place": issue.place, "lat": issue.lat, "lon": issue.lon}
    after = {"place": place.description, "lat": place.lat, "lon": place.lon}
    if before == after and issue.place_note == place.note:
        return issue
    issue.place, issue.place_note = place.description, place.note
    issue.lat, issue.lon = place.lat, place.lon
    issue.address_id, issue.neighbourhood_id = place.address_id, place.neighbourhood_id
    save_next(issue, "place", "place_note", "lat", "lon", "address", "neighbourhood")
    record(
        "issue.moved",
        issue,
        by=by,
        internal_text=note,
        data={"from": before, "to": after},
    )
    return issue


@transaction.atomic
def expect(
    issue: Issue, *, on: dt.date, why: str, by: User, expected_version: int | None = None
) -> Issue:
    """Give the citizen another expected date, with the reason. The term itself stays.

    Raises CannotChange without a reason or when closed, and ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    if not issue.is_open:
        raise CannotChange("Deze melding is afgesloten.")
    if not why.strip():
        raise CannotChange("Leg de melder uit waarom de datum verandert.")
    if on < clock.today():
        raise CannotChange("Kies een datum vanaf vandaag.")
    if on == issue.expected_on:
        return issue
    before, issue.expected_on = issue.expected_on, on
    save_next(issue, "expected_on")
    _tell_date(issue, before, by=by, why=why)
    return issue


def _tell_date(issue: Issue, before: dt.date, *, by: User, why: str) -> None:
    """Keep that the date which the citizen knows has changed, and promise the mail."""
    record(
        "issue.expected_date_changed",
        issue,
        by=by,
        public_text=why,
        data={"from": before.isoformat(), "to": issue.expected_on.isoformat()},
    )
    mails.expected_date_changed(issue, why)
