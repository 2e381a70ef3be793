"""The days that a figure is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min

from onthaal.core import clock
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.reception.models import Visit


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
        """The days on which the place was open, by the week that held then and its exceptions."""
        days = opening.days(self.location, self.start, self.number_of_days)
        return [day for day in days if day.is_open]

    def counted_days(self) -> list[opening.Day]:
        """The open days on which visits were registered already: from the first visit of the place
        on, up to today. Before it nobody seems to have come, and that says nothing."""
        first = Visit.objects.filter(location=self.location).aggregate(first=Min("day"))["first"]
        today = clock.today()
        return [day for day in self.open_days() if first and first <= day.day <= today]
