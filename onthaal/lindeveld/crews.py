"""The crews of Lindeveld and their fortnight: what planners find on the board."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone

from onthaal.core import clock
from onthaal.core.dutch import day_in_words
from onthaal.core.references import new_reference
from onthaal.issues.models import Issue, Status
from onthaal.lindeveld import staff
from onthaal.lindeveld.categories import GROEN, NETHEID, RIOLERING, WEGEN
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.models import Team
from onthaal.organisation.rules import is_working_day
from onthaal.people.models import User
from onthaal.timeline.models import Event
from onthaal.workplan.actions.rounds import make_ahead
from onthaal.workplan.models import Crew, DraftAnswer, Material, Round, Skill, State, WorkOrder
from onthaal.workplan.rules import ROUNDS_AHEAD, monday_of

LIFT, ROLLER, SUCTION, CHAINSAW = "Hoogwerker", "Asfaltwals", "Kolkenzuiger", "Motorzaag"


@dataclass(frozen=True)
class CrewSpec:
    name: str
    team: str
    members: tuple[str, ...]
    skills: tuple[str, ...]
    fridays_off: bool = False


CREWS = (
    CrewSpec("Wegen 1", WEGEN, ("Ward K.", "Luc V."), (ROLLER,)),
    CrewSpec("Wegen 2", WEGEN, ("Els B.", "Rachid M."), (ROLLER, LIFT)),
    CrewSpec("Veegploeg", NETHEID, ("Gino D.", "Marleen S."), ()),
    CrewSpec("Groen 1", GROEN, ("Gust P.", "Tine A."), (CHAINSAW, LIFT)),
    CrewSpec("Groen 2", GROEN, ("Jef L.", "Noor H."), (CHAINSAW,), fridays_off=True),
    CrewSpec("Kolkenploeg", RIOLERING, ("Dany W.", "Ann C."), (SUCTION,)),
)
# who logs in to try the telephone
SHOWN = "Ward K."
MATERIALS = (
    ("Koud asfalt", "zak", 1450),
    ("Stabilisé", "m³", 6800),
    ("Betontegel 30×30", "stuk", 390),
    ("Verkeersbord", "stuk", 7250),
    ("Kolkrooster", "stuk", 11800),
    ("Vuilniszak", "rol", 640),
    ("Plantgrond", "m³", 4100),
)
# title, crew, skill, every, period, minutes, first Monday-based weekday
ROUNDS = (
    ("Speeltuinen nakijken", "Groen 1", "", 2, "week", 240, 1),
    ("Kolken reinigen, noord", "Kolkenploeg", SUCTION, 1, "month", 420, 2),
    ("Markt vegen", "Veegploeg", "", 1, "week", 120, 4),
    ("Straatvuilbakken legen", "Veegploeg", "", 1, "week", 300, 0),
    ("Plantvakken onderhouden", "Groen 2", "", 2, "week", 360, 3),
)
# what crews do that nobody reported
CHORES: dict[str, tuple[str, ...]] = {
    "Wegen 1": ("Boordsteen herstellen", "Verzakte klinkers leggen", "Wegmarkering bijwerken"),
    "Wegen 2": ("Verkeersbord plaatsen", "Paaltjes vervangen", "Fietspad vegen en vullen"),
    "Veegploeg": ("Bladkorven ledigen", "Bushokjes poetsen", "Containerpark opruimen"),
    "Groen 1": ("Bomen snoeien", "Dode boom vellen", "Haag scheren"),
    "Groen 2": ("Bollen planten", "Bladeren blazen in het park", "Grasmat herstellen"),
    "Kolkenploeg": ("Rooster rechtzetten", "Gracht ruimen", "Camera-inspectie riool"),
}
_TIMES = (30, 45, 60, 60, 90, 120, 150, 180)


def email_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.').rstrip('.')}@{staff.DOMAIN}"


def drive_out(*, seed: int, today: dt.date, with_accounts: bool, replace: bool = False) -> None:
    """Make the crews, their rounds, and last week's, this week's and next week's work."""
    if replace:
        _forget()
    chance = random.Random(f"crews-{seed}")
    crews = _crews(with_accounts)
    _rounds(crews, today)
    _orders(crews, today, chance)


def _forget() -> None:
    about = ("workplan.workorder", "workplan.round", "workplan.crew")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        Event.objects.filter(subject_type__in=about)._raw_delete(DEFAULT_DB_ALIAS)
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")
        cursor.execute("TRUNCATE workplan_workorder, workplan_round RESTART IDENTITY CASCADE")


