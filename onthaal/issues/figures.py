"""Numbers about meldingen, for the work list, the figures page and the multi-year plan.

Terms and lead times are in working days, as stored when an issue is answered or closed. A period
is [start, end): whole Belgian days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import Aggregate, Avg, Count, F, FloatField, Q, QuerySet
from django.db.models.functions import Floor, TruncWeek
from django.utils import timezone

from onthaal.core import clock
from onthaal.issues.models import Channel, Issue, IssueQuerySet, Survey
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.territory import lookup
from onthaal.territory.lookup import Ground

BRUSSELS = ZoneInfo("Europe/Brussels")
STRIP_WEEKS = 8
STRIP_FOR_SECONDS = 300
FIRST_ANSWER_GOAL = 2
# Below this number of answers an average says little and may point at a person.
ENOUGH_ANSWERS = 5
# A street further than this from the middle of a hot spot does not name it.
SPOT_METRES = 100.0


class Percentile(Aggregate):
    """``PERCENTILE_CONT(share) WITHIN GROUP (ORDER BY expression)``; NULL without rows."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, share: float, **extra: Any) -> None:
        super().__init__(expression, share=float(share), **extra)


@dataclass(frozen=True)
class Week:
    """One week from its Monday."""

    monday: dt.date
    received: int
    solved: int

    @property
    def label(self) -> str:
        return str(self.monday.isocalendar().week)


@dataclass(frozen=True)
class Strip:
    """The few figures above the work list."""

    late: int
    unassigned: int
    first_answer: float | None
    weeks: Sequence[Week]

    @property
    def labels(self) -> list[str]:
        return [week.label for week in self.weeks]

    @property
    def received(self) -> list[int]:
        return [week.received for week in self.weeks]

    @property
    def solved(self) -> list[int]:
        return [week.solved for week in self.weeks]


def strip_for(user: User) -> Strip:
    """The figures of what ``user`` sees; at most five minutes old."""
    key = f"issues.strip.{user.pk}"
    found: Strip | None = cache.get(key)
    if found is None:
        seen = Issue.objects.visible_to(user)
        today = clock.today()
        start = _monday(today) - dt.timedelta(weeks=STRIP_WEEKS - 1)
        recent = seen.filter(received_at__gte=_midnight(today - dt.timedelta(days=30)))
        found = Strip(
            late=seen.late(today).count(),
            unassigned=seen.open().filter(handler__isnull=True).count(),
            first_answer=recent.aggregate(v=Percentile("first_answer_days", 0.5))["v"],
            weeks=per_week(seen, start, today + dt.timedelta(days=1)),
        )
        cache.set(key, found, STRIP_FOR_SECONDS)
    return found


@dataclass(frozen=True)
class Period:
    """Days from ``start`` up to but not including ``end``."""

    start: dt.date
    end: dt.date

    @property
    def last(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    @property
    def before(self) -> Period:
        """The period of the same length right before this one."""
        length = self.end - self.start
        return Period(self.start - length, self.start)


@dataclass(frozen=True)
class Totals:
    """One period in numbers. Shares are 0 to 1; None = nothing to measure."""

    received: int
    solved: int
    reopened: int
    first_answer_p50: float | None
    first_answer_p90: float | None
    lead_p50: float | None
    lead_p90: float | None
    within_term: float | None
    satisfaction: float | None
    answers: int
    surveys: int

    @property
    def response(self) -> float | None:
        return self.answers / self.surveys if self.surveys else None


def totals(period: Period, team: Team | None = None) -> Totals:
    """What came in and what was closed in ``period``; three statements.

    First answers count by when the issue came in; lead times and terms by when it was closed.
    """
    came = _of(team).filter(**_between("received_at", period))
    done = _of(team).filter(**_between("closed_at", period))
    inflow = came.aggregate(
        received=Count("pk"),
        reopened=Count("pk", filter=Q(reopenings__gt=0)),
        p50=Percentile("first_answer_days", 0.5),
        p90=Percentile("first_answer_days", 0.9),
    )
    outflow = done.aggregate(
        solved=Count("pk"),
        p50=Percentile("lead_days", 0.5),
        p90=Percentile("lead_days", 0.9),
        judged=Count("within_term"),
        within=Count("pk", filter=Q(within_term=True)),
    )
    surveys = Survey.objects.filter(**_between("sent_at", period))
    if team:
        surveys = surveys.filter(issue__team=team)
    voice = surveys.aggregate(
        sent=Count("pk"), answered=Count("satisfaction"), happy=Avg("satisfaction")
    )
    return Totals(
        received=inflow["received"],
        solved=outflow["solved"],
        reopened=inflow["reopened"],
        first_answer_p50=inflow["p50"],
        first_answer_p90=inflow["p90"],
        lead_p50=outflow["p50"],
        lead_p90=outflow["p90"],
        within_term=outflow["within"] / outflow["judged"] if outflow["judged"] else None,
        satisfaction=voice["happy"] if voice["answered"] >= ENOUGH_ANSWERS else None,
        answers=voice["answered"],
        surveys=voice["sent"],
    )


def per_week(issues: IssueQuerySet, start: dt.date, end: dt.date) -> list[Week]:
    """Received and solved per week, weeks without anything included; two statements."""
    span = Period(start, end)
    received = _weekly(issues, "received_at", span)
    solved = _weekly(issues, "closed_at", span)
    monday = _monday(start)
    weeks = []
    while monday < end:
        weeks.append(Week(monday, received.get(monday, 0), solved.get(monday, 0)))
        monday += dt.timedelta(weeks=1)
    return weeks


def weeks(period: Period, team: Team | None = None) -> list[Week]:
    """Received and solved per week of ``period``."""
    return per_week(_of(team), period.start, period.end)


@dataclass(frozen=True)
class Backlog:
    """How much is open and how much of it is late, for one team or category."""

    name: str
    open: int
    late: int


def backlog(by: str, team: Team | None = None) -> list[Backlog]:
    """Open and late right now, by ``team`` or ``category``, most first."""
    today = clock.today()
    rows = (
        _of(team)
        .open()
        .values(f"{by}__name")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today, paused_at__isnull=True)),
        )
        .order_by("-open", f"{by}__name")
    )
    return [Backlog(row[f"{by}__name"], row["open"], row["late"]) for row in rows]


