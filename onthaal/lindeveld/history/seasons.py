"""When people report what: months, weekdays and hours."""

from __future__ import annotations

import datetime as dt
import math
import random
from bisect import bisect_left
from itertools import accumulate

# How much of each category comes in, against the others.
WEIGHTS: dict[str, float] = {
    "put-in-de-weg": 9, "losse-tegel": 7, "schade-fietspad": 4, "verzakking": 3,
    "sneeuw-of-ijzel": 1.2, "gewestweg": 1.2, "lamp-brandt-niet": 11, "lamp-brandt-overdag": 1,
    "lamp-knippert": 1.4, "verlichtingspaal-beschadigd": 1.1, "zwerfvuil-op-straat": 6,
    "sluikstort": 9, "volle-vuilbak": 4, "glasbol": 2.6, "hondenpoep": 2.6, "graffiti": 1.4,
    "dood-dier": 1.6, "huisvuil-niet-opgehaald": 1.4, "gevaarlijke-tak": 4.5, "snoeien": 5,
    "onkruid": 5, "maaien": 4, "bladeren": 3.4, "processierupsen": 1.6, "wespennest": 1.8,
    "ratten": 1, "verstopte-kolk": 6, "water-op-straat": 2.2, "putdeksel": 2, "rioolgeur": 1.2,
    "gracht-of-beek": 1.6, "verkeersbord": 5, "wegmarkering": 2, "signalisatie-werken": 2,
    "verkeersveiligheid": 4, "fout-geparkeerd": 1.4, "speeltoestel": 2.4, "bank-of-tafel": 1.6,
    "sportveld": 0.8, "gemeentegebouw": 1.1, "openbaar-toilet": 0.7, "lawaai": 1.6,
    "afval-verbranden": 0.8, "verwaarloosd-pand": 1.2, "andere-melding": 4,
}  # fmt: skip
# Weight per month, January first; a category without a row comes in all year.
_MONTHS: dict[str, tuple[float, ...]] = {
    "put-in-de-weg": (1.7, 2.1, 2.0, 1.4, 0.9, 0.7, 0.6, 0.6, 0.7, 0.8, 0.9, 1.2),
    "losse-tegel": (1.1, 1.2, 1.3, 1.1, 1.0, 0.9, 0.9, 0.9, 1.0, 1.0, 0.9, 0.8),
    "sneeuw-of-ijzel": (4, 3.4, 0.8, 0, 0, 0, 0, 0, 0, 0, 0.6, 3),
    "lamp-brandt-niet": (1.7, 1.4, 1.0, 0.7, 0.5, 0.4, 0.4, 0.6, 1.0, 1.5, 1.9, 1.9),
    "zwerfvuil-op-straat": (0.7, 0.8, 1.1, 1.2, 1.2, 1.2, 1.2, 1.1, 1.1, 0.9, 0.8, 0.7),
    "volle-vuilbak": (0.6, 0.6, 0.9, 1.2, 1.4, 1.6, 1.6, 1.5, 1.1, 0.8, 0.6, 0.6),
    "gevaarlijke-tak": (1.5, 1.7, 1.2, 0.7, 0.7, 0.9, 1.1, 1.0, 0.8, 1.1, 1.2, 1.3),
    "snoeien": (0.6, 0.7, 0.9, 1.1, 1.4, 1.6, 1.5, 1.3, 1.1, 0.8, 0.6, 0.5),
    "onkruid": (0.1, 0.1, 0.4, 1.1, 1.9, 2.2, 2.0, 1.7, 1.1, 0.6, 0.2, 0.1),
    "maaien": (0.1, 0.1, 0.3, 1.0, 2.2, 2.4, 1.9, 1.3, 0.9, 0.5, 0.2, 0.1),
    "bladeren": (0.4, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.8, 3.2, 4.4, 1.8),
    "processierupsen": (0, 0, 0.1, 0.8, 4, 4.5, 1.6, 0.2, 0, 0, 0, 0),
    "wespennest": (0, 0, 0.1, 0.2, 0.5, 1.1, 3, 4, 2.4, 0.5, 0, 0),
    "verstopte-kolk": (1.0, 0.8, 0.7, 0.7, 0.8, 1.0, 1.1, 1.1, 0.9, 1.4, 1.8, 1.3),
    "water-op-straat": (1.3, 1.1, 0.8, 0.6, 0.9, 1.3, 1.3, 1.2, 0.8, 0.9, 1.2, 1.4),
    "rioolgeur": (0.4, 0.4, 0.6, 0.8, 1.2, 1.7, 2, 1.9, 1.1, 0.7, 0.5, 0.4),
    "speeltoestel": (0.4, 0.5, 1.0, 1.4, 1.6, 1.5, 1.5, 1.3, 1.1, 0.8, 0.5, 0.3),
    "wegmarkering": (0.6, 0.7, 1.0, 1.2, 1.3, 1.2, 1.0, 1.0, 1.2, 1.0, 0.8, 0.6),
    "lawaai": (0.6, 0.6, 0.8, 1.0, 1.3, 1.6, 1.7, 1.6, 1.1, 0.8, 0.6, 0.6),
    "afval-verbranden": (0.5, 0.6, 1.2, 1.5, 1.2, 1.0, 1.0, 1.0, 1.2, 1.4, 1.0, 0.5),
}
_EVEN = (1.0,) * 12
_WEEKDAYS = (1.25, 1.12, 1.08, 1.04, 1.0, 0.66, 0.62)
# Hours from 0 to 23.
_HOURS_HOME = (0.2, 0.1, 0.05, 0.05, 0.05, 0.2, 0.7, 2, 3.4, 3.6, 3.2, 2.8, 3, 2.6, 2.4, 2.6, 3.2,
               3.6, 3.6, 3.8, 3.6, 2.8, 1.6, 0.6)  # fmt: skip