def _crews(with_accounts: bool) -> dict[str, Crew]:
    for name, unit, price in MATERIALS:
        Material.objects.get_or_create(name=name, defaults={"unit": unit, "price_cents": price})
    people: dict[str, User] = {}
    if with_accounts:
        password = make_password(staff.DEMO_PASSWORD)
        names = [name for spec in CREWS for name in spec.members]
        User.objects.bulk_create(
            [
                User(email=email_of(name), name=name, is_staff=True, roles=[], password=password)
                for name in names
            ],
            ignore_conflicts=True,
        )
        people = {user.name: user for user in User.objects.filter(email__in=map(email_of, names))}
    crews = {}
    for spec in CREWS:
        week = [900] * 4 + [0 if spec.fridays_off else 900, 0, 0]
        crew, is_new = Crew.objects.get_or_create(
            name=spec.name,
            defaults={"team": Team.objects.get(name=spec.team), "minutes": week},
        )
        if is_new:
            crew.members.set(people[name] for name in spec.members if name in people)
            crew.skills.set(Skill.objects.get_or_create(name=skill)[0] for skill in spec.skills)
        crews[spec.name] = crew
    return crews


def _rounds(crews: dict[str, Crew], today: dt.date) -> None:
    monday = monday_of(today)
    for title, crew, skill, every, period, minutes, weekday in ROUNDS:
        round = Round.objects.create(
            title=title,
            team=crews[crew].team,
            crew=crews[crew],
            skill=Skill.objects.filter(name=skill).first(),
            estimated_minutes=minutes,
            every=every,
            period=period,
            starts_on=monday + dt.timedelta(days=weekday),
        )
        if today >= clock.today():  # history of long ago has no work ahead
            make_ahead(round, today)


def _orders(crews: dict[str, Crew], today: dt.date, chance: random.Random) -> None:
    off = closing_days()
    first = monday_of(today) - dt.timedelta(days=7)
    days = [
        day
        for day in (first + dt.timedelta(days=number) for number in range(21))
        if is_working_day(day, off)
    ]
    by_team: dict[int, list[Crew]] = defaultdict(list)
    for crew in crews.values():
        by_team[crew.team_id].append(crew)
    load: dict[tuple[int, dt.date], list[int]] = defaultdict(list)
    for order in WorkOrder.objects.filter(planned_on__lte=today + ROUNDS_AHEAD):
        if order.crew_id and order.planned_on:
            load[order.crew_id, order.planned_on].append(order.estimated_minutes)
    made: list[tuple[WorkOrder, Issue]] = []
    chores = _chores(crews, days, today, load, chance)
    issues = _issues(by_team, today)
    # some of today's are finished already, see _answers
    soon = [issue for issue in issues if issue.status == Status.PLANNED][:4]
    for issue in issues:
        order = _order(issue, chance, today)
        is_soon = issue in soon and today in days
        day = today if is_soon else _day_for(issue, days, today, chance)
        crew = chance.choice(by_team[issue.team_id])
        there = load[crew.pk, day] if day else []
        if day and crew.capacity_on(day) and sum(there) + order.estimated_minutes <= 960:
            there.append(order.estimated_minutes)
            order.crew, order.planned_on, order.position = crew, day, len(there)
            order.state = State.DONE if issue.closed_at else State.PLANNED
            if issue.closed_at:
                order.worked_minutes = order.estimated_minutes
                order.stopped_at = issue.closed_at
        elif issue.closed_at:
            continue
        made.append((order, issue))
    _store(made, chores)


def _chores(
    crews: dict[str, Crew],
    days: list[dt.date],
    today: dt.date,
    load: dict[tuple[int, dt.date], list[int]],
    chance: random.Random,
) -> list[WorkOrder]:
    """Work of the municipality's own, so that most days are half full before meldingen come."""
    places = list(
        Issue.objects.exclude(lat=None).order_by("pk").values_list("place", "lat", "lon")[:400]
    )
    made = []
    for name, titles in CHORES.items():
        crew = crews[name]
        for day in days:
            for title in chance.sample(titles, chance.choice((1, 2, 2, 3))):
                there, minutes = load[crew.pk, day], chance.choice(_TIMES[3:])
                if not places or not crew.capacity_on(day) or sum(there) + minutes > 900:
                    continue
                there.append(minutes)
                place, lat, lon = chance.choice(places)
                is_done = day < today
                made.append(
                    WorkOrder(
                        reference=new_reference("WO"),
                        title=title,
                        team=crew.team,
                        place=place,
                        lat=lat,
                        lon=lon,
                        estimated_minutes=minutes,
                        state=State.DONE if is_done else State.PLANNED,
                        worked_minutes=minutes if is_done else 0,
                        crew=crew,
                        planned_on=day,
                        position=len(there),
                    )
                )
    return made


