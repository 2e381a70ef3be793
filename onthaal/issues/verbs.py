"""What higher apps let staff do with a melding, in the list "Wat wilt u doen?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onthaal.issues.models import Issue


@dataclass(frozen=True)
class Verb:
    """``url_name`` takes the reference; ``fits`` says whether this melding can have it done."""

    label: str
    icon: str
    url_name: str
    fits: Callable[[Issue], bool]


_verbs: list[Verb] = []


def register(verb: Verb) -> None:
    """Add a verb; at start, in ``AppConfig.ready``."""
    if verb not in _verbs:
        _verbs.append(verb)


def shown(issue: Issue) -> list[Verb]:
    """The verbs for this melding."""
    return [verb for verb in _verbs if verb.fits(issue)]
