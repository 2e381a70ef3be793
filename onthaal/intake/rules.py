"""Which door fits a text. Pure: no query, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from onthaal.intake.doors import Door, Elsewhere
from onthaal.intake.words import CLUES, ELSEWHERE, ELSEWHERE_AT, POLITE, Clue

# What somebody chooses counts for more than any words.
WISH = 8.0
# Less than this is no proposal, and a lead smaller than CLOSE is told as a doubt.
ENOUGH = 1.5
CLOSE = 0.8
READ = 10_000


@dataclass(frozen=True)
class Proposal:
    """What the front door proposes. ``doors`` are always all of them, the likeliest first.

    ``door`` is None when nothing in the text says which one it is; ``because`` then is empty.
    ``elsewhere`` is what somebody else handles, each with its reason.
    """

    door: Door | None
    because: str
    is_sure: bool
    doors: tuple[Door, ...]
    elsewhere: tuple[tuple[Elsewhere, str], ...]

    @property
    def others(self) -> tuple[Door, ...]:
        """The doors that are not proposed, the likeliest first."""
        return tuple(door for door in self.doors if door != self.door)


def propose(
    text: str,
    *,
    wish: Door | None = None,
    contests_decision: bool = False,
    is_dangerous: bool = False,
) -> Proposal:
    """The door for ``text``. ``wish`` is what the person chose, ``contests_decision`` says that it
    is about a decision in a letter, ``is_dangerous`` what the check of meldingen says."""
    plain = tidy(text)
    found = {door: matching(plain, clues) for door, clues in CLUES.items()}
    scores = {door: sum(clue.weight for clue in clues) for door, clues in found.items()}
    _weigh(scores, found)
    if wish:
        scores[wish] += WISH
    ordered = sorted(Door, key=lambda door: -scores[door])
    best, second = ordered[0], ordered[1]
    door = best if scores[best] >= ENOUGH else None
    return Proposal(
        door,
        because="u dat zelf koos"
        if door and door == wish
        else _because(found[best])
        if door
        else "",
        is_sure=door is not None and scores[best] - scores[second] >= CLOSE,
        doors=tuple(ordered),
        elsewhere=_elsewhere(plain, contests_decision, is_dangerous),
    )


def tidy(text: str) -> str:
    """Lower case, without accents, with single spaces and without politeness at the end."""
    letters = unicodedata.normalize("NFKD", text[:READ].lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return POLITE.sub(" ", re.sub(r"\s+", " ", plain.replace("’", "'")))


def matching(plain: str, clues: tuple[Clue, ...]) -> list[Clue]:
    """The clues that occur in a tidy text."""
    return [clue for clue in clues if clue.pattern.search(plain)]


def _weigh(scores: dict[Door, float], found: Mapping[Door, list[Clue]]) -> None:
    """What one door's words mean for another."""
    treated, kept, angry, ours = CLUES[Door.COMPLAINT]
    complaint = found[Door.COMPLAINT]
    if complaint == [ours]:
        # who only names us asks or thanks; and nobody complains by naming a desk
        scores[Door.COMPLAINT] = 0.4
    things, broken, *_ = CLUES[Door.ISSUE]
    misdone = treated in complaint or kept in complaint
    if things in found[Door.ISSUE] and broken in found[Door.ISSUE] and angry in complaint:
        # anger about a hole in the road is first of all a hole in the road
        scores[Door.ISSUE] += 0.0 if misdone else 1.5
    if misdone:
        # sour thanks, and questions that are reproaches
        scores[Door.COMPLIMENT] *= 0.4
        scores[Door.QUESTION] *= 0.6
        scores[Door.ISSUE] *= 0.8
    if broken in found[Door.ISSUE] and things in found[Door.ISSUE]:
        scores[Door.QUESTION] *= 0.5
        scores[Door.SUGGESTION] *= 0.8
    elif found[Door.SUGGESTION]:
        # an idea names a thing that is not there yet, and is often put as a question
        scores[Door.ISSUE] *= 0.5
        scores[Door.QUESTION] *= 0.7
    if found[Door.COMPLIMENT] and broken not in found[Door.ISSUE]:
        scores[Door.ISSUE] *= 0.5


def _because(clues: list[Clue]) -> str:
    strongest = sorted(clues, key=lambda clue: -clue.weight)[:2]
    return " en ".join(clue.because for clue in strongest)


def _elsewhere(
    plain: str, contests_decision: bool, is_dangerous: bool
) -> tuple[tuple[Elsewhere, str], ...]:
    given = {
        Elsewhere.APPEAL: "u niet akkoord gaat met een beslissing" if contests_decision else "",
        Elsewhere.EMERGENCY: "u schrijft over iets dat niet kan wachten" if is_dangerous else "",
    }
    result = []
    for kind, clues in ELSEWHERE.items():
        found = matching(plain, clues)
        if given.get(kind):
            result.append((kind, given[kind]))
        elif sum(clue.weight for clue in found) >= ELSEWHERE_AT:
            result.append((kind, _because(found)))
    return tuple(result)
