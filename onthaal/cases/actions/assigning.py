"""Who handles a request, and what colleagues note with it."""

from __future__ import annotations

from django.db import transaction

from onthaal.cases.actions.locking import locked, must_be_open, touch
from onthaal.cases.models import Case
from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def assign(
    case: Case,
    *,
    team: Team,
    handler: User | None,
    by: User,
    note: str = "",
    expected_version: int | None = None,
) -> Case:
    """Give the request to a team and, if wanted, to one of its members.

    Raises CannotChange when the team stopped, the handler is not in it, or the request is closed;
    and ChangedMeanwhile.
    """
    case = locked(case.pk, expected_version)
    must_be_open(case)
    if not team.is_active:
        raise CannotChange(f"Team {team} werkt niet meer. Kies een ander team.", "team")
    if handler and not (handler.is_active and team.memberships.filter(user=handler).exists()):
        raise CannotChange(f"{handler} hoort niet bij team {team}.", "handler")
    before = {"team": case.team_id, "handler": case.handler_id}
    after = {"team": team.pk, "handler": handler.pk if handler else None}
    if before == after:
        return case
    case.team, case.handler = team, handler
    case.news_at = clock.now() if handler and handler != by else None
    save_next(case, "team", "handler", "news_at")
    record("case.assigned", case, by=by, internal_text=note, data={"from": before, "to": after})
    return case


def take(case: Case, *, by: User, expected_version: int | None = None) -> Case:
    """Become the handler of a request of one's own team. Raises as ``assign``."""
    return assign(case, team=case.team, handler=by, by=by, expected_version=expected_version)


@transaction.atomic
def note(case: Case, *, text: str, by: User) -> Case:
    """Keep something that only colleagues read. Raises CannotChange without words."""
    case = locked(case.pk)
    if not text.strip():
        raise CannotChange("Schrijf uw notitie.", "text")
    touch(case)
    record("case.noted", case, by=by, internal_text=text)
    return case


@transaction.atomic
def read(case: Case, *, by: User) -> None:
    """Take the mark "nieuws" off one's own request."""
    Case.objects.filter(pk=case.pk, handler=by).update(news_at=None)


@transaction.atomic
def correct(
    case: Case,
    *,
    name: str,
    email: str,
    phone: str,
    address: str,
    by: User,
    expected_version: int | None = None,
) -> Case:
    """Other details of the resident. Raises ChangedMeanwhile."""
    case = locked(case.pk, expected_version)
    case.name, case.email = name, email.strip().lower()
    case.phone, case.address = phone, address
    save_next(case, "name", "email", "phone", "address")
    record("case.contact_corrected", case, by=by)
    return case
