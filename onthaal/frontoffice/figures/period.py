"""The days that a figure is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onthaal.organisation import opening
from onthaal.organisation.models import Location


@dataclass(frozen=True)
class Period:
    """From ``start`` up to and including ``last``, at one place."""

    location: Location
    start: dt.date
    last: dt.date

    @property
    def number_of_days(self) -> int:
        return (self.last - self.start).days + 1

    @property
    def before(self) -> Period:
        """As many days, just before."""
        last = self.start - dt.timedelta(days=1)
        return Period(self.location, last - (self.last - self.start), last)

    def open_days(self) -> list[opening.Day]:
        """The days on which the place was open by its present week and its exceptions."""
        days = opening.days(self.location, self.start, self.number_of_days)
        return [day for day in days if day.is_open]
