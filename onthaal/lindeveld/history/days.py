"""Working days by table: the same answers as the rules, a hundred times as fast."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection

from onthaal.organisation.rules import is_working_day


class WorkingDays:
    """Counts working days between two dates that lie in a known stretch of years."""

    def __init__(self, first: dt.date, last: dt.date, closing_days: Collection[dt.date]) -> None:
        self.first = first
        self.days: list[dt.date] = []
        self.before: list[int] = []
        for n in range((last - first).days + 1):
            day = first + dt.timedelta(days=n)
            if is_working_day(day, closing_days):
                self.days.append(day)
            self.before.append(len(self.days))

    def is_one(self, day: dt.date) -> bool:
        n = (day - self.first).days
        return self.before[n] > (self.before[n - 1] if n else 0)

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and with ``end``."""
        if end <= start:
            return 0
        return self.before[(end - self.first).days] - self.before[(start - self.first).days]

    def add(self, start: dt.date, number: int) -> dt.date:
        """The day ``number`` working days after ``start``; zero gives a working day."""
        if number == 0:
            return start if self.is_one(start) else self.days[bisect_right(self.days, start)]
        return self.days[self.before[(start - self.first).days] + number - 1]
