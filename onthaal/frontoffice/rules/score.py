"""Whether a product could be served in the front office: one score, with its reasons.

Six questions, each answered between 0 (against) and 1 (for), weighed by the municipality. What is
not known counts neither for nor against; it is said, and makes the score less certain. The
questions are those of the practice of moving simple products forward: often, short, predictable,
settled at once, few systems and rights, little that is confidential.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from onthaal.frontoffice.questions import LABELS, USUAL_WEIGHTS, Part

GOOD, DOUBTFUL = 70, 45
PRIVACY = {0: 1.0, 1: 0.7, 2: 0.3, 3: 0.0}
PRIVACY_WORDS = {
    0: "niets vertrouwelijks",
    1: "gewone persoonsgegevens",
    2: "gevoelige gegevens",
    3: "zeer vertrouwelijk, een aparte ruimte is nodig",
}


@dataclass(frozen=True)
class Facts:
    """What is known of a product. ``per_year`` visits or requests in a year; ``median`` minutes
    and ``variation`` (standard deviation over mean) of handling; ``complete`` the part that was
    settled at first contact; None where nothing is known yet."""

    per_year: float | None
    median: float | None
    variation: float | None
    complete: float | None
    systems: int
    authorisations: int
    privacy_level: int


@dataclass(frozen=True)
class Reason:
    """One answer: ``value`` between 0 and 1, None when not known; ``words`` say why."""

    part: Part
    value: float | None
    weight: int
    words: str

    @property
    def label(self) -> str:
        return LABELS[self.part]

    @property
    def percent(self) -> int:
        return round((self.value or 0) * 100)


@dataclass(frozen=True)
class Score:
    """``value`` from 0 to 100, None when no question could be answered. ``known`` is the part of
    the weight that could be answered."""

    value: int | None
    known: float
    reasons: tuple[Reason, ...]

    @property
    def weakest(self) -> Reason | None:
        """The answer that costs most points."""
        answered = [each for each in self.reasons if each.value is not None and each.weight]
        return max(answered, key=lambda each: (1 - (each.value or 0)) * each.weight, default=None)

    @property
    def is_certain(self) -> bool:
        return self.known >= 0.7


def score(facts: Facts, weights: Mapping[Part, int] = USUAL_WEIGHTS) -> Score:
    """The score of a product. At least one of ``weights`` is above 0."""
    answers = (
        (Part.VOLUME, _volume(facts.per_year), _times(facts.per_year)),
        (Part.SHORT, _falling(facts.median, 5, 30), _minutes(facts.median)),
        (Part.STEADY, _falling(facts.variation, 0.3, 1.2), _spread(facts.variation)),
        (Part.COMPLETE, facts.complete, _settled(facts.complete)),
        (Part.SIMPLE, _simple(facts), _needs(facts)),
        (Part.OPEN, PRIVACY[facts.privacy_level], PRIVACY_WORDS[facts.privacy_level]),
    )
    reasons = tuple(Reason(part, value, weights[part], words) for part, value, words in answers)
    whole = sum(weights.values())
    known = sum(each.weight for each in reasons if each.value is not None)
    points = sum((each.value or 0) * each.weight for each in reasons)
    return Score(
        value=round(100 * points / known) if known else None,
        known=known / whole if whole else 0.0,
        reasons=reasons,
    )


def advice(found: Score, *, is_front: bool) -> str:
    """What the score suggests, in one Dutch sentence; a person decides."""
    if found.value is None or not found.is_certain:
        return "Nog te weinig gemeten om iets te zeggen."
    weak = f" Zwakste punt: {found.weakest.label.lower()}." if found.weakest else ""
    if is_front:
        if found.value < DOUBTFUL:
            return f"Zit in de frontoffice, maar hoort daar misschien niet.{weak}"
        return "Zit in de frontoffice, en dat past."
    if found.value >= GOOD:
        return "Geschikt om naar de frontoffice te gaan."
    if found.value >= DOUBTFUL:
        return f"Kan naar de frontoffice na opleiding of vereenvoudiging.{weak}"
    return f"Blijft beter in de backoffice.{weak}"


def _volume(per_year: float | None) -> float | None:
    """From 12 a year (0) to 1000 a year (1), by orders of magnitude."""
    if per_year is None:
        return None
    if per_year <= 12:
        return 0.0
    return min(1.0, math.log(per_year / 12) / math.log(1000 / 12))


def _falling(value: float | None, best: float, worst: float) -> float | None:
    if value is None:
        return None
    return min(1.0, max(0.0, (worst - value) / (worst - best)))


def _simple(facts: Facts) -> float:
    """One system is no hindrance, each further one and each authorisation costs a quarter."""
    return max(0.0, 1 - 0.25 * max(0, facts.systems - 1) - 0.25 * facts.authorisations)


def _times(per_year: float | None) -> str:
    return "nog niet geteld" if per_year is None else f"ongeveer {per_year:.0f} keer per jaar"


def _minutes(median: float | None) -> str:
    if median is None:
        return "nog niet gemeten"
    return f"de helft is klaar binnen {median:.0f} minuten"


def _spread(variation: float | None) -> str:
    if variation is None:
        return "nog niet gemeten"
    if variation < 0.5:
        said = "duurt bijna altijd even lang"
    else:
        said = "duurt soms veel langer" if variation < 1 else "is niet te voorspellen"
    return f"{said} (spreiding {variation * 100:.0f} % van het gemiddelde)"


def _settled(complete: float | None) -> str:
    if complete is None:
        return "nog niet geteld"
    return f"{complete * 100:.0f} % is in één keer geregeld"


def _needs(facts: Facts) -> str:
    systems = (
        "geen systeem"
        if not facts.systems
        else ("1 systeem" if facts.systems == 1 else f"{facts.systems} systemen")
    )
    rights = (
        "geen machtiging"
        if not facts.authorisations
        else (
            "1 machtiging" if facts.authorisations == 1 else f"{facts.authorisations} machtigingen"
        )
    )
    return f"{systems}, {rights}"
