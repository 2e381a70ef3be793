"""Results of scenarios: kept as JSON, compared, and said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onthaal.frontoffice.rules.scenarios import plain
from onthaal.frontoffice.simulation.outcome import HalfHour, Interval, Outcome, beside, difference

RESULTS_VERSION = 1
ENOUGH_WEEKS = 6


@dataclass(frozen=True)
class Measure:
    """One figure of a scenario. ``good`` is −1 when less is better, 1 when more is, 0 when neither
    can be said. ``short`` heads a column. ``unit`` is "min", "share", "people", "hours" (a day) or
    "minutes" (a day)."""

    name: str
    label: str
    short: str
    unit: str
    good: int
    is_main: bool = True

    @property
    def scale(self) -> float:
        return 100.0 if self.unit == "share" else 1.0

    @property
    def unit_words(self) -> str:
        return {
            "min": "minuten",
            "share": "%",
            "people": "per dag",
            "hours": "per dag",
            "minutes": "minuten per dag",
        }[self.unit]


MEASURES: tuple[Measure, ...] = (
    Measure("walk_in_mean", "Wachten zonder afspraak, gemiddeld", "Gemiddeld wachten", "min", -1),
    Measure("walk_in_p50", "Wachten zonder afspraak, mediaan", "Mediaan", "min", -1, is_main=False),
    Measure(
        "walk_in_p90",
        "Wachten zonder afspraak, 9 op 10 hoogstens",
        "9 op 10 wacht hoogstens",
        "min",
        -1,
    ),
    Measure("walk_in_within", "Zonder afspraak binnen de norm", "Binnen de norm", "share", 1),
    Measure(
        "booked_mean", "Wachten met afspraak, gemiddeld", "Met afspraak", "min", -1, is_main=False
    ),
    Measure(
        "booked_p50", "Wachten met afspraak, mediaan", "Met afspraak", "min", -1, is_main=False
    ),
    Measure(
        "booked_p90",
        "Wachten met afspraak, 9 op 10 hoogstens",
        "Met afspraak, 9 op 10",
        "min",
        -1,
    ),
    Measure(
        "booked_within", "Met afspraak binnen de norm", "Met afspraak", "share", 1, is_main=False
    ),
    Measure(
        "all_p90", "Wachten, iedereen, 9 op 10 hoogstens", "Iedereen", "min", -1, is_main=False
    ),
    Measure("station_mean", "Wachten om zich aan te melden", "Aanmelden", "min", -1),
    Measure("abandonment", "Gaat weg zonder geholpen te zijn", "Gaat weg", "share", -1),
    Measure("served", "Geholpen", "Geholpen", "people", 1),
    Measure("not_served", "Niet geholpen", "Niet geholpen", "people", -1, is_main=False),
    Measure("no_shows", "Afspraken die niet opdagen", "Daagt niet op", "people", -1, is_main=False),
    Measure("appointments", "Afspraken", "Afspraken", "people", 0, is_main=False),
    Measure("without_room", "Vond geen vrije afspraak", "Agenda vol", "people", -1, is_main=False),
    Measure(
        "utilisation",
        "Deel van de loketuren met iemand aan het loket",
        "Bezet",
        "share",
        0,
        is_main=False,
    ),
    Measure(
        "overtime",
        "Werk na sluitingstijd, alle loketten samen",
        "Na sluiting",
        "minutes",
        -1,
    ),
    Measure("counter_hours", "Loketuren", "Loketuren", "hours", 0),
)
# what is also a main figure for some questions
_ALSO_MAIN: Mapping[str, tuple[str, ...]] = {
    "share": ("without_room",),
    "reserve": ("without_room",),
}


def measures_for(question: str, *, other_people: bool = False) -> tuple[Measure, ...]:
    """The measures of a study with this question, the main ones marked; ``other_people`` = there is
    a scenario for ``of_other_people``."""
    also = (*_ALSO_MAIN.get(question, ()), *(("not_served",) if other_people else ()))
    return tuple(replace(one, is_main=True) if one.name in also else one for one in MEASURES)


def of_other_people(measures: Sequence[Measure]) -> list[Measure]:
    """The measures of a scenario in which more or fewer people come than now. How many are helped
    then differs by itself, and so does the share that leaves when quick products come: neither is
    a verdict. How many are not helped still is one."""
    by_itself = ("served", "abandonment")
    return [replace(one, good=0) if one.name in by_itself else one for one in measures]


BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}


def as_json(outcome: Outcome) -> dict[str, Any]:
    """What is kept with a scenario."""
    return {
        "version": RESULTS_VERSION,
        "days": outcome.days,
        "figures": {
            name: [round(one.value, 5), _finite(one.low), _finite(one.high)]
            for name, one in outcome.figures.items()
        },
        "groups": {
            name: [round(value, 6) for value in values] for name, values in outcome.groups.items()
        },
        "half_hours": [
            [one.begin, round(one.queue, 4), one.wait_p90, one.utilisation, one.counters]
            for one in outcome.half_hours
        ],
    }


def _finite(value: float) -> float | None:
    return round(value, 5) if abs(value) != float("inf") else None


def outcome(kept: Mapping[str, Any]) -> Outcome:
    """The outcome that ``as_json`` gave."""
    endless = float("inf")
    return Outcome(
        days=kept["days"],
        figures={
            name: Interval(
                value, -endless if low is None else low, endless if high is None else high
            )
            for name, (value, low, high) in kept["figures"].items()
        },
        groups={name: tuple(values) for name, values in kept["groups"].items()},
        half_hours=tuple(HalfHour(*row) for row in kept["half_hours"]),
    )


@dataclass(frozen=True)
class Figure:
    """One measure of one scenario, ready to show: value and bounds in the unit of the measure, and
    the difference to how it is now. Values are None when there was nobody to measure it on."""

    measure: Measure
    value: float | None
    low: float | None = None
    high: float | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None

    @property
    def verdict(self) -> str:
        """Better, worse, more, less, equal, or same: cannot be told apart. "" for now itself."""
        if self.change is None or self.change_low is None or self.change_high is None:
            return ""
        if self.change_low > 0:
            direction = 1
        elif self.change_high < 0:
            direction = -1
        elif self.change_low == self.change_high == 0:
            return "equal"
        else:
            return "same"
        if not self.measure.good:
            return "more" if direction > 0 else "less"
        return "better" if direction == self.measure.good else "worse"

    @property
    def verdict_words(self) -> str:
        return {
            "better": "duidelijk beter",
            "worse": "duidelijk slechter",
            "more": "duidelijk meer",
            "less": "duidelijk minder",
            "same": "niet te onderscheiden",
            "equal": "gelijk",
            "": "",
        }[self.verdict]


def figure(measure: Measure, scenario: Outcome, base: Outcome | None) -> Figure:
    """``base`` None = this scenario is what the others are compared with."""
    scale = measure.scale
    if base:
        scenario, base = beside(scenario, base), beside(base, scenario)
    own = scenario.figures.get(measure.name)
    if own is None:
        return Figure(measure, None)
    gap = difference(scenario, base, measure.name) if base else None
    return Figure(
        measure,
        own.value * scale,
        _scaled(own.low, scale),
        _scaled(own.high, scale),
        gap.value * scale if gap else None,
        _scaled(gap.low, scale) if gap else None,
        _scaled(gap.high, scale) if gap else None,
    )


def _scaled(value: float, scale: float) -> float | None:
    return value * scale if abs(value) != float("inf") else None


def conclusion(figures: Sequence[Figure]) -> str:
    """What is clearly better and clearly worse than now, in words."""
    found: dict[str, list[str]] = {"better": [], "worse": []}
    for one in figures:
        if one.measure.is_main and one.verdict in found:
            found[one.verdict].append(_SHORT.get(one.measure.name, one.measure.label.lower()))
    parts = []
    if found["better"]:
        parts.append(f"duidelijk beter: {', '.join(found['better'])}")
    if found["worse"]:
        parts.append(f"duidelijk slechter: {', '.join(found['worse'])}")
    said = "; ".join(parts) or "niet te onderscheiden van nu"
    hours = next((one.change for one in figures if one.measure.name == "counter_hours"), None)
    if hours and abs(hours) >= 0.05:
        more = "meer" if hours > 0 else "minder"
        number = plain(abs(hours))
        are = "is 1 loketuur" if number == "1" else f"zijn {number} loketuren"
        said += f". Dat {are} per dag {more}"
    return f"{said}."


_SHORT = {
    "walk_in_mean": "gemiddelde wachttijd zonder afspraak",
    "walk_in_p90": "lange wachttijden zonder afspraak",
    "walk_in_within": "binnen de norm zonder afspraak",
    "booked_p90": "wachttijd met afspraak",
    "station_mean": "wachten om zich aan te melden",
    "abandonment": "mensen die weggaan",
    "served": "aantal geholpen mensen",
    "not_served": "aantal niet geholpen mensen",
    "without_room": "vrije plaatsen in de agenda",
    "overtime": "werk na sluitingstijd",
}


@dataclass(frozen=True)
class BreakEven:
    """From which no-show on a scenario serves fewer people than now. Shares from 0 to 1: up to
    ``better`` it clearly serves more, from ``worse`` on clearly fewer; None = not in the range that
    was tried (up to ``tried``)."""

    better: float | None
    worse: float | None
    tried: float

    @property
    def words(self) -> str:
        if self.worse is None and self.better is None:
            return (
                f"Tot {self.tried * 100:.0f} % niet opgedaagd is het aantal geholpen mensen "
                "niet te onderscheiden van nu."
            )
        if self.worse is None:
            return f"Ook als {self.tried * 100:.0f} % niet komt, zijn er niet minder geholpen."
        if self.worse == 0:
            return "Zelfs als iedereen komt opdagen, worden er minder mensen geholpen dan nu."
        words = (
            f"Als {self.worse * 100:.0f} % of meer niet komt opdagen, worden er duidelijk minder "
            "mensen geholpen dan nu"
        )
        if self.better == 0:
            return f"{words}; alleen als iedereen komt, zijn het er duidelijk meer."
        if self.better is not None:
            return f"{words}; tot {self.better * 100:.0f} % zijn het er duidelijk meer."
        return f"{words}; daaronder is er geen duidelijk verschil."


def break_even(points: Sequence[tuple[float, Interval]]) -> BreakEven:
    """From (no-show, difference in people served) in order of no-show."""
    better = max((share for share, gap in points if gap.low > 0), default=None)
    worse = None
    for share, gap in reversed(points):
        if gap.high >= 0:
            break
        worse = share
    return BreakEven(better, worse, points[-1][0])
