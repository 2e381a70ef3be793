"""How long an appointment takes."""

from __future__ import annotations

from collections.abc import Sequence

from onthaal.appointments.models import TICK


def duration(items: Sequence[tuple[int, int, int, int]], *, turnover: int = 0) -> int:
    """Minutes for ``items``, each (minutes, minutes per extra person, shared minutes, persons).

    Every product counts for its own number of persons. What it shares with others (identifying
    somebody, opening the file) is done once: only the largest shared part counts, so that more
    work never takes less. With ``turnover``, rounded up to five minutes. Raises ValueError
    without items or persons.
    """
    if not items or any(persons < 1 for *_, persons in items):
        raise ValueError("an appointment is for at least one product and one person")
    work = sum(minutes + extra * (persons - 1) for minutes, extra, _, persons in items)
    shared = [min(together, minutes) for minutes, _, together, _ in items]
    total = turnover + work - sum(shared) + max(shared)
    return max(TICK, -(-total // TICK) * TICK)
