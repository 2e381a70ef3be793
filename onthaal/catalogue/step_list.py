"""A step list ready to read: numbered, with where each step goes, for pages and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onthaal.catalogue import flow
from onthaal.catalogue.flow import Kind, Line, Problem

ICONS = {
    Kind.RESIDENT: "user",
    Kind.STAFF: "users",
    Kind.SYSTEM: "settings",
    Kind.DECISION: "split",
    Kind.WAIT: "clock",
}


@dataclass(frozen=True)
class Exit:
    """A way out: the answer ("" when there is only one way), where to, and its number (None for
    an end)."""

    answer: str
    words: str
    number: int | None
    key: str
    is_next: bool


@dataclass(frozen=True)
class ShownStep:
    number: int
    line: Line
    kind: str
    icon: str
    channel: str
    exits: tuple[Exit, ...]
    problems: tuple[str, ...]
    is_first: bool
    is_last: bool


def shown(lines: Sequence[Line], problems: Sequence[Problem] = ()) -> list[ShownStep]:
    """The steps in order, each with its own problems."""
    after = flow.following(lines)
    places = {line.key: number for number, line in enumerate(lines, 1)}
    names = {line.key: line.name for line in lines}
    steps = []
    for number, line in enumerate(lines, 1):
        exits = tuple(
            Exit(
                way.text,
                flow.ENDS.get(way.next) or names.get(way.next, "bestaat niet meer"),
                places.get(way.next),
                way.next,
                way.next == after[line.key],
            )
            for way in flow.exits(line, after)
        )
        steps.append(
            ShownStep(
                number,
                line,
                str(Kind(line.kind).label),
                ICONS[Kind(line.kind)],
                flow.CHANNELS.get(line.channel, ""),
                exits,
                tuple(each.text for each in problems if each.key == line.key),
                number == 1,
                number == len(lines),
            )
        )
    return steps


def totals(lines: Sequence[Line]) -> dict[str, int]:
    """What the usual way asks, and how often it goes from one role to another."""
    by_key = {line.key: line for line in lines}
    way = [by_key[key] for key in flow.usual_way(lines)]
    return {
        "steps": len(lines),
        "days": sum(line.norm_days or 0 for line in way),
        "minutes": sum(line.minutes or 0 for line in way),
        "roles": len({line.role for line in lines}),
        "handovers": sum(one.role != other.role for one, other in pairwise(way)),
    }


def table(lines: Sequence[Line]) -> Iterator[list[Any]]:
    """The list as rows for a spreadsheet, with a head."""
    yield ["Nr.", *(label for label in flow.LABELS.values())]
    for number, line in enumerate(lines, 1):
        yield [
            number,
            *(
                getattr(line, name)
                if name in ("norm_days", "minutes")
                else flow.in_words(line, name, lines)
                for name in flow.LABELS
            ),
        ]
