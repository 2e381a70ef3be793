"""What the counts say: per process how the work really goes, and whether a measure helped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum

from onthaal.catalogue.models import Process
from onthaal.complaints.figures import per_process
from onthaal.core import clock
from onthaal.improvement.models import (
    HIGHER_IS_BETTER,
    Indicator,
    LeadCount,
    Measure,
    PathCount,
    WaitCount,
    WeekCount,
)
from onthaal.improvement.rules import control, effect, intervals
from onthaal.improvement.rules.counts import at_most, quantile, size
from onthaal.improvement.rules.effect import Verdict, Window
from onthaal.improvement.rules.intervals import Interval
from onthaal.improvement.rules.paths import Path, ranked
from onthaal.improvement.sources import MELDINGEN, SOURCES

PATHS_SHOWN = 8
WEEKS_A_YEAR = 365.25 / 7
# Counts below this are shown as "fewer than five" to who does not handle klachten.
FEW = 5
# In the overview only what happened lately asks for attention.
RECENT_WEEKS = 8


def whole_weeks(count: int) -> Window:
    """The last ``count`` weeks that are over."""
    today = clock.today()
    end = today - dt.timedelta(days=today.weekday())
    return Window(end - dt.timedelta(weeks=count), end)


@dataclass(frozen=True)
class Facts:
    """The sums of one process over a window, for one kind of case."""

    received: int = 0
    closed: int = 0
    reopened: int = 0
    handed_over: int = 0
    handovers: int = 0
    lead: dict[int, int] = field(default_factory=dict)

    def within(self, norm: int) -> int:
        return at_most(self.lead, norm)


def facts(process: Process, source: str, window: Window) -> Facts:
    """What was counted; two statements."""
    sums = _in(WeekCount.objects, process, source, window).aggregate(
        **{name: Sum(name, default=0) for name in _SUMS}
    )
    lead = _in(LeadCount.objects, process, source, window).values_list("days")
    return Facts(**sums, lead=dict(lead.annotate(number=Sum("cases")).order_by()))


_SUMS = ("received", "closed", "reopened", "handed_over", "handovers")


@dataclass(frozen=True)
class Wait:
    """How long cases stay in one state, in calendar days, over all visits."""

    state: str
    visits: int
    median: float
    p90: float
    total_days: int
    share: float


@dataclass(frozen=True)
class Portrait:
    """How one kind of case really goes through a process."""

    label: str
    facts: Facts
    unit: str
    norm: int | None
    waits: list[Wait]
    paths: list[Path]
    other_paths: int

    @property
    def median(self) -> float | None:
        return quantile(self.facts.lead, 0.5)

    @property
    def p90(self) -> float | None:
        return quantile(self.facts.lead, 0.9)

    @property
    def within(self) -> float | None:
        number = size(self.facts.lead)
        if self.norm is None or not number:
            return None
        return self.facts.within(self.norm) / number

    @property
    def reopened(self) -> float | None:
        return self.facts.reopened / self.facts.closed if self.facts.closed else None

    @property
    def handovers(self) -> float | None:
        return self.facts.handovers / self.facts.closed if self.facts.closed else None


def portraits(process: Process, window: Window) -> list[Portrait]:
    """Per kind of case that this process has had in ``window``, how it goes."""
    found = []
    for source in SOURCES:
        counted = facts(process, source.key, window)
        if not (counted.received or counted.closed):
            continue
        paths = dict(
            _in(PathCount.objects, process, source.key, window)
            .values_list("path")
            .annotate(number=Sum("cases"))
            .order_by()
        )
        shown = ranked(paths, source.labels, PATHS_SHOWN)
        found.append(
            Portrait(
                label=source.label,
                facts=counted,
                unit=source.unit,
                norm=process.norm_working_days if source.has_norm else None,
                waits=_waits(process, source.key, source.labels, window),
                paths=shown,
                other_paths=sum(paths.values()) - sum(path.cases for path in shown),
            )
        )
    return found


def _waits(process: Process, source: str, labels: Any, window: Window) -> list[Wait]:
    states: dict[str, dict[int, int]] = {}
    rows = _in(WaitCount.objects, process, source, window).values_list("state", "days")
    for state, days, number in rows.annotate(number=Sum("visits")).order_by():
        states.setdefault(state, {})[days] = number
    spent = {state: sum(days * n for days, n in each.items()) for state, each in states.items()}
    total = sum(spent.values()) or 1
    return [
        Wait(
            state=labels.get(state, state),
            visits=size(states[state]),
            median=quantile(states[state], 0.5) or 0.0,
            p90=quantile(states[state], 0.9) or 0.0,
            total_days=spent[state],
            share=spent[state] / total,
        )
        for state in sorted(states, key=lambda each: -spent[each])
    ]


@dataclass(frozen=True)
class Week:
    """One week of one indicator; None when there was nothing to measure."""

    monday: dt.date
    value: float | None
    cases: int


def weekly(process: Process, indicator: Indicator, window: Window) -> list[Week]:
    """The indicator per week of ``window``, for the meldingen of the process."""
    mondays = [window.start + dt.timedelta(weeks=n) for n in range(window.weeks)]
    if indicator in (Indicator.LEAD, Indicator.WITHIN):
        leads: dict[dt.date, dict[int, int]] = {}
        rows = _in(LeadCount.objects, process, MELDINGEN.key, window)
        for monday, days, cases in rows.values_list("monday", "days", "cases"):
            leads.setdefault(monday, {})[days] = cases
        return [_lead_week(monday, leads.get(monday, {}), process, indicator) for monday in mondays]
    name = "reopened" if indicator == Indicator.REOPENED else "handed_over"
    counts = {
        monday: (hits, closed)
        for monday, hits, closed in _in(
            WeekCount.objects, process, MELDINGEN.key, window
        ).values_list("monday", name, "closed")
    }
    weeks = []
    for monday in mondays:
        hits, closed = counts.get(monday, (0, 0))
        weeks.append(Week(monday, hits / closed if closed else None, closed))
    return weeks


def _lead_week(
    monday: dt.date, lead: dict[int, int], process: Process, indicator: Indicator
) -> Week:
    cases = size(lead)
    if indicator == Indicator.LEAD:
        return Week(monday, quantile(lead, 0.5), cases)
    norm = process.norm_working_days
    value = at_most(lead, norm) / cases if cases and norm is not None else None
    return Week(monday, value, cases)


@dataclass(frozen=True)
class Chart:
    """A control chart: the weeks, what is usual, and what is not."""

    weeks: list[Week]
    limits: control.Limits | None
    signals: list[tuple[Week, str]]
    based_on: int


def control_chart(process: Process, indicator: Indicator, window: Window) -> Chart:
    """The indicator over time. What is usual follows from the weeks before the first measure in
    the window, if these are enough; otherwise from all weeks."""
    weeks = weekly(process, indicator, window)
    values = [week.value for week in weeks]
    first = (
        process.measures.filter(starts_on__gte=window.start, starts_on__lt=window.end)
        .order_by("starts_on")
        .values_list("starts_on", flat=True)
        .first()
    )
    highest = None if indicator == Indicator.LEAD else 1.0
    base = [week.value for week in weeks if first is None or week.monday < first]
    usual = control.limits(base, highest=highest)
    if usual is None:
        base, usual = values, control.limits(values, highest=highest)
    found = control.signals(values, usual) if usual else []
    return Chart(
        weeks=weeks,
        limits=usual,
        signals=[(weeks[signal.at], signal.words) for signal in found],
        based_on=sum(value is not None for value in base),
    )


@dataclass(frozen=True)
class Comparison:
    """One window before against the window after."""

    label: str
    before: Window
    value_before: float | None
    value_after: float | None
    cases_before: int
    cases_after: int
    change: Interval | None
    verdict: Verdict


@dataclass(frozen=True)
class Effect:
    """What a measure did, as far as can be said today."""

    after: Window
    comparisons: list[Comparison]
    moved_before: bool

    @property
    def verdict(self) -> Verdict:
        """One word for both comparisons: what they agree on."""
        verdicts = {each.verdict for each in self.comparisons} - {Verdict.TOO_EARLY}
        if not verdicts:
            return Verdict.TOO_EARLY
        return verdicts.pop() if len(verdicts) == 1 else Verdict.NO_PROOF

    @property
    def season_may_play(self) -> bool:
        """The comparisons contradict each other."""
        return len({each.verdict for each in self.comparisons} - {Verdict.TOO_EARLY}) > 1


def effect_of(measure: Measure, today: dt.date) -> Effect:
    """Compare the weeks after the measure settled with as many right before it, and with the
    same season a year earlier."""
    before, season, after = effect.windows(
        starts_on=measure.starts_on,
        settling_weeks=measure.settling_weeks,
        until=min(today, measure.stopped_on or today),
    )
    comparisons = [
        _compare(measure, "De weken ervoor", before, after),
        _compare(measure, "Zelfde seizoen, een jaar eerder", season, after),
    ]
    if measure.indicator == Indicator.COMPLAINTS:
        return Effect(after, comparisons, moved_before=False)
    lead_up = Window(before.end - dt.timedelta(weeks=effect.LONGEST_WEEKS), before.end)
    chart = control_chart(measure.process, Indicator(measure.indicator), lead_up)
    moved = any(week.monday >= before.start for week, _ in chart.signals)
    return Effect(after, comparisons, moved)


def _compare(measure: Measure, label: str, before: Window, after: Window) -> Comparison:
    indicator = Indicator(measure.indicator)
    process = measure.process
    if indicator == Indicator.COMPLAINTS:
        return _compare_complaints(process, label, before, after)
    old = facts(process, MELDINGEN.key, before)
    new = facts(process, MELDINGEN.key, after)
    change: Interval | None = None
    values: tuple[float | None, float | None]
    if indicator == Indicator.LEAD:
        sizes = (size(old.lead), size(new.lead))
        values = (quantile(old.lead, 0.5), quantile(new.lead, 0.5))
        if all(sizes):
            change = intervals.shift(old.lead, new.lead)
    else:
        hits, sizes = _hits(indicator, process, old, new)
        values = tuple(  # type: ignore[assignment]  # mypy loses that there are two
            hit / number if number else None for hit, number in zip(hits, sizes, strict=True)
        )
        if all(sizes):
            change = intervals.difference_of_shares(hits, sizes)
    return Comparison(
        label,
        before,
        *values,
        *sizes,
        change,
        effect.verdict(
            change,
            weeks=after.weeks,
            enough=min(sizes) >= effect.ENOUGH_CASES,
            lower_is_better=indicator not in HIGHER_IS_BETTER,
        ),
    )


def _compare_complaints(process: Process, label: str, before: Window, after: Window) -> Comparison:
    """Klachten per hundred acts; ``cases`` are the klachten."""
    events = _complaints(process, before), _complaints(process, after)
    exposures = _hundreds(process, before), _hundreds(process, after)
    change = intervals.difference_of_rates(events, exposures) if all(exposures) else None
    values = [
        number / exposure if exposure else None
        for number, exposure in zip(events, exposures, strict=True)
    ]
    return Comparison(
        label,
        before,
        values[0],
        values[1],
        *events,
        change,
        effect.verdict(
            change,
            weeks=after.weeks,
            enough=sum(events) >= effect.ENOUGH_COMPLAINTS,
            lower_is_better=True,
        ),
    )


def _complaints(process: Process, window: Window) -> int:
    return per_process(window.start, window.last).get(process.pk, 0) if window.weeks else 0


def _hundreds(process: Process, window: Window) -> float:
    """How many hundreds of times the process ran: what Onthaal counted itself, and what its owner
    says happens in a year."""
    counted = _in(WeekCount.objects, process, MELDINGEN.key, window)
    acts = counted.aggregate(number=Sum("received", default=0))["number"]
    return float(acts + (process.acts_per_year or 0) * window.weeks / WEEKS_A_YEAR) / 100


@dataclass(frozen=True)
class Bar:
    """One process in the list of complaints. ``share`` is its part of all of them."""

    process: Process
    complaints: int
    acts: float
    rate: Interval | None
    share: float

    @property
    def is_few(self) -> bool:
        """So few that the number could point at somebody."""
        return self.complaints < FEW


def pareto(window: Window) -> list[Bar]:
    """The processes about which people complain, most klachten per hundred acts first."""
    counts = per_process(window.start, window.last)
    total = sum(counts.values())
    bars = []
    for process in Process.objects.filter(pk__in=counts).select_related("owner"):
        hundreds = _hundreds(process, window)
        number = counts[process.pk]
        rate = intervals.rate(number, hundreds) if hundreds else None
        bars.append(Bar(process, number, hundreds * 100, rate, number / total))
    return sorted(bars, key=lambda bar: -(bar.rate.estimate if bar.rate else 0))


def _hits(
    indicator: Indicator, process: Process, old: Facts, new: Facts
) -> tuple[tuple[int, int], tuple[int, int]]:
    if indicator == Indicator.WITHIN:
        norm = process.norm_working_days
        if norm is None:
            return (0, 0), (0, 0)
        return (old.within(norm), new.within(norm)), (size(old.lead), size(new.lead))
    if indicator == Indicator.REOPENED:
        return (old.reopened, new.reopened), (old.closed, new.closed)
    return (old.handed_over, new.handed_over), (old.closed, new.closed)


def _in(manager: Any, process: Process, source: str, window: Window) -> QuerySet[Any]:
    rows: QuerySet[Any] = manager.filter(
        process=process, source=source, monday__gte=window.start, monday__lt=window.end
    )
    return rows


@dataclass(frozen=True)
class Row:
    """One process in the overview."""

    process: Process
    received: int
    closed: int
    median: float | None
    within: float | None
    reopened: float | None
    signals: int


def processes(window: Window) -> list[Row]:
    """Every active process that has had cases in ``window``, the one with most first."""
    span = {"monday__gte": window.start, "monday__lt": window.end, "source": MELDINGEN.key}
    sums = {
        row["process"]: row
        for row in WeekCount.objects.filter(**span)
        .values("process")
        .annotate(received=Sum("received"), closed=Sum("closed"), reopened=Sum("reopened"))
        .order_by()
    }
    leads: dict[int, dict[int, int]] = {}
    rows = LeadCount.objects.filter(**span).values_list("process", "days")
    for process_id, days, cases in rows.annotate(number=Sum("cases")).order_by():
        leads.setdefault(process_id, {})[days] = cases
    found = []
    recent = whole_weeks(RECENT_WEEKS).start
    for process in Process.objects.active().filter(pk__in=sums).select_related("owner"):
        counts, lead = sums[process.pk], leads.get(process.pk, {})
        norm, number = process.norm_working_days, size(lead)
        chart = control_chart(process, Indicator.LEAD, window)
        found.append(
            Row(
                process=process,
                received=counts["received"],
                closed=counts["closed"],
                median=quantile(lead, 0.5),
                within=at_most(lead, norm) / number if number and norm is not None else None,
                reopened=counts["reopened"] / counts["closed"] if counts["closed"] else None,
                signals=sum(week.monday >= recent for week, _ in chart.signals),
            )
        )
    return sorted(found, key=lambda row: -row.received)