def _issues(by_team: dict[int, list[Crew]], today: dt.date) -> list[Issue]:
    """Open work of these teams, and what they mended last week and this week."""
    ours = Issue.objects.filter(team__in=by_team).select_related("category").order_by("pk")
    planned = list(ours.filter(status=Status.PLANNED)[:70])
    open_ones = list(ours.filter(status=Status.IN_PROGRESS).order_by("-pk")[:14])
    since = timezone.make_aware(dt.datetime.combine(monday_of(today), dt.time())) - dt.timedelta(7)
    mended = list(ours.filter(status=Status.RESOLVED, closed_at__gte=since)[:40])
    return [*mended, *planned, *open_ones]


def _order(issue: Issue, chance: random.Random, today: dt.date) -> WorkOrder:
    return WorkOrder(
        reference=new_reference("WO"),
        title=issue.category.name,
        description=f"Zie melding {issue.reference}.",
        team_id=issue.team_id,
        place=issue.place,
        lat=issue.lat,
        lon=issue.lon,
        estimated_minutes=chance.choice(_TIMES),
        due_on=issue.due_on,
        made_at=min(issue.changed_at, clock.now()),
        changed_at=clock.now(),
    )


def _day_for(
    issue: Issue, days: list[dt.date], today: dt.date, chance: random.Random
) -> dt.date | None:
    if issue.closed_at:
        day = timezone.localdate(issue.closed_at)
        return day if day in days else None
    if issue.status != Status.PLANNED:
        return None
    if issue.expected_on in days and issue.expected_on >= today:
        return issue.expected_on
    ahead = [day for day in days if day >= today]
    return chance.choice(ahead) if ahead else None


def _answers(made: list[tuple[WorkOrder, Issue]]) -> None:
    """What was finished today and waits for somebody who reads the answer."""
    today = [(order, issue) for order, issue in made if order.planned_on == clock.today()]
    waiting = [(order, issue) for order, issue in today if order.state == State.PLANNED][:3]
    for order, issue in waiting:
        order.state, order.worked_minutes = State.DONE, order.estimated_minutes
        order.outcome = "Alles is hersteld en opgeruimd."
        order.save(update_fields=["state", "worked_minutes", "outcome"])
        DraftAnswer.objects.create(
            order=order,
            issue=issue,
            text=f"Onze ploeg voerde het werk uit op {day_in_words(clock.today())}.\n\n"
            "Alles is hersteld en opgeruimd.\n\nDank u voor uw melding.",
        )


def _store(made: list[tuple[WorkOrder, Issue]], chores: list[WorkOrder]) -> None:
    WorkOrder.objects.bulk_create([*chores, *(order for order, _ in made)])
    through = WorkOrder.issues.through
    through.objects.bulk_create(
        through(workorder_id=order.pk, issue_id=issue.pk) for order, issue in made
    )
    events = [
        Event(
            kind="workorder.made",
            subject_type="workplan.workorder",
            subject_id=order.pk,
            at=order.made_at,
        )
        for order in chores
    ]
    for order, issue in made:
        about = {"subject_type": "workplan.workorder", "subject_id": order.pk}
        events.append(Event(kind="workorder.made", at=order.made_at, **about))
        if order.crew_id and order.planned_on:
            data = {
                "crew": order.crew_id,
                "on": order.planned_on.isoformat(),
                "position": order.position,
            }
            events.append(Event(kind="workorder.planned", at=order.made_at, data=data, **about))
            if order.state == State.DONE and issue.closed_at:
                events.append(Event(kind="workorder.done", at=issue.closed_at, **about))
            elif issue.expected_on != order.planned_on:
                issue.expected_on = order.planned_on
    Event.objects.bulk_create(events)
    _answers(made)
    Issue.objects.bulk_update(
        [issue for order, issue in made if order.state == State.PLANNED], ["expected_on"]
    )
