"""The town hall of Lindeveld before the first melding: organisation, staff, categories."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onthaal.catalogue.models import Process, general_process
from onthaal.core import clock
from onthaal.improvement.models import Measure
from onthaal.issues.models import (
    Category,
    CategoryGroup,
    Question,
    RoutingRule,
    StandardText,
)
from onthaal.lindeveld import furniture, offer, staff
from onthaal.lindeveld.categories import CATEGORIES, GENERAL_TEXTS, GROUPS, MILIEU, NETHEID
from onthaal.lindeveld.ground import ground_of
from onthaal.lindeveld.processes import MEASURES, PROCESSES
from onthaal.lindeveld.town import Town
from onthaal.organisation import calendar, house_style
from onthaal.organisation.models import (
    AdministrativeUnit,
    ClosingDay,
    Department,
    HouseStyle,
    Location,
    OpeningHours,
    Team,
    TeamMembership,
)
from onthaal.people.models import User
from onthaal.territory.actions import load
from onthaal.territory.models import Address


@transaction.atomic
def lay(*, town: Town, today: dt.date, with_accounts: bool = True) -> None:
    """Make everything that does not depend on meldingen; doing it twice adds nothing.

    ``with_accounts=False`` leaves out the staff and their well-known password.
    """
    load(ground=ground_of(town))
    teams = _organisation(town, today)
    if with_accounts:
        _staff(teams, today)
    _categories(teams, _processes(teams))
    offer.publish(teams=teams, now=clock.now())
    furniture.place(since=today - dt.timedelta(weeks=52))
    if with_accounts:
        _measures(today)


def _organisation(town: Town, today: dt.date) -> dict[str, Team]:
    units = {
        kind: AdministrativeUnit.objects.get_or_create(
            kind=kind, defaults={"name": name, "uri": uri}
        )[0]
        for kind, name, uri in staff.UNITS
    }
    teams: dict[str, Team] = {}
    for name, its_teams in staff.DEPARTMENTS.items():
        department, _ = Department.objects.get_or_create(
            name=name, defaults={"unit": units["gemeente"]}
        )
        for team in its_teams:
            teams[team], _ = Team.objects.get_or_create(
                name=team,
                defaults={"department": department, "email": f"{_slug(team)}@{staff.DOMAIN}"},
            )
    for name, (kind, its_teams) in staff.FRONT_DEPARTMENTS.items():
        department, _ = Department.objects.get_or_create(name=name, defaults={"unit": units[kind]})
        for team in its_teams:
            teams[team], _ = Team.objects.get_or_create(
                name=team,
                defaults={"department": department, "email": f"{_slug(team)}@{staff.DOMAIN}"},
            )
    _town_hall(town, units["gemeente"])
    _social_house(town, units["ocmw"])
    ClosingDay.objects.bulk_create(
        [
            ClosingDay(day=dt.date(year, month, day), name=name)
            for year in range(today.year - 3, today.year + 2)
            for month, day, name in staff.CLOSING_DAYS
        ],
        ignore_conflicts=True,
    )
    HouseStyle.objects.get_or_create(
        id=1,
        defaults={
            "municipality_name": town.NAME,
            "reference_prefix": "LV",
            "action_colour": "#0f5a47",
            "header_colour": "#0a3329",
            "accent_colour": "#8a2a6b",
            "town_hall": staff.TOWN_HALL["name"],
            "address_line": f"{staff.TOWN_HALL['street_line']}, {town.POSTCODE} {town.NAME}",
            "phone": staff.TOWN_HALL["phone"],
            "email": staff.TOWN_HALL["email"],
        },
    )
    calendar.forget()
    house_style.forget()
    return teams


def _town_hall(town: Town, unit: AdministrativeUnit) -> None:
    from onthaal.lindeveld.town.plane import lon_lat

    middle = next(mark.middle for mark in town.landmarks if mark.kind == "town_hall")
    lon, lat = lon_lat(middle)
    location, is_new = Location.objects.get_or_create(
        name=staff.TOWN_HALL["name"],
        defaults={
            "unit": unit,
            "street_line": staff.TOWN_HALL["street_line"],
            "postcode": town.POSTCODE,
            "town": town.NAME,
            "phone": staff.TOWN_HALL["phone"],
            "email": staff.TOWN_HALL["email"],
            "lat": lat,
            "lon": lon,
            "is_main": True,
        },
    )
    if is_new:
        _hours(location, staff.OPENING)


def _social_house(town: Town, unit: AdministrativeUnit) -> None:
    street, number = staff.SOCIAL_HOUSE["street_line"].rsplit(" ", 1)
    near = Address.objects.filter(street__name=street).order_by("number").first()
    location, is_new = Location.objects.get_or_create(
        name=staff.SOCIAL_HOUSE["name"],
        defaults={
            "unit": unit,
            "street_line": f"{street} {number}",
            "postcode": town.POSTCODE,
            "town": town.NAME,
            "phone": staff.SOCIAL_HOUSE["phone"],
            "email": staff.SOCIAL_HOUSE["email"],
            "lat": near.lat if near else None,
            "lon": near.lon if near else None,
        },
    )
    if is_new:
        _hours(location, staff.SOCIAL_OPENING)


def _hours(location: Location, opening: tuple[staff.Hours, ...]) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(
            location=location,
            weekday=hours.weekday,
            opens_at=hours.opens_at,
            closes_at=hours.closes_at,
            by_appointment=hours.by_appointment,
        )
        for hours in opening
    )


def _staff(teams: dict[str, Team], today: dt.date) -> None:
    password = make_password(staff.DEMO_PASSWORD)  # once: hashing is slow on purpose
    User.objects.bulk_create(
        [
            User(
                email=member.email,
                name=member.name,
                is_staff=True,
                roles=list(member.roles),
                password=password,
            )
            for member in staff.CAST
        ],
        ignore_conflicts=True,
    )
    users = {user.email: user for user in User.objects.filter(is_staff=True)}
    since = today.replace(year=today.year - 4, day=1)
    TeamMembership.objects.bulk_create(
        [
            TeamMembership(team=teams[team], user=users[member.email], since=since)
            for member in staff.CAST
            for team in member.teams
        ],
        ignore_conflicts=True,
    )


def _processes(teams: dict[str, Team]) -> dict[str, int]:
    """Make the processes; returns the id of the process of each team's meldingen."""
    Process.objects.bulk_create(
        [
            Process(
                slug=spec.slug,
                name=spec.name,
                summary=spec.summary,
                owner=teams[spec.team],
                norm_working_days=spec.norm_working_days,
                acts_per_year=spec.acts_per_year,
            )
            for spec in PROCESSES
        ],
        ignore_conflicts=True,
    )
    ids = dict(Process.objects.values_list("slug", "id"))
    return {spec.team: ids[spec.slug] for spec in PROCESSES if spec.for_meldingen}


