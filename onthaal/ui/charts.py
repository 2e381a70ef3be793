"""Charts as SVG made on the server: crisp, printable, readable without script."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    css: str
    title: str


@dataclass(frozen=True)
class BarChart:
    """Grouped bars, ready to draw in a box of ``width`` × ``height``."""

    labels: Sequence[str]
    series: Sequence[Series]
    width: int = 640
    height: int = 200
    every: int = 1

    @property
    def top(self) -> float:
        return max((v for s in self.series for v in s.values if v), default=1) or 1

    @property
    def plot_height(self) -> float:
        return self.height - 26

    @property
    def step(self) -> float:
        return self.width / max(1, len(self.labels))

    def bars(self) -> list[Bar]:
        gap = self.step * 0.22
        width = (self.step - gap) / max(1, len(self.series))
        bars = []
        for n, series in enumerate(self.series):
            for i, (label, value) in enumerate(zip(self.labels, series.values, strict=True)):
                # the top follows from the rounded height, so that every bar stands on the axis
                height = round(self.plot_height * (value or 0) / self.top, 2)
                bars.append(
                    Bar(
                        x=round(i * self.step + gap / 2 + n * width, 2),
                        y=round(self.plot_height + 2 - height, 2),
                        width=round(max(1, width - 1.5), 2),
                        height=height,
                        css=f"series-{n + 1}",
                        title=f"{label}: {value or 0:g} {series.label}",
                    )
                )
        return bars

    def ticks(self) -> list[tuple[float, str]]:
        return [
            (round((i + 0.5) * self.step, 2), label)
            for i, label in enumerate(self.labels)
            if i % self.every == 0
        ]

    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The same figures for the table."""
        return rows(self.labels, self.series)


@dataclass(frozen=True)
class LineChart:
    """Lines over time, ready to draw in a box of ``width`` × ``height``; the scale starts at 0."""

    labels: Sequence[str]
    series: Sequence[Series]
    width: int = 640
    height: int = 220
    every: int = 1
    goal: float | None = None

    LEFT = 44
    ABOVE = 8
    BELOW = 28

    @property
    def plot_height(self) -> float:
        return self.height - self.ABOVE - self.BELOW

    @property
    def rules(self) -> list[tuple[float, float]]:
        """The heights of the thin lines with the value that each stands for."""
        return [(round(self.y_of(value), 2), value) for value in self._scale()]

    @property
    def goal_y(self) -> float | None:
        return None if self.goal is None else round(self.y_of(self.goal), 2)

    def x_of(self, index: int) -> float:
        last = max(1, len(self.labels) - 1)
        return self.LEFT + 6 + index * (self.width - self.LEFT - 18) / last

    def y_of(self, value: float) -> float:
        return self.ABOVE + self.plot_height * (1 - value / self._scale()[-1])

    def paths(self) -> list[tuple[str, str]]:
        """Per series its class and its path; a missing value lifts the pen."""
        drawn = []
        for number, series in enumerate(self.series, start=1):
            steps, is_down = [], False
            for index, value in enumerate(series.values):
                if value is not None:
                    pen = "L" if is_down else "M"
                    steps.append(f"{pen}{self.x_of(index):.1f} {self.y_of(value):.1f}")
                is_down = value is not None
            drawn.append((f"line line--{number}", "".join(steps)))
        return drawn

    def points(self) -> list[tuple[float, float, str, str]]:
        return [
            (
                round(self.x_of(index), 2),
                round(self.y_of(value), 2),
                f"series-{number}",
                f"{label}: {value:g} {series.label}",
            )
            for number, series in enumerate(self.series, start=1)
            for index, (label, value) in enumerate(zip(self.labels, series.values, strict=True))
            if value is not None
        ]

    def ticks(self) -> list[tuple[float, str]]:
        return [
            (round(self.x_of(index), 2), label)
            for index, label in enumerate(self.labels)
            if index % self.every == 0
        ]

    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The same figures for the table."""
        return rows(self.labels, self.series)

    def _scale(self) -> list[float]:
        values = [value for series in self.series for value in series.values if value is not None]
        return round_scale(max([*values, self.goal or 0]))


def rows(labels: Sequence[str], series: Sequence[Series]) -> list[tuple[str, list[float | None]]]:
    """Per label the values of all series."""
    return [(label, [one.values[i] for one in series]) for i, label in enumerate(labels)]


def round_scale(top: float) -> list[float]:
    """Round numbers from 0 to just over ``top``, in three to six steps."""
    if top <= 0:
        return [0, 1]
    step = 10 ** math.floor(math.log10(top))
    for part in (0.2, 0.25, 0.5, 1.0):
        if top <= step * part * 5:
            step *= part
            break
    else:
        step *= 2
    count = math.ceil(round(top / step, 9))
    return [round(step * number, 9) for number in range(count + 1)]
