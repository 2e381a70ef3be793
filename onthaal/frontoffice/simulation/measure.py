"""How fast it is: simulated days per second on the day of the design's budget."""

from __future__ import annotations

import time

from onthaal.frontoffice.simulation.demand import (
    Duration,
    Patience,
    Plan,
    Product,
    Staff,
    Weekday,
)
from onthaal.frontoffice.simulation.outcome import simulate

# a morning and an afternoon; people per half hour, 106 a day
_PEOPLE = (8, 9, 10, 9, 8, 7, 6, 0, 0, 7, 8, 9, 9, 8, 8)
_COUNTERS = (3, 4, 4, 4, 4, 4, 3, 0, 0, 3, 4, 4, 4, 4, 4)
_OPENS = 9 * 60


def busy_day() -> Plan:
    """About 106 people at 4 counters, with skills, shifts, breaks, appointments, no-show, people
    who give up and appointments that go first by a bonus in minutes."""
    slots = [(_OPENS + 30.0 * n, _OPENS + 30.0 * (n + 1)) for n in range(len(_PEOPLE))]
    complex_work = frozenset({"vreemdelingen"})
    return Plan(
        products=(
            Product(0.45, Duration("lognormal", 6, 0.6), planned=10, quick=True),
            Product(0.35, Duration("lognormal", 10, 0.6), planned=15, extra_person=5),
            Product(0.20, Duration("gamma", 20, 0.5), planned=20, skills=complex_work),
        ),
        weekdays=(
            Weekday(
                arrivals=tuple((*s, float(p)) for s, p in zip(slots, _PEOPLE, strict=True)),
                counters=tuple((*s, c) for s, c in zip(slots, _COUNTERS, strict=True)),
                closings=(_OPENS + 210.0, _OPENS + 450.0),
            ),
        ),
        staff=(
            Staff(complex_work),
            Staff(),
            Staff(complex_work),
            Staff(),
        ),
        appointments=0.45,
        no_show=0.12,
        bonus=20,
        patience=Patience(45),
        extra_person=0.1,
    )


def days_per_second(seconds: float = 2.0) -> float:
    """Simulated days per second of CPU of this process, figures of the days included."""
    plan, days = busy_day(), 0
    simulate(plan, seed=1, first=0, days=20)
    began = time.process_time()
    while (spent := time.process_time() - began) < seconds:
        simulate(plan, seed=1, first=days, days=50)
        days += 50
    return days / spent
