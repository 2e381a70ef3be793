"""The six questions behind the front-office score, and how heavily they usually weigh."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    VOLUME = "volume"
    SHORT = "short"
    STEADY = "steady"
    COMPLETE = "complete"
    SIMPLE = "simple"
    OPEN = "open"


LABELS = {
    Part.VOLUME: "Hoe vaak",
    Part.SHORT: "Hoe kort",
    Part.STEADY: "Hoe voorspelbaar",
    Part.COMPLETE: "In één keer geregeld",
    Part.SIMPLE: "Weinig systemen en machtigingen",
    Part.OPEN: "Weinig vertrouwelijk",
}
USUAL_WEIGHTS: dict[Part, int] = {
    Part.VOLUME: 20,
    Part.SHORT: 20,
    Part.STEADY: 15,
    Part.COMPLETE: 20,
    Part.SIMPLE: 15,
    Part.OPEN: 10,
}
