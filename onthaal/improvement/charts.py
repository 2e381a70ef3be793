"""The control chart as a drawing: points, the middle, the limits and the signals."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.improvement.figures import Chart
from onthaal.improvement.models import Indicator
from onthaal.ui.charts import round_scale


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    is_signal: bool
    title: str


@dataclass(frozen=True)
class Level:
    """A horizontal line with its name."""

    y: float
    css: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    left: int
    line: str
    points: list[Point]
    levels: list[Level]
    scale: list[tuple[float, str]]
    ticks: list[tuple[float, str]]


WIDTH, HEIGHT, LEFT, ABOVE, BELOW = 1000, 260, 52, 10, 30


def draw(chart: Chart, indicator: Indicator) -> Drawing:
    """Ready for the template; shares are drawn as percentages."""
    per = 1 if indicator == Indicator.LEAD else 100
    unit = "" if indicator == Indicator.LEAD else " %"
    values = [None if week.value is None else week.value * per for week in chart.weeks]
    limits = chart.limits
    highest = max([value for value in values if value is not None], default=1.0)
    steps = round_scale(max(highest, limits.high * per if limits else 0))
    room = HEIGHT - ABOVE - BELOW

    def y_of(value: float) -> float:
        return round(ABOVE + room * (1 - value / steps[-1]), 2)

    def x_of(index: int) -> float:
        return round(LEFT + 8 + index * (WIDTH - LEFT - 20) / max(1, len(values) - 1), 2)

    marked = {week.monday for week, _ in chart.signals}
    points, line, is_down = [], [], False
    for index, (week, value) in enumerate(zip(chart.weeks, values, strict=True)):
        if value is not None:
            x, y = x_of(index), y_of(value)
            line.append(f"{'L' if is_down else 'M'}{x} {y}")
            shown = f"{value:.1f}".replace(".", ",")
            title = f"week van {week.monday:%d/%m/%Y}: {shown}{unit}, {week.cases} afgesloten"
            points.append(Point(x, y, week.monday in marked, title))
        is_down = value is not None
    every = max(1, len(chart.weeks) // 12)
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        line="".join(line),
        points=points,
        levels=[
            Level(y_of(limits.high * per), "control__limit"),
            Level(y_of(limits.middle * per), "control__middle"),
            Level(y_of(limits.low * per), "control__limit"),
        ]
        if limits
        else [],
        scale=[(y_of(step), f"{step:g}".replace(".", ",") + unit) for step in steps],
        ticks=[
            (x_of(index), str(week.monday.isocalendar().week))
            for index, week in enumerate(chart.weeks)
            if index % every == 0
        ],
    )
