"""Numbers about requests, for the pages and for higher apps: what the norm says and what is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from onthaal.cases.models import Case, CaseQuestion, Passage
from onthaal.catalogue.models import Product, Step
from onthaal.core import clock
from onthaal.people.models import User


@dataclass(frozen=True)
class StepTime:
    """How long one step took beside its norm, in working days without waiting for the resident.

    ``key`` is that of the step, which stays the same over versions.
    """

    key: str
    name: str
    norm_days: int | None
    count: int
    median_days: float
    p90_days: float
    within_norm: float | None


@dataclass(frozen=True)
class ProductFigures:
    """The closed requests for one product in a period. Shares lie between 0 and 1.

    ``complete`` is the share in which we had nothing to ask back; ``handovers`` how often on
    average a request went to another team.
    """

    product_id: int
    closed: int
    lead_median: float | None
    lead_p90: float | None
    within_term: float | None
    complete: float | None
    handovers: float | None
    refused: float | None


def percentile(values: list[int], share: float) -> float:
    """The smallest value that at least ``share`` of ``values`` (not empty) do not exceed."""
    ordered = sorted(values)
    place = max(0, -int(-len(ordered) * share // 1) - 1)
    return float(ordered[place])


def products(since: dt.date, until: dt.date) -> Mapping[int, ProductFigures]:
    """Per product what was closed from ``since`` up to and with ``until``, in three statements.
    What was withdrawn does not count."""
    cases = _closed(since, until)
    rows: dict[int, list[_Closed]] = defaultdict(list)
    for product, pk, lead_days, within_term, state in cases.values_list(
        "product_id", "pk", "lead_days", "within_term", "state"
    ):
        rows[product].append(_Closed(pk, lead_days, within_term, state))
    asked = set(
        CaseQuestion.objects.filter(case__in=cases.values("pk"), of_step=False).values_list(
            "case", flat=True
        )
    )
    teams: dict[int, list[int]] = defaultdict(list)
    for case, team in (
        Passage.objects.filter(case__in=cases.values("pk"))
        .order_by("case", "number")
        .values_list("case", "team")
    ):
        teams[case].append(team)
    return {product: _of(product, found, asked, teams) for product, found in rows.items()}


@dataclass(frozen=True)
class _Closed:
    pk: int
    lead_days: int | None
    within_term: bool | None
    state: str


def _of(
    product: int, rows: list[_Closed], asked: set[int], teams: Mapping[int, list[int]]
) -> ProductFigures:
    number = len(rows)
    leads = [row.lead_days for row in rows if row.lead_days is not None]
    changes = sum(
        sum(one != other for one, other in pairwise(teams.get(row.pk, ()))) for row in rows
    )
    return ProductFigures(
        product_id=product,
        closed=number,
        lead_median=median(leads) if leads else None,
        lead_p90=percentile(leads, 0.9) if leads else None,
        within_term=sum(bool(row.within_term) for row in rows) / number,
        complete=sum(row.pk not in asked for row in rows) / number,
        handovers=changes / number,
        refused=sum(row.state == "refused" for row in rows) / number,
    )


def steps(product: Product, since: dt.date, until: dt.date) -> list[StepTime]:
    """How long the steps of a product took that were left in the period, in the order of the
    process; the norm is that of the newest version."""
    passages = (
        Passage.objects.filter(
            case__product=product, left_at__date__gte=since, left_at__date__lte=until
        )
        .select_related("step")
        .order_by("step__version__number", "step__order")
    )
    found: dict[str, list[int]] = defaultdict(list)
    latest: dict[str, Step] = {}
    for passage in passages:
        found[passage.step.key].append(passage.days or 0)
        latest[passage.step.key] = passage.step
    return [
        StepTime(
            key=step.key,
            name=step.name,
            norm_days=step.norm_days,
            count=len(days),
            median_days=median(days),
            p90_days=percentile(days, 0.9),
            within_norm=None
            if step.norm_days is None
            else sum(day <= step.norm_days for day in days) / len(days),
        )
        for step in sorted(latest.values(), key=lambda step: step.order)
        for days in [found[step.key]]
    ]


@dataclass(frozen=True)
class Strip:
    """The numbers above the work list of one member of staff."""

    open: int
    late: int
    waiting: int
    unassigned: int


def strip_for(user: User) -> Strip:
    """In one statement."""
    today = clock.today()
    late = Q(paused_at=None) & (Q(due_on__lt=today) | Q(step_due_on__lt=today))
    found = (
        Case.objects.visible_to(user)
        .open()
        .aggregate(
            open=Count("pk", distinct=True),
            late=Count("pk", filter=late, distinct=True),
            waiting=Count("pk", filter=Q(state="waiting"), distinct=True),
            unassigned=Count("pk", filter=Q(handler=None), distinct=True),
        )
    )
    return Strip(**found)


def news_for(user: User) -> int | None:
    """Own requests in which something happened, for the menu; nothing when there is nothing."""
    return Case.objects.open().filter(handler=user, news_at__isnull=False).count() or None


def _closed(since: dt.date, until: dt.date) -> QuerySet[Case]:
    return (
        Case.objects.closed()
        .filter(closed_at__date__gte=since, closed_at__date__lte=until)
        .exclude(state="withdrawn")
        .order_by(F("closed_at"))
    )
