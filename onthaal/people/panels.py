"""What other apps add to the pages about a member of staff, such as the teams."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onthaal.people.models import User


@dataclass(frozen=True)
class Panel:
    """``describe`` gives, for many accounts at once, primary key → text; ``link`` gives
    (text, address) of the page where it is changed, for one account."""

    label: str
    describe: Callable[[Sequence[int]], Mapping[int, str]]
    link: Callable[[User], tuple[str, str]]


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a column to the list of staff and a block to the page of one; at start."""
    if panel not in _panels:
        _panels.append(panel)


def panels() -> list[Panel]:
    return list(_panels)