def _measures(today: dt.date) -> None:
    if Measure.objects.exists():
        return
    processes = {process.slug: process for process in Process.objects.all()}
    staff_by_name = {user.name: user for user in User.objects.filter(is_staff=True)}
    Measure.objects.bulk_create(
        Measure(
            process=processes[spec.process],
            title=spec.title,
            reason=spec.reason,
            owner=staff_by_name[spec.owner],
            starts_on=today - dt.timedelta(weeks=spec.weeks_ago),
            indicator=spec.indicator,
            expected=spec.expected,
        )
        for spec in MEASURES
    )


def _categories(teams: dict[str, Team], processes: dict[str, int]) -> None:
    if Category.objects.exists():
        return
    general = general_process()
    for position, spec in enumerate(GROUPS):
        group = CategoryGroup.objects.create(
            name=spec.name, slug=spec.slug, icon=spec.icon, hint=spec.hint, position=position
        )
        Category.objects.bulk_create(
            Category(
                group=group,
                name=c.name,
                slug=c.slug,
                icon=c.icon,
                hint=c.hint,
                keywords=list(c.keywords),
                team=teams[c.team],
                process_id=processes.get(c.team) or general,
                working_days=c.working_days,
                is_public=c.is_public,
                notice=c.notice,
                stopper=c.stopper,
                stopper_text=c.stopper_text,
                position=number,
            )
            for number, c in enumerate(spec.categories)
        )
    by_slug = {category.slug: category for category in Category.objects.all()}
    Question.objects.bulk_create(
        Question(
            category=by_slug[slug],
            key=q.key,
            label=q.label,
            hint=q.hint,
            kind=q.kind,
            options=list(q.options),
            required=q.required,
            position=number,
            stop_on=q.stop_on,
            stopper=q.stopper,
            stopper_text=q.stopper_text,
        )
        for slug, spec in CATEGORIES.items()
        for number, q in enumerate(spec.questions)
    )
    StandardText.objects.bulk_create(
        [
            *(
                StandardText(
                    title=f"{spec.name[:60]}: opgelost{f' ({i + 1})' if i else ''}",
                    category=by_slug[slug],
                    status="resolved",
                    text=text,
                )
                for slug, spec in CATEGORIES.items()
                for i, text in enumerate(spec.resolved)
            ),
            *(
                StandardText(title=text.title, status=text.status, text=text.text)
                for text in GENERAL_TEXTS
            ),
        ]
    )
    _routing(by_slug, teams)


def _routing(by_slug: dict[str, Category], teams: dict[str, Team]) -> None:
    dangerous = Question.objects.get(category=by_slug["sluikstort"], key="gevaarlijk")
    glass = Question.objects.get(category=by_slug["schade-fietspad"], key="wat")
    RoutingRule.objects.bulk_create(
        [
            RoutingRule(
                position=1,
                category=by_slug["sluikstort"],
                question=dangerous,
                answer="Ja",
                team=teams[MILIEU],
                note="Gevaarlijk afval haalt een erkende firma op",
            ),
            RoutingRule(
                position=2,
                category=by_slug["schade-fietspad"],
                question=glass,
                answer="Glas of puin",
                team=teams[NETHEID],
                note="De veegploeg is er sneller dan de wegenploeg",
            ),
        ]
    )


def _slug(name: str) -> str:
    return name.lower().replace(" en ", "-").replace(" ", "-")
