"""Everything that can change in the organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.db import transaction

from onthaal.core import clock, history
from onthaal.organisation import calendar, house_style
from onthaal.organisation.models import (
    AdministrativeUnit,
    ClosingDay,
    Department,
    HouseStyle,
    Location,
    OpeningException,
    OpeningHours,
    Team,
    TeamMembership,
)
from onthaal.organisation.stranded import LeavesStranded, guarded
from onthaal.people.models import User


class StillInUse(Exception):
    """The team cannot stop yet; ``reasons`` are Dutch sentences that say what uses it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


# Higher apps say here what keeps a team from stopping: (team) -> Dutch sentences.
_team_guards: list[Callable[[Team], Iterable[str]]] = []


def guard_team(question: Callable[[Team], Iterable[str]]) -> None:
    """Let a higher app object to switching off a team; called once at start."""
    _team_guards.append(question)


@transaction.atomic
def save_team(*, team: Team, by: User) -> Team:
    """Store a new or changed team. Raises StillInUse when it is switched off too early."""
    was_active = team.pk and Team.objects.filter(pk=team.pk, is_active=True).exists()
    if was_active and not team.is_active:
        reasons = [reason for guard in _team_guards for reason in guard(team)]
        if reasons:
            raise StillInUse(reasons)
    team.save()
    history.note("team.saved", team, by=by, data={"active": team.is_active})
    return team


@transaction.atomic
def add_member(*, team: Team, user: User, by: User) -> TeamMembership:
    """Put a member of staff in a team; being in it already is fine."""
    membership, is_new = TeamMembership.objects.get_or_create(team=team, user=user)
    if is_new:
        history.note("team.member_added", team, by=by, data={"user": user.pk})
    return membership


@transaction.atomic
def remove_member(*, team: Team, user: User, by: User) -> None:
    """Take somebody out of a team. Work that this person holds stays with the team."""
    TeamMembership.objects.filter(team=team, user=user).delete()
    history.note("team.member_removed", team, by=by, data={"user": user.pk})


@transaction.atomic
def set_week(
    *, location: Location, periods: Sequence[OpeningHours], by: User, anyway: bool = True
) -> None:
    """Other weekly hours of a location from today on; what held until yesterday stays known. Like
    every change of the hours, it raises LeavesStranded when that leaves people before a closed
    door, unless ``anyway``."""
    today = clock.today()
    with guarded(anyway=anyway):
        Location.objects.select_for_update().get(pk=location.pk)
        is_first = not OpeningHours.kept.filter(location=location).exists()
        location.opening_hours.filter(valid_from=today).delete()
        location.opening_hours.update(valid_until=today - dt.timedelta(days=1))
        for period in periods:
            period.pk = None
            period.location = location
            period.valid_from = None if is_first else today
        OpeningHours.objects.bulk_create(periods)
    history.note("location.week_changed", location, by=by)


class DayIsTaken(Exception):
    """``present`` already says something else about that day."""

    def __init__(self, present: OpeningException) -> None:
        super().__init__(str(present))
        self.present = present


@transaction.atomic
def add_exception(
    *, exception: OpeningException, by: User, anyway: bool = True
) -> OpeningException:
    """Other hours on one day. Several periods on the same day are several rows. The same once more
    is fine and changes nothing. Raises DayIsTaken when it contradicts what is there."""
    # nobody else adds to the day while we look at it
    Location.objects.select_for_update(no_key=True).get(pk=exception.location_id)
    that_day = exception.location.opening_exceptions.filter(day=exception.day)
    facts = {name: getattr(exception, name) for name in ("opens_at", "closes_at", "note")}
    if same := that_day.filter(**facts).first():
        return same
    for present in that_day:
        if not present.may_stand_beside(exception):
            raise DayIsTaken(present)
    with guarded(anyway=anyway):
        exception.save()
    history.note(
        "location.exception_added", exception.location, by=by, data={"day": str(exception.day)}
    )
    return exception


@transaction.atomic
def remove_exception(*, exception: OpeningException, by: User, anyway: bool = True) -> None:
    with guarded(anyway=anyway):
        exception.delete()
    history.note(
        "location.exception_removed", exception.location, by=by, data={"day": str(exception.day)}
    )


@transaction.atomic
def add_closing_day(*, closing_day: ClosingDay, by: User, anyway: bool = True) -> ClosingDay:
    """A local day off. Terms that run already keep their date; new ones count with it."""
    try:
        with guarded(anyway=anyway):
            closing_day.save()
            calendar.forget()
    except LeavesStranded:
        calendar.forget()
        raise
    history.note("closing_day.added", closing_day, by=by, data={"day": str(closing_day.day)})
    transaction.on_commit(calendar.forget)
    return closing_day


@transaction.atomic
def remove_closing_day(*, closing_day: ClosingDay, by: User) -> None:
    history.note("closing_day.removed", closing_day, by=by, data={"day": str(closing_day.day)})
    closing_day.delete()
    transaction.on_commit(calendar.forget)


@transaction.atomic
def save_house_style(*, style: HouseStyle, by: User) -> HouseStyle:
    """Store the look of the municipality; every page follows within a minute."""
    style.pk = 1
    style.changed_at = clock.now()
    style.save()
    history.note("house_style.saved", style, by=by)
    transaction.on_commit(house_style.forget)
    return style


@transaction.atomic
def save_location(*, location: Location, by: User) -> Location:
    """Store a new or changed location; at most one is the main location."""
    if location.is_main:
        Location.objects.exclude(pk=location.pk).update(is_main=False)
    location.save()
    history.note("location.saved", location, by=by)
    return location


@transaction.atomic
def save_unit(*, unit: AdministrativeUnit, by: User) -> AdministrativeUnit:
    unit.save()
    history.note("unit.saved", unit, by=by)
    return unit


@transaction.atomic
def save_department(*, department: Department, by: User) -> Department:
    department.save()
    history.note("department.saved", department, by=by)
    return department
