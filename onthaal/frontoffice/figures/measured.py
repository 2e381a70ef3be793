"""What a study may begin with: arrivals, minutes and habits as they were seen at a place."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onthaal.appointments.models import Appointment, State
from onthaal.catalogue.models import Access, Product
from onthaal.frontoffice.figures import ledger, occupation
from onthaal.frontoffice.figures.ledger import ItemRow, VisitRow
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.figures.products import extra_person
from onthaal.frontoffice.rules.measured import Measured, MeasuredProduct
from onthaal.frontoffice.simulation.outcome import quantile
from onthaal.reception.models import Clerk, Duty

# on fewer days too little was seen to begin a study with
FEWEST_DAYS = 10
# fewer say too little about how long a product takes, how people behave, who gives up
FEWEST_TIMED, FEWEST_APPOINTMENTS, FEWEST_GONE = 20, 40, 10


def measured_assumptions(period: Period) -> Measured | None:
    """None when people were registered on too few days. Days before the first visit do not count:
    nothing was measured then."""
    rows = ledger.visits(period)
    if len({row.day for row in rows}) < FEWEST_DAYS:
        return None
    items = ledger.items(period)
    first = rows[0].day
    open_days = Counter(day.day.weekday() for day in period.open_days() if day.day >= first)
    weeks = len({row.day.isocalendar()[:2] for row in rows})
    appointments = _appointments(period)
    share = _appointment_share(rows, items)
    return Measured(
        weeks=weeks,
        people=_per_half_hour(rows, open_days),
        products=_products(items, weeks),
        counters=_counters(period),
        appointment_share=share,
        no_show=_no_show(appointments),
        early=_early(appointments)[0],
        spread=_early(appointments)[1],
        patience=_patience(rows),
        way=_mean([row.way for row in rows if row.way is not None and row.is_served]),
        lost_call=_lost_call(rows),
        workers=_workers(period),
        wait_p90=_wait_p90(rows),
        extra_person=sum(item.persons > 1 for item in items) / len(items) if items else None,
        second_product=_second_product(items),
    )


def _per_half_hour(
    rows: Sequence[VisitRow], open_days: Mapping[int, int]
) -> dict[tuple[int, int], float]:
    counts = Counter((row.day.weekday(), row.half_hour * 30) for row in rows)
    return {key: number / open_days[key[0]] for key, number in counts.items() if open_days[key[0]]}


def _counters(period: Period) -> dict[tuple[int, int], float]:
    """On the days on which somebody was on duty: before it was registered, nobody seemed to be."""
    minutes: dict[tuple[int, int], float] = defaultdict(float)
    days: dict[int, set[dt.date]] = defaultdict(set)
    for (_, day, half_hour), value in occupation.staffed(period).items():
        minutes[day.weekday(), half_hour * 30] += value
        days[day.weekday()].add(day)
    return {key: value / 30 / len(days[key[0]]) for key, value in minutes.items()}


def _products(items: Sequence[ItemRow], weeks: int) -> dict[str, MeasuredProduct]:
    own: dict[int, list[ItemRow]] = defaultdict(list)
    for item in items:
        own[item.product].append(item)
    slugs = {product.pk: product.slug for product in Product.objects.filter(pk__in=own)}
    return {slugs[pk]: _product(rows, weeks) for pk, rows in own.items()}


def _product(rows: Sequence[ItemRow], weeks: int) -> MeasuredProduct:
    timed = [row for row in rows if row.minutes]
    alone = [row.minutes for row in timed if row.minutes and row.persons == 1]
    if len(alone) < FEWEST_TIMED:
        return MeasuredProduct(len(rows) / weeks)
    mean, extra = statistics.fmean(alone), extra_person(timed)
    return MeasuredProduct(
        len(rows) / weeks, mean, statistics.stdev(alone) / mean, extra.value if extra else None
    )


def _appointment_share(rows: Sequence[VisitRow], items: Sequence[ItemRow]) -> float | None:
    """Of who came for a product with which one may choose."""
    free = set(Product.objects.filter(access=Access.BOTH).values_list("pk", flat=True))
    chose = {item.visit for item in items if item.product in free}
    own = [row.has_appointment for row in rows if row.pk in chose]
    return sum(own) / len(own) if len(own) >= FEWEST_APPOINTMENTS else None


def _second_product(items: Sequence[ItemRow]) -> float | None:
    """Of the visits the part that came for more than one product."""
    asked = Counter(item.visit for item in items)
    return sum(number > 1 for number in asked.values()) / len(asked) if asked else None


def _lost_call(rows: Sequence[VisitRow]) -> float | None:
    """Minutes from the call to the moment at which a clerk no longer waited for an answer."""
    lost = [row.way for row in rows if row.state == "no_show" and row.way is not None]
    return _mean(lost) if len(lost) >= FEWEST_GONE else None


def _appointments(period: Period) -> list[Appointment]:
    days = (period.start, period.last)
    return list(
        Appointment.objects.filter(
            location=period.location,
            starts_at__date__range=days,
            state__in=(State.ARRIVED, State.SERVED, State.MISSED),
        ).only("state", "starts_at", "arrived_at")
    )


def _no_show(rows: Sequence[Appointment]) -> float | None:
    if len(rows) < FEWEST_APPOINTMENTS:
        return None
    return sum(row.state == State.MISSED for row in rows) / len(rows)


def _early(rows: Sequence[Appointment]) -> tuple[float | None, float | None]:
    """(mean, standard deviation) of the minutes that people came before their appointment."""
    early = [
        (row.starts_at - row.arrived_at).total_seconds() / 60 for row in rows if row.arrived_at
    ]
    if len(early) < FEWEST_APPOINTMENTS:
        return None, None
    return statistics.fmean(early), statistics.stdev(early)


def _patience(rows: Sequence[VisitRow]) -> float | None:
    """Everybody's minutes of waiting for each one who gave up."""
    gone = sum(row.state == "left" for row in rows)
    if gone < FEWEST_GONE:
        return None
    minutes = sum(row.waited or 0.0 for row in rows)
    for row in rows:
        if row.state == "left" and row.waited is None and row.gone_at:
            minutes += max(0.0, (row.gone_at - row.due_at).total_seconds() / 60)
    return minutes / gone if minutes and math.isfinite(minutes) else None


def _workers(period: Period) -> tuple[tuple[str, ...], ...]:
    """Skills of everybody who was on duty, who was there most first: whoever was there once in a
    while is no part of how it usually is."""
    duties = Duty.objects.filter(
        counter__location=period.location,
        started_at__date__range=(period.start, period.last),
        ended_at__isnull=False,
    )
    seconds: Counter[int] = Counter()
    for _, clerk, started, ended in occupation.sittings(duties):
        if ended:
            seconds[clerk] += int((ended - started).total_seconds())
    least = max(seconds.values(), default=0) / 10
    clerks = {
        one.user_id: tuple(sorted(skill.slug for skill in one.skills.all()))
        for one in Clerk.objects.filter(user__in=seconds).prefetch_related("skills")
    }
    return tuple(clerks.get(clerk, ()) for clerk, spent in seconds.most_common() if spent >= least)


def _wait_p90(rows: Sequence[VisitRow]) -> float | None:
    waits = sorted(row.waited for row in rows if row.waited is not None and not row.has_appointment)
    return quantile(waits, 0.9) if len(waits) >= FEWEST_TIMED else None


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None