@dataclass(frozen=True)
class Performance:
    """How one team or category did in a period."""

    name: str
    solved: int
    lead_p50: float | None
    lead_p90: float | None
    within_term: float | None


def performance(by: str, period: Period, team: Team | None = None) -> list[Performance]:
    """Closed issues of ``period`` by ``team`` or ``category``, most first."""
    rows = (
        _of(team)
        .filter(**_between("closed_at", period))
        .values(f"{by}__name")
        .annotate(
            solved=Count("pk"),
            p50=Percentile("lead_days", 0.5),
            p90=Percentile("lead_days", 0.9),
            judged=Count("within_term"),
            within=Count("pk", filter=Q(within_term=True)),
        )
        .order_by("-solved", f"{by}__name")
    )
    return [
        Performance(
            row[f"{by}__name"],
            row["solved"],
            row["p50"],
            row["p90"],
            row["within"] / row["judged"] if row["judged"] else None,
        )
        for row in rows
    ]


def channels(period: Period, team: Team | None = None) -> list[tuple[str, int]]:
    """How many came in through which channel, most first."""
    rows = (
        _of(team)
        .filter(**_between("received_at", period))
        .values("channel")
        .annotate(number=Count("pk"))
        .order_by("-number")
    )
    return [(str(Channel(row["channel"]).label), row["number"]) for row in rows]


def neighbourhoods(period: Period, team: Team | None = None) -> list[tuple[str, int]]:
    """How many came in per neighbourhood, most first; those without one are left out."""
    rows = (
        _of(team)
        .filter(neighbourhood__isnull=False, **_between("received_at", period))
        .values("neighbourhood__name")
        .annotate(number=Count("pk"))
        .order_by("-number")
    )
    return [(row["neighbourhood__name"], row["number"]) for row in rows]


@dataclass(frozen=True)
class HotSpot:
    """A square of about 150 by 150 metres with many issues."""

    lat: float
    lon: float
    number: int
    category: str
    place: str


def hot_spots(period: Period, team: Team | None = None, most: int = 12) -> list[HotSpot]:
    """Where most came in, with the category that occurs most there and the street or
    neighbourhood that it lies in; two statements."""
    size_lat, size_lon = 0.00135, 0.00215
    placed = (
        _of(team)
        .filter(lat__isnull=False, **_between("received_at", period))
        .annotate(row=Floor(F("lat") / size_lat), column=Floor(F("lon") / size_lon))
    )
    cells = list(
        placed.values("row", "column")
        .annotate(number=Count("pk"), centre_lat=Avg("lat"), centre_lon=Avg("lon"))
        .filter(number__gt=1)
        .order_by("-number")[:most]
    )
    if not cells:
        return []
    here = Q()
    for cell in cells:
        here |= Q(row=cell["row"], column=cell["column"])
    most_common: dict[tuple[float, float], tuple[int, str]] = {}
    for row in (
        placed.filter(here).values("row", "column", "category__name").annotate(n=Count("pk"))
    ):
        key = (row["row"], row["column"])
        most_common[key] = max(most_common.get(key, (0, "")), (row["n"], row["category__name"]))
    ground = lookup.ground()
    return [
        HotSpot(
            cell["centre_lat"],
            cell["centre_lon"],
            cell["number"],
            most_common[(cell["row"], cell["column"])][1],
            _place_at(ground, cell["centre_lat"], cell["centre_lon"]),
        )
        for cell in cells
    ]


def _place_at(ground: Ground, lat: float, lon: float) -> str:
    """The nearest street, with the neighbourhood; the point itself where there is neither."""
    road = ground.road_at(lat, lon, within_m=SPOT_METRES)
    neighbourhood = ground.neighbourhood_at(lat, lon)
    words = [road.name if road else "", neighbourhood.name if neighbourhood else ""]
    return ", ".join(word for word in words if word) or f"{lat:.4f}, {lon:.4f}"


def _of(team: Team | None) -> IssueQuerySet:
    rows = Issue.objects.all()
    return rows.filter(team=team) if team else rows


def _between(field: str, period: Period) -> dict[str, dt.datetime]:
    return {f"{field}__gte": _midnight(period.start), f"{field}__lt": _midnight(period.end)}


def _weekly(issues: QuerySet[Issue], field: str, period: Period) -> dict[dt.date, int]:
    rows = (
        issues.filter(**_between(field, period))
        .order_by()
        .values(week=TruncWeek(field, tzinfo=BRUSSELS))
        .annotate(number=Count("pk"))
    )
    return {row["week"].astimezone(BRUSSELS).date(): row["number"] for row in rows}


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min), BRUSSELS)