_HOURS_OFFICE = (0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 4, 3, 0.4, 1.6, 2.2, 2, 1.4, 0.2, 0, 0, 0, 0, 0, 0)


class Days:
    """Draws the days on which a category comes in, from three years up to a last day."""

    def __init__(self, last: dt.date, number: int, recent: float) -> None:
        self.first = last - dt.timedelta(days=number - 1)
        self.number = number
        self.recent = recent
        self._sums: dict[str, list[float]] = {}

    def _weights(self, slug: str) -> list[float]:
        months = _MONTHS.get(slug, _EVEN)
        out = []
        for n in range(self.number):
            day = self.first + dt.timedelta(days=n)
            ago = self.number - 1 - n
            month, part = day.month - 1, (day.day - 15) / 30
            near = months[(month + (1 if part > 0 else -1)) % 12]
            season = months[month] * (1 - abs(part)) + near * abs(part)
            # a little more every year, and more of what is still fresh in a small history
            growth = 1 + 0.09 * n / 365
            out.append(
                season
                * growth
                * _WEEKDAYS[day.weekday()]
                * (1 + self.recent * math.exp(-ago / 24))
                * (1 + 0.35 * math.sin(n * 1.7 + len(slug)) * math.sin(n * 0.31))
            )
        return list(accumulate(out))

    def sums(self, slug: str) -> list[float]:
        if slug not in self._sums:
            self._sums[slug] = self._weights(slug)
        return self._sums[slug]

    def draw(self, slug: str, chance: random.Random) -> dt.date:
        sums = self.sums(slug)
        n = bisect_left(sums, chance.random() * sums[-1])
        return self.first + dt.timedelta(days=min(n, self.number - 1))


_HOME = list(accumulate(_HOURS_HOME))
_OFFICE = list(accumulate(_HOURS_OFFICE))


def time_of_day(at_home: bool, chance: random.Random) -> dt.time:
    """An hour of a resident at home, or of a counter."""
    sums = _HOME if at_home else _OFFICE
    hour = bisect_left(sums, chance.random() * sums[-1])
    return dt.time(hour, chance.randrange(60), chance.randrange(60))


def work_time(chance: random.Random) -> dt.time:
    """A moment at which staff change something."""
    minutes = int(chance.triangular(8 * 60, 16 * 60 + 40, 10 * 60 + 30))
    return dt.time(minutes // 60, minutes % 60, chance.randrange(60))
