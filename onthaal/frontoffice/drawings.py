"""What the charts of a study show."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.frontoffice.comparison import Comparison, Row
from onthaal.frontoffice.rules.assumptions import clock_words
from onthaal.frontoffice.rules.results import Measure
from onthaal.ui.charts import Series


@dataclass(frozen=True)
class Bars:
    """One measure, a bar per scenario; a scenario is named by its number in the table."""

    measure: Measure
    labels: list[str]
    values: list[float | None]


@dataclass(frozen=True)
class Lines:
    """Over the day: how it is now beside one scenario."""

    title: str
    unit: str
    labels: list[str]
    series: list[Series]
    every: int


@dataclass(frozen=True)
class Charts:
    bars: list[Bars]
    lines: list[Lines]
    # the scenarios that can be drawn beside how it is now, and the one that is
    choices: list[Row]
    chosen: Row | None


_BARS = ("walk_in_p90", "booked_p90", "abandonment", "utilisation")


def charts(comparison: Comparison, wanted: str) -> Charts | None:
    """``wanted`` is the key of the scenario to draw beside now; without one the best is drawn.
    None when nothing is calculated."""
    rows = comparison.calculated
    if not rows:
        return None
    bars = []
    for measure in comparison.measures:
        if measure.name in _BARS:
            figures = [row.figure(measure.name) for row in rows]
            values = [one.value if one else None for one in figures]
            bars.append(
                Bars(
                    measure,
                    [str(row.scenario.position) if row.scenario.position else "Nu" for row in rows],
                    [None if value is None else round(value, 1) for value in values],
                )
            )
    others = [row for row in rows if not row.scenario.is_base]
    chosen = next((row for row in others if str(row.scenario.pk) == wanted), None)
    chosen = chosen or min(others, key=_wait, default=None)
    base = next((row for row in rows if row.scenario.is_base), None)
    drawn = [row for row in (base, chosen) if row]
    return Charts(bars, _lines(drawn), others, chosen)


def _wait(row: Row) -> float:
    one = row.figure("walk_in_p90") or row.figure("all_p90")
    return one.value if one and one.value is not None else float("inf")


def _lines(rows: list[Row]) -> list[Lines]:
    halves = [
        {one.begin: one for one in row.outcome.half_hours} if row.outcome else {} for row in rows
    ]
    begins = sorted({begin for half in halves for begin in half})
    labels = [clock_words(begin) for begin in begins]
    names = [row.scenario.name for row in rows]
    every = max(1, len(begins) // 9)

    def lines(title: str, unit: str, name: str, scale: float) -> Lines:
        series = []
        for label, half in zip(names, halves, strict=True):
            values = [getattr(half[b], name) if b in half else None for b in begins]
            series.append(
                Series(label, [None if v is None else round(v * scale, 2) for v in values])
            )
        return Lines(title, unit, labels, series, every)

    return [
        lines("Mensen in de rij, per half uur", "mensen", "queue", 1.0),
        lines("9 op 10 wacht hoogstens, per half uur van aankomst", "minuten", "wait_p90", 1.0),
        lines("Loketten bezet, per half uur", "%", "utilisation", 100.0),
    ]
