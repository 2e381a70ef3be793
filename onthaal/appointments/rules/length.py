"""How long an appointment takes."""

from __future__ import annotations

from collections.abc import Sequence

from onthaal.appointments.models import TICK


def duration(items: Sequence[tuple[int, int, int, int]], *, turnover: int = 0) -> int:
    """Minutes for ``items``, each (minutes, minutes per extra person, shared minutes, persons).

    Every product counts for its own number of persons. What it shares with others (identifying
    somebody, opening the file) is done once: only the longest product keeps it. With
    ``turnover``, rounded up to five minutes. Raises ValueError without items or persons.
    """
    if not items or any(persons < 1 for *_, persons in items):
        raise ValueError("an appointment is for at least one product and one person")
    lengths = [
        (minutes + extra * (persons - 1), min(shared, minutes))
        for minutes, extra, shared, persons in items
    ]
    longest = max(range(len(lengths)), key=lambda number: lengths[number][0])
    total = turnover + sum(
        length if number == longest else length - shared
        for number, (length, shared) in enumerate(lengths)
    )
    return max(TICK, -(-total // TICK) * TICK)
