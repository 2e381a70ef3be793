"""What is coming: visitors per day for the next weeks, and how wrong that usually is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from onthaal.frontoffice.figures import arrivals, ledger
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import forecast
from onthaal.organisation import opening
from onthaal.organisation.models import Location

LOOKED_BACK = dt.timedelta(weeks=40)
LOOKED_AHEAD = 28


@dataclass(frozen=True)
class Outlook:
    """``profile`` says per weekday which part of its visitors comes in which half hour."""

    days: list[forecast.Expected]
    error: forecast.Error | None
    known_days: int
    profile: dict[int, dict[int, float]]

    def half_hours(self, day: forecast.Expected) -> list[tuple[int, float]]:
        """Visitors to expect per half hour of ``day``."""
        parts = self.profile.get(day.day.weekday(), {})
        return [(half_hour, day.value * part) for half_hour, part in sorted(parts.items())]


def outlook(location: Location, today: dt.date) -> Outlook:
    """From the visits of the last forty weeks up to yesterday."""
    period = Period(location, today - LOOKED_BACK, today - dt.timedelta(days=1))
    rows = ledger.visits(period)
    # before the first visit nothing was registered: those days say nothing
    first = rows[0].day if rows else today
    past = {
        day: number for day, number in arrivals.per_open_day(rows, period).items() if day >= first
    }
    coming = [day.day for day in opening.days(location, today, LOOKED_AHEAD) if day.is_open]
    return Outlook(
        days=forecast.expect(past, coming, today),
        error=forecast.error(past),
        known_days=len(past),
        profile=_profile(rows),
    )


def _profile(rows: Sequence[ledger.VisitRow]) -> dict[int, dict[int, float]]:
    counts: dict[int, dict[int, int]] = {}
    for row in rows:
        day = counts.setdefault(row.day.weekday(), {})
        day[row.half_hour] = day.get(row.half_hour, 0) + 1
    return {
        weekday: {half_hour: number / sum(day.values()) for half_hour, number in day.items()}
        for weekday, day in counts.items()
    }
