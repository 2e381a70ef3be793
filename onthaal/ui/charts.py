"""Charts as SVG made on the server: crisp, printable, readable without script."""

from __future__ import annotations

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
        return [
            Bar(
                x=round(i * self.step + gap / 2 + n * width, 2),
                y=round(self.plot_height * (1 - (value or 0) / self.top) + 2, 2),
                width=round(max(1, width - 1.5), 2),
                height=round(self.plot_height * (value or 0) / self.top, 2),
                css=f"series-{n + 1}",
                title=f"{label}: {value or 0:g} {series.label}",
            )
            for n, series in enumerate(self.series)
            for i, (label, value) in enumerate(zip(self.labels, series.values, strict=True))
        ]

    def ticks(self) -> list[tuple[float, str]]:
        return [
            (round((i + 0.5) * self.step, 2), label)
            for i, label in enumerate(self.labels)
            if i % self.every == 0
        ]

    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The same figures for the table."""
        return [
            (label, [series.values[i] for series in self.series])
            for i, label in enumerate(self.labels)
        ]
