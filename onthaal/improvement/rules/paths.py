"""The way that cases really go, written as states with ``>`` between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Path:
    """One way through the process, and how often it was gone."""

    states: tuple[str, ...]
    cases: int
    share: float

    @property
    def loops(self) -> int:
        """How many times a case came back in a state where it had been."""
        return len(self.states) - len(set(self.states))


def ranked(counted: Mapping[str, int], labels: Mapping[str, str], keep: int) -> list[Path]:
    """The ``keep`` ways that were gone most, in words, most first."""
    total = sum(counted.values())
    order = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:keep]
    return [
        Path(tuple(labels.get(state, state) for state in path.split(">")), cases, cases / total)
        for path, cases in order
    ]
